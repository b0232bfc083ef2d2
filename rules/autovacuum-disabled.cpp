#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_on_again(QualifiedName table, bool known) {
  const auto is_on = [table = std::move(table), known](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    return found == nullptr ? known : found->autovacuum;
  };
  return {lint::Unless::Until::Deploy, is_on};
}

void add(const QualifiedName& table, bool known, Span span, lint::Findings& out) {
  out.add({.span = span,
           .message = "autovacuum is switched off for " + lint::table_words(table),
           .unless = unless_on_again(table, known)});
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    if (create->autovacuum || create->persistence == Persistence::Temporary) return;
    add(context.before.resolve_new(create->name), true, context.statement.span(), out);
    return;
  }
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr) return;
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    if (alter->actions[i].autovacuum.value_or(true)) continue;
    const auto table = context.before.resolve(alter->name);
    const auto* found = context.before.catalog().relation(table);
    if (found != nullptr && found->persistence == Persistence::Temporary) continue;
    add(table, found != nullptr, context.span_of_action(i), out);
  }
}

}  // namespace

extern const lint::Rule autovacuum_disabled = {
    .info =
        {
            .id = "autovacuum-disabled",
            .title = "autovacuum is switched off for a table",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "Nothing cleans dead rows up any more, so the table and its indexes grow "
                   "without end, and statistics go stale. When its oldest rows come near the limit "
                   "of transaction numbers, the server vacuums it all the same, in one long run at "
                   "a time that nobody chose.",
            .instead = "Let autovacuum work in smaller bites: lower autovacuum_vacuum_scale_factor "
                       "or raise autovacuum_vacuum_cost_limit for the table. For a bulk load, "
                       "switch it on again in the same deploy.",
            .fine = "The same deploy switches it on again, or the table is temporary, which "
                    "autovacuum cannot see anyway.",
            .source = "CREATE TABLE, Storage Parameters; Routine Vacuuming",
            .aliases = "migrationpilot:MP066",
        },
    .check = check,
};

}  // namespace pgstage::rules

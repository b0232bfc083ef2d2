#include <string>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_on_again(QualifiedName table, bool known) {
  const auto is_on = [table = std::move(table), known](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    return found == nullptr ? known : found->row_security;
  };
  return {lint::Unless::Until::Transaction, is_on};
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto i : lint::live_actions(context, sql::ActionKind::RowSecurity)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto change = alter.actions[i].row_security;
    const bool disables = change == RowSecurity::Disable;
    if (!disables && change != RowSecurity::NoForce) continue;
    const auto name = context.before.resolve(alter.name);
    const auto* table = context.before.catalog().relation(name);
    if (table != nullptr && table->known && !table->row_security) continue;
    lint::Findings::Draft draft{
        .span = context.span_of_action(i),
        .message = std::string{disables ? "whoever may read " : "the owner of "} +
                   lint::table_words(name) + " sees all of its rows from now on"};
    if (disables) draft.unless = unless_on_again(name, table != nullptr);
    out.add(std::move(draft));
  }
}

}  // namespace

extern const lint::Rule disable_rls = {
    .info =
        {
            .id = "disable-rls",
            .title = "row security of a table is switched off",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "From the moment it commits, whoever may read the table sees every row of it, "
                   "whatever its policies say, and may change every row that his rights let him. "
                   "NO FORCE does so for the owner of the table, which the application often is.",
            .instead = "Change the policies, with ALTER POLICY. To let one role see everything, "
                       "give it BYPASSRLS or a policy of its own.",
            .fine = "Row security was off before, the same transaction switches it on again, or "
                    "the table was made by the same deploy.",
            .source = "Row Security Policies",
            .aliases = "pg-schema-diff:AUTHZ_UPDATE",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

lint::Unless unless_gone(const QualifiedName& table, std::string_view column) {
  const auto gone = [table, name = std::string{column}](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    if (found == nullptr) return true;
    const auto* known = found->column(name);
    return found->known && (known == nullptr || known->not_null);
  };
  return {lint::Unless::Until::Deploy, gone};
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(table);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::DropNotNull) continue;
    const auto* column = found == nullptr ? nullptr : found->column(action.name);
    const bool null_already = column != nullptr && !column->not_null;
    if (null_already || !context.live(table, action.name)) continue;
    out.add({.span = context.span_of_action(i),
             .message = lint::column_words(table, action.name) +
                        " may be NULL from now on, which readers may not expect",
             .unless = unless_gone(table, action.name)});
  }
}

}  // namespace

extern const lint::Rule drop_not_null = {
    .info =
        {
            .id = "drop-not-null",
            .title = "a column may be NULL from now on",
            .severity = Severity::Notice,
            .category = lint::Category::Compatibility,
            .group = lint::Group::Policy,
            .why = "Code that reads the column, and functions, views and reports over it, may not "
                   "expect NULL. To get the guarantee back all rows have to be read again.",
            .instead = "Make everything that reads the column ready for NULL first.",
            .fine = "The column goes in the same deploy, may be NULL already, or its table was "
                    "made by the same deploy.",
            .source = "ALTER TABLE, DROP NOT NULL",
            .aliases = "diesel-guard:DropNotNull migrationpilot:MP029 pgfence:drop-not-null "
                       "postgres-language-server:banDropNotNull squawk:ban-drop-not-null",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include <algorithm>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether a check against NULL is there, valid or to be validated.
bool is_checked(const catalog::Relation* table, const std::string& column) {
  return table != nullptr &&
         std::any_of(table->constraints.begin(), table->constraints.end(),
                     [&](const auto& each) { return each.proves_not_null.contains(column); });
}

bool is_filled(const lint::Context& context, const QualifiedName& table) {
  const auto deeds = context.past.to(table);
  return std::any_of(deeds.begin(), deeds.end(), [](const auto& deed) {
    return deed.kind == "UPDATE" || deed.kind == "MERGE" || deed.kind == "DO";
  });
}

void check(const sql::AlterTable& alter, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  const auto table = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(table);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::SetNotNull || !context.live(table)) continue;
    const auto* column = found == nullptr ? nullptr : found->column(action.name);
    const bool full = column != nullptr && column->not_null;
    if (full || is_checked(found, std::string{action.name}) || is_filled(context, table)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "nothing fills " + lint::column_words(table, action.name) +
                        " before it is made NOT NULL: this fails if any row has a NULL"});
  }
}

}  // namespace

extern const lint::Rule set_not_null_without_backfill = {
    .info =
        {
            .id = "set-not-null-without-backfill",
            .title = "SET NOT NULL without anything that fills the old rows",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .group = lint::Group::Policy,
            .why = "SET NOT NULL fails on the first row that holds a NULL (23502), and the "
                   "migration stops there. Nothing before it in the deploy fills the column or "
                   "proves that it is full.",
            .instead = "Fill the old rows in batches first, or add CHECK (column IS NOT NULL) NOT "
                       "VALID and validate it.",
            .fine = "An UPDATE of the same deploy fills the table, a check names the column, or it "
                    "is NOT NULL already; the table was made by the same deploy.",
            .source = "ALTER TABLE, SET NOT NULL",
            .aliases = "atlas:MF104",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

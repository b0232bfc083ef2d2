#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.rewrites.empty() || effects.fails) return;
  for (const auto& rewrite : effects.rewrites) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (action == nullptr || action->kind != sql::ActionKind::SetAccessMethod) continue;
    if (rewrite.why != effects::Why::ChangeStorage || !context.live(rewrite.table)) continue;
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "access method \"" + std::string{action->name} + "\" rewrites " +
                        lint::table_words(rewrite.table) +
                        ", and reads and writes of it wait meanwhile",
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule set_access_method = {
    .info =
        {
            .id = "set-access-method",
            .title = "another access method rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "The whole table and its indexes are written anew under ACCESS EXCLUSIVE, so "
                   "reads and writes wait for as long as that takes.",
            .instead =
                "Make a new table with the access method, copy the rows in batches with a trigger "
                "that keeps it up to date, and exchange the names in one short transaction.",
            .fine = "The table has that access method already, is a partitioned table, which only "
                    "hands it on, is small, or was made by the same deploy.",
            .source = "ALTER TABLE, SET ACCESS METHOD; measured on 15 to 18",
            .aliases = "atlas:PG311 safe-migrate:table-rewrite-access-method",
        },
    .check = check,
};

}  // namespace pgstage::rules

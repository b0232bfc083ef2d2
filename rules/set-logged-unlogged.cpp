#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.rewrites.empty() || effects.fails) return;
  for (const auto& rewrite : effects.rewrites) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (action == nullptr || !context.live(rewrite.table)) continue;
    const bool logged = action->kind == sql::ActionKind::SetLogged;
    const bool asked = logged || action->kind == sql::ActionKind::SetUnlogged;
    if (!asked || rewrite.why != effects::Why::ChangeStorage) continue;
    out.add({.span = context.span_of_action(rewrite.action),
             .message = std::string{logged ? "SET LOGGED" : "SET UNLOGGED"} + " rewrites " +
                        lint::table_words(rewrite.table) +
                        ", and reads and writes of it wait meanwhile",
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule set_logged_unlogged = {
    .info =
        {
            .id = "set-logged-unlogged",
            .title = "SET LOGGED or UNLOGGED rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "The whole table and its indexes are written anew under ACCESS EXCLUSIVE, so "
                   "reads and writes wait for as long as that takes. SET LOGGED also writes all of "
                   "it to the WAL. An unlogged table is empty after a crash and on every replica.",
            .instead =
                "Make a new table of the wanted kind, copy the rows in batches with a trigger that "
                "keeps it up to date, and exchange the names in one short transaction.",
            .fine = "The table is of that kind already, is small, or was made by the same deploy.",
            .source = "ALTER TABLE, SET LOGGED; measured on 11 to 18",
            .aliases = "atlas:PG307 migrationpilot:MP047 pgfence:set-logged-unlogged "
                       "safe-migrate:table-rewrite-storage",
        },
    .check = check,
};

}  // namespace pgstage::rules

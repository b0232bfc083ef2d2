#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& broken : effects.breaks) {
    if (broken.what != effects::Broken::What::NeedsValue) continue;
    const auto* action = lint::action_of(context, broken.action);
    if (action == nullptr || action->kind != sql::ActionKind::AddColumn) continue;
    if (!context.live(broken.relation)) continue;
    out.add({.span = context.span_of_action(broken.action),
             .message = "new " + lint::column_words(broken.relation, broken.part) +
                        " is NOT NULL and has no default: " +
                        (lint::was_emptied(context, broken.relation)
                             ? "inserts by running code fail"
                             : "this fails if the table has rows, and inserts by running code fail "
                               "afterwards")});
  }
}

}  // namespace

extern const lint::Rule add_required_column = {
    .info =
        {
            .id = "add-required-column",
            .title = "a new column is NOT NULL and has no default",
            .severity = Severity::Error,
            .category = lint::Category::Compatibility,
            .why = "Existing rows have no value for the column, so the statement fails on a table "
                   "with rows (23502). On an empty table it succeeds, and every INSERT of the "
                   "running release, which does not know the column, fails.",
            .instead = "Give the column a constant default, which costs nothing from PostgreSQL 11 "
                       "on. Or add it nullable, deploy code that fills it, fill the old rows in "
                       "batches, and then make it NOT NULL by way of a validated check.",
            .fine = "The table was made by the same deploy, or the column fills itself: it has a "
                    "default, also by its domain, or is generated, serial or an identity.",
            .source = "ALTER TABLE, ADD COLUMN",
            .aliases = "atlas:MF103 django-migration-linter:NOT_NULL migrationpilot:MP084 "
                       "pg-safe-migrate:PSM003 pgfence:add-column-not-null-no-default "
                       "postgres-language-server:addingRequiredField squawk:adding-required-field",
        },
    .check = check,
};

}  // namespace pgstage::rules

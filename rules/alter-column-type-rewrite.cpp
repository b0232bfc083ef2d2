#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& rewrite : lint::rewrites_by_action(effects, context, effects::Why::ChangeType)) {
    const auto* action = lint::action_of(context, rewrite.action);
    if (action == nullptr || action->kind != sql::ActionKind::ChangeType) continue;
    out.add({.span = context.span_of_action(rewrite.action),
             .message = "changing the type of " +
                        lint::column_words(rewrite.table, rewrite.object) +
                        (effects.certain ? " rewrites" : " may rewrite") +
                        " the table while reads and writes are blocked",
             .grows_with = rewrite.table});
  }
}

}  // namespace

extern const lint::Rule alter_column_type_rewrite = {
    .info =
        {
            .id = "alter-column-type-rewrite",
            .title = "a type change rewrites the table",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "When old and new type do not share their representation, ALTER COLUMN TYPE "
                   "writes the table and all its indexes anew under ACCESS EXCLUSIVE. Nobody can "
                   "read or write the table until it is done, and it needs the space twice.",
            .instead = "Add a column of the new type, keep both in step with a trigger, fill the "
                       "old rows in batches, and swap the names in one short transaction. pgstage "
                       "plan writes these steps.",
            .fine =
                "Nothing is rewritten when a varchar gets longer or becomes text, a numeric gets "
                "more digits at the same scale, a timestamp more precision, a bit string becomes "
                "varying, cidr becomes inet, xml becomes text, a type becomes a domain without "
                "constraints over it, or, from PostgreSQL 12 on and in a session whose time zone "
                "is UTC, a timestamp gets a time zone. Or the table was made by the same deploy.",
            .source = "ALTER TABLE, Notes; measured on 11 to 18",
            .aliases =
                "atlas:PG301 bytebase:COLUMN_DISALLOW_CHANGE_TYPE diesel-guard:AlterColumnType "
                "django-migration-linter:ALTER_COLUMN eugene:E10 eugene:E5 "
                "excellent_migrations:column_type_changed migrationpilot:MP007 "
                "online_migrations:change_column pg-safe-migrate:PSM006 pgfence:alter-column-type "
                "pgrubic:US002 postgres-language-server:changingColumnType "
                "safe-migrate:type-change-rewrite squawk:changing-column-type "
                "strong_migrations:change_column",
        },
    .check = check,
};

}  // namespace pgstage::rules

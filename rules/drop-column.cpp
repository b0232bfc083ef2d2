#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& destroyed : effects.destroys) {
    if (destroyed.what != effects::Destroyed::What::Column) continue;
    if (!context.live(destroyed.relation, destroyed.part)) continue;
    out.add({.span = context.span_of_action(destroyed.action),
             .message = "dropping " + lint::column_words(destroyed.relation, destroyed.part) +
                        " loses its data and breaks running code that names it"});
  }
}

}  // namespace

extern const lint::Rule drop_column = {
    .info =
        {
            .id = "drop-column",
            .title = "a column that running code may use is dropped",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why =
                "Queries of the running release that name the column fail the moment the statement "
                "commits, and its data is gone. Indexes and constraints over it go with it without "
                "a word.",
            .instead =
                "Deploy code that no longer uses the column first; drop NOT NULL if new code leaves"
                " it out; take a backup; then drop it in a deploy of its own.",
            .fine = "The column or its table was made by the same deploy.",
            .source = "ALTER TABLE, DROP COLUMN",
            .aliases = "atlas:DS103 diesel-guard:DropColumn django-migration-linter:DROP_COLUMN "
                       "excellent_migrations:column_removed migrationpilot:MP017 "
                       "online_migrations:remove_column pg-safe-migrate:PSM002 "
                       "pg-schema-diff:DELETES_DATA pgfence:drop-column pgrubic:US001 "
                       "postgres-language-server:banDropColumn safe-migrate:irreversible-migration "
                       "squawk:ban-drop-column strong_migrations:remove_column",
        },
    .check = check,
};

}  // namespace pgstage::rules

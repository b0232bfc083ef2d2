#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// A view in the place of the table that still has the old name.
lint::Unless unless_still_there(const lint::Context& context, const QualifiedName& table,
                                std::string_view column) {
  return {lint::until_seen(context),
          [table, column = std::string{column}](const catalog::Replay& then) {
            const auto* heir = then.catalog().relation(table);
            return heir != nullptr && heir->created_in_batch &&
                   heir->kind == catalog::RelationKind::View && heir->column(column) != nullptr;
          }};
}

void check(const sql::Rename& rename, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (rename.object != sql::ObjectKind::Column) return;
  for (const auto& broken : effects.breaks) {
    if (broken.what != effects::Broken::What::Name || !context.live(broken.relation, broken.part))
      continue;
    const auto* relation = context.before.catalog().relation(broken.relation);
    const auto* column = relation == nullptr ? nullptr : relation->column(broken.part);
    // A column that is not known in a relation that is: the statement fails anyway.
    if (relation != nullptr && relation->known && column == nullptr) continue;
    out.add({.span = context.statement.span(),
             .message = "running code still uses the old name of " +
                        lint::column_words(broken.relation, broken.part),
             .unless = unless_still_there(context, broken.relation, broken.part)});
  }
}

}  // namespace

extern const lint::Rule rename_column = {
    .info =
        {
            .id = "rename-column",
            .title = "a column that running code uses is renamed",
            .severity = Severity::Error,
            .category = lint::Category::Compatibility,
            .why =
                "The old name is gone the moment the statement commits, and the new one was not "
                "there before. Whichever release runs, old or new, its queries fail until the other"
                " one is deployed everywhere. Views and foreign keys follow; code and function "
                "bodies do not.",
            .instead =
                "Add a column with the new name, keep both in step with a trigger, fill the old "
                "rows in batches, deploy code that uses the new name, and then drop the old column."
                " pgstage plan writes these steps.",
            .fine = "The column or its table was made by the same deploy, or the same transaction "
                    "puts a view with both names in the place of the table.",
            .source = "ALTER TABLE, RENAME",
            .aliases =
                "atlas:BC102 diesel-guard:RenameColumn django-migration-linter:RENAME_COLUMN "
                "excellent_migrations:column_renamed migrationpilot:MP010 migrationpilot:MP071 "
                "online_migrations:rename_column pg-safe-migrate:PSM005 pgfence:rename-column "
                "pgrubic:US003 postgres-language-server:renamingColumn squawk:renaming-column "
                "strong_migrations:rename_column",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// No running code knows the name, or hardly any uses it: sequences are mostly asked by defaults,
/// which follow.
bool is_of_no_use(const lint::Context& context, const sql::Rename& rename,
                  const QualifiedName& name) {
  const auto* found = context.before.catalog().relation(name);
  return rename.object == sql::ObjectKind::Sequence ||
         (found != nullptr &&
          (found->named_in_batch || found->kind == catalog::RelationKind::Sequence));
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& broken : effects.breaks) {
    const bool named = broken.what == effects::Broken::What::Name && broken.part.empty();
    const auto* rename = std::get_if<sql::Rename>(&context.view);
    if (!named || rename == nullptr || !context.live(broken.relation)) continue;
    if (broken.relation.name.empty() || is_of_no_use(context, *rename, broken.relation)) continue;
    const std::string new_name =
        QualifiedName{broken.relation.schema, std::string{rename->new_name}}.sql();
    out.add({.span = context.statement.span(),
             .message = "running code still uses the old name of " +
                        lint::relation_words(broken.relation, context.before.catalog()),
             .rewrite = "BEGIN;\n" + std::string{context.script.text(context.statement.span())} +
                        ";\nCREATE VIEW " + broken.relation.sql() + " AS SELECT * FROM " +
                        new_name + ";\nCOMMIT",
             .unless = lint::unless_taken_over(context, broken.relation)});
  }
}

}  // namespace

extern const lint::Rule rename_table = {
    .info =
        {
            .id = "rename-table",
            .title = "a table that running code uses is renamed",
            .severity = Severity::Error,
            .category = lint::Category::Compatibility,
            .why =
                "The old name is gone the moment the statement commits, and the new one was not "
                "there before. Whichever release runs, old or new, its queries fail until the other"
                " one is deployed everywhere. Views and foreign keys follow; code and function "
                "bodies do not.",
            .instead =
                "Rename the table and create a view with the old name in one transaction. The view "
                "is updatable, so the old code goes on; drop it when nothing uses the old name any "
                "more. pgstage plan writes these steps.",
            .fine = "The table or its name was made by the same deploy, or the same transaction "
                    "puts a view in its place, or a table with all of its columns. An index or a "
                    "sequence that is renamed by ALTER TABLE is no table.",
            .source =
                "ALTER TABLE, RENAME; CREATE VIEW, Updatable Views; measured: 106,052 transactions,"
                " none failed",
            .aliases = "atlas:BC101 django-migration-linter:RENAME_TABLE migrationpilot:MP028 "
                       "pg-safe-migrate:PSM004 pgfence:rename-table pgrubic:US022 "
                       "postgres-language-server:renamingTable squawk:renaming-table",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::string checked_first(const QualifiedName& table, const std::string& column,
                          ServerVersion version) {
  const std::string alter = "ALTER TABLE " + table.sql();
  const std::string name = quote_ident(table.name + "_" + column + "_not_null");
  const std::string quoted = quote_ident(column);
  const std::string validate = ";\n" + alter + " VALIDATE CONSTRAINT " + name;
  if (version.major >= 18) {
    return alter + " ADD CONSTRAINT " + name + " NOT NULL " + quoted + " NOT VALID" + validate;
  }
  const std::string checked = alter + " ADD CONSTRAINT " + name + " CHECK (" + quoted +
                              " IS NOT NULL) NOT VALID" + validate;
  // There the check has to do for good.
  if (version.major < 12) return checked;
  return checked + ";\n" + alter + " ALTER COLUMN " + quoted + " SET NOT NULL;\n" + alter +
         " DROP CONSTRAINT " + name;
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan : lint::blocking_scans(effects, context, effects::Why::ProveNotNull)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr || action->kind != sql::ActionKind::SetNotNull) continue;
    out.add({.span = context.span_of_action(scan.action),
             .message = "SET NOT NULL reads all of " + lint::table_words(scan.table) +
                        " while reads and writes are blocked",
             .rewrite = checked_first(scan.table, scan.object, context.version)});
  }
}

}  // namespace

extern const lint::Rule set_not_null_scan = {
    .info =
        {
            .id = "set-not-null-scan",
            .title = "SET NOT NULL reads the whole table under an exclusive lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "SET NOT NULL holds ACCESS EXCLUSIVE on the table while it looks at every row for a"
                " NULL. Nobody can read or write the table until it is done.",
            .instead =
                "From PostgreSQL 12 on the scan is skipped when a valid check proves the column: "
                "add CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, SET NOT NULL, and "
                "drop the check, each in its own transaction. From 18 on, ADD CONSTRAINT … NOT NULL"
                " column NOT VALID and VALIDATE CONSTRAINT do it directly.",
            .fine = "The table was made by the same deploy, the column is NOT NULL already, or a "
                    "validated check proves it.",
            .source = "ALTER TABLE, SET NOT NULL",
            .aliases =
                "atlas:PG303 bytebase:STATEMENT_DISALLOW_ADD_NOT_NULL diesel-guard:AddNotNull "
                "django-migration-linter:NOT_NULL eugene:E2 excellent_migrations:not_null_added "
                "migrationpilot:MP002 migrationpilot:MP018 "
                "online_migrations:add_not_null_constraint online_migrations:change_column_null "
                "pgfence:alter-column-set-not-null pgrubic:US010 "
                "postgres-language-server:addingNotNullField squawk:adding-not-nullable-field "
                "strong_migrations:change_column_null",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// A constraint in the definition of a column cannot be NOT VALID.
std::optional<std::string> not_valid(const lint::Context& context, const QualifiedName& table,
                                     std::size_t action) {
  const auto* asked = lint::action_of(context, action);
  if (asked == nullptr || asked->kind != sql::ActionKind::AddConstraint) return std::nullopt;
  return "ALTER TABLE " + table.sql() + " " +
         std::string{context.script.text(context.span_of_action(action))} + " NOT VALID";
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr) return;
  const auto table = context.before.resolve(alter->name);
  // A table that nobody could fill has nothing to look up.
  if (!context.live(table)) return;
  for (const auto& scan : effects.scans) {
    const auto mode = effects.lock_on(scan.table);
    const bool blocking = mode && blocks_writes(*mode) && context.live(scan.table);
    if (scan.why != effects::Why::ValidateForeignKey || !blocking) continue;
    out.add({.span = context.span_of_action(scan.action),
             .message = "adding this foreign key reads " + lint::table_words(table) +
                        " while writes to it and to the referenced table are blocked",
             .rewrite = not_valid(context, table, scan.action)});
    return;
  }
}

}  // namespace

extern const lint::Rule add_foreign_key_validating = {
    .info =
        {
            .id = "add-foreign-key-validating",
            .title = "a foreign key is added and checked at once",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "ADD FOREIGN KEY holds SHARE ROW EXCLUSIVE on both tables while it looks up every "
                "existing row. Readers go on; writes to either table wait until it is done.",
            .instead =
                "Add it NOT VALID, which looks at no row, commit, and then run VALIDATE CONSTRAINT,"
                " which lets writes through.",
            .fine =
                "The referencing table was made by the same deploy, or the key comes with a new "
                "column that has no default.",
            .source = "ALTER TABLE, ADD table_constraint; VALIDATE CONSTRAINT",
            .aliases = "atlas:PG306 bytebase:STATEMENT_ADD_FOREIGN_KEY_NOT_VALID "
                       "diesel-guard:AddForeignKey eugene:E1 "
                       "excellent_migrations:column_reference_added migrationpilot:MP005 "
                       "online_migrations:add_foreign_key online_migrations:add_reference "
                       "pg-safe-migrate:PSM009 pg-schema-diff:ACQUIRES_SHARE_ROW_EXCLUSIVE_LOCK "
                       "pgfence:add-constraint-fk-no-not-valid pgrubic:US012 "
                       "postgres-language-server:addingForeignKeyConstraint "
                       "safe-migrate:blocking-constraint squawk:adding-foreign-key-constraint "
                       "squawk:constraint-missing-not-valid strong_migrations:add_foreign_key "
                       "strong_migrations:add_reference",
        },
    .check = check,
};

}  // namespace pgstage::rules

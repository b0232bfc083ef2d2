#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan : lint::blocking_scans(effects, context, effects::Why::ValidateCheck)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr) continue;
    const bool adds = action->kind == sql::ActionKind::AddConstraint ||
                      action->kind == sql::ActionKind::AddColumn;
    if (!adds) continue;
    const auto span = context.span_of_action(scan.action);
    std::optional<std::string> rewrite;
    if (action->kind == sql::ActionKind::AddConstraint) {
      rewrite = "ALTER TABLE " + scan.table.sql() + " " + std::string{context.script.text(span)} +
                " NOT VALID";
    }
    out.add({.span = span,
             .message = "adding this check reads all of " + lint::table_words(scan.table) +
                        " while reads and writes are blocked",
             .rewrite = std::move(rewrite)});
    return;
  }
}

}  // namespace

extern const lint::Rule add_check_validating = {
    .info =
        {
            .id = "add-check-validating",
            .title = "a check constraint is added and checked at once",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "ADD CONSTRAINT … CHECK holds ACCESS EXCLUSIVE on the table while it reads every "
                "row. Nobody can read or write the table until it is done. A check that comes with "
                "a new column does the same.",
            .instead =
                "Add it NOT VALID, which looks at no row, commit, and then run VALIDATE CONSTRAINT,"
                " which lets reads and writes through.",
            .fine = "The table was made by the same deploy.",
            .source = "ALTER TABLE, ADD table_constraint; VALIDATE CONSTRAINT",
            .aliases = "atlas:PG305 bytebase:STATEMENT_ADD_CHECK_NOT_VALID "
                       "diesel-guard:AddCheckConstraint eugene:E1 "
                       "excellent_migrations:check_constraint_added migrationpilot:MP030 "
                       "online_migrations:add_check_constraint "
                       "online_migrations:add_text_limit_constraint pg-safe-migrate:PSM010 "
                       "pgfence:add-constraint-check-no-not-valid pgrubic:US013 "
                       "postgres-language-server:constraintMissingNotValid "
                       "safe-migrate:blocking-constraint squawk:constraint-missing-not-valid "
                       "strong_migrations:add_check_constraint",
        },
    .check = check,
};

}  // namespace pgstage::rules

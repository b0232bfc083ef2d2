#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The statement with NOT VALID for each check, and one to validate those that have a name.
std::string in_two_steps(const lint::Context& context, const QualifiedName& table) {
  const auto& actions = std::get<sql::AlterTable>(context.view).actions;
  auto texts = lint::action_texts(context);
  std::vector<std::string> validate;
  for (std::size_t i = 0; i < actions.size(); ++i) {
    const auto& check = actions[i].constraint;
    const bool adds = actions[i].kind == sql::ActionKind::AddConstraint && check &&
                      check->kind == ConstraintKind::Check;
    if (!adds || check->not_valid || !check->enforced) continue;
    texts[i] += " NOT VALID";
    if (check->name.empty()) continue;
    validate.push_back("ALTER TABLE " + table.sql() + " VALIDATE CONSTRAINT " +
                       quote_ident(check->name));
  }
  validate.insert(validate.begin(), lint::with_actions(context, texts));
  return lint::in_order(validate);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan : lint::scans_by_action(effects, context, effects::Why::ValidateCheck)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr || action->kind != sql::ActionKind::AddConstraint) continue;
    out.add({.span = context.span_of_action(scan.action),
             .message = "adding this check reads all of " + lint::table_words(scan.table) +
                        " while reads and writes are blocked",
             .rewrite = in_two_steps(context, scan.table),
             .grows_with = scan.table});
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
            .why = "ADD CONSTRAINT … CHECK holds ACCESS EXCLUSIVE on the table while it reads "
                   "every row. Nobody can read or write the table until it is done.",
            .instead = "Add it NOT VALID, which looks at no row, commit, and then run VALIDATE "
                       "CONSTRAINT, which lets reads and writes through.",
            .fine = "The table was made by the same deploy, or the check is NOT ENFORCED (from "
                    "PostgreSQL 18 on).",
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
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

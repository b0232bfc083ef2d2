#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& scan : lint::scans_by_action(effects, context, effects::Why::ValidateCheck)) {
    const auto* action = lint::action_of(context, scan.action);
    if (action == nullptr || action->kind != sql::ActionKind::ChangeType) continue;
    // What is written anew is read anyway, which another rule says.
    if (!effects.rewrites.empty()) continue;
    out.add({.span = context.span_of_action(scan.action),
             .message = "changing the type of " + lint::column_words(scan.table, action->name) +
                        " proves check \"" + scan.object +
                        "\" anew, which reads the whole table while reads and writes are blocked",
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule alter_column_type_recheck_constraints = {
    .info =
        {
            .id = "alter-column-type-recheck-constraints",
            .title = "a type change proves checks anew",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "A type change that leaves the table as it is still proves every valid check "
                   "over the column for every row. ACCESS EXCLUSIVE is held meanwhile: nobody can "
                   "read or write the table.",
            .instead = "Drop the check, change the type, add the check NOT VALID, commit, and run "
                       "VALIDATE CONSTRAINT, which lets reads and writes through.",
            .fine = "No valid check names the column, or the table was made by the same deploy.",
            .source = "ALTER TABLE, SET DATA TYPE; measured on 11 to 18",
            .aliases = "online_migrations:change_column_constraint "
                       "strong_migrations:change_column_constraint",
        },
    .check = check,
};

}  // namespace pgstage::rules

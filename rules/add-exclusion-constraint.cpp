#include <algorithm>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& build : effects.index_builds) {
    const auto* action = lint::action_of(context, build.action);
    if (action == nullptr || !build.constraint || !context.live(build.table)) continue;
    if (!action->constraint) continue;
    const auto& constraint = *action->constraint;
    const bool excludes =
        constraint.kind == ConstraintKind::Exclusion || constraint.without_overlaps;
    if (!excludes) continue;
    const auto table = lint::altered_table(context).value_or(build.table);
    out.add({.span = context.span_of_action(build.action),
             .message = "adding exclusion constraint \"" + build.index.name +
                        "\" builds its index while reads and writes of " +
                        lint::table_words(table) + " are blocked",
             .grows_with = table});
    return;
  }
}

}  // namespace

extern const lint::Rule add_exclusion_constraint = {
    .info =
        {
            .id = "add-exclusion-constraint",
            .title = "an exclusion constraint builds its index under an exclusive lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "ADD EXCLUDE holds ACCESS EXCLUSIVE on the table while it builds the index and "
                   "compares the rows. Nobody can read or write the table until it is done. "
                   "PostgreSQL offers no way around it: an exclusion constraint can be neither NOT "
                   "VALID nor taken over from an index. UNIQUE and PRIMARY KEY with WITHOUT "
                   "OVERLAPS are the same underneath.",
            .instead = "Make a new table with the constraint, keep it in step with a trigger, copy "
                       "the rows in batches, and swap the names in one short transaction. Or take "
                       "the outage on purpose, at a quiet hour.",
            .fine = "The table was made by the same deploy, or is small.",
            .source = "ALTER TABLE, ADD table_constraint; measured on 11 to 18",
            .aliases = "diesel-guard:AddExcludeConstraint eugene:E8 migrationpilot:MP031 "
                       "online_migrations:add_exclusion_constraint pgfence:add-constraint-exclude "
                       "postgres-language-server:avoidAddingExclusionConstraint "
                       "safe-migrate:blocking-index-constraint squawk:constraint-missing-not-valid "
                       "strong_migrations:add_exclusion_constraint",
        },
    .check = check,
};

}  // namespace pgstage::rules

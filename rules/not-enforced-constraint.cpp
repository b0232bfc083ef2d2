#include <string>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  if (context.version.major < 18) return;
  for (const auto& added : lint::new_constraints(context)) {
    if (added.definition->enforced) continue;
    const bool key = added.definition->kind == ConstraintKind::ForeignKey;
    out.add({.span = added.span,
             .message = std::string{key ? "this foreign key" : "this check"} + " of " +
                        lint::table_words(added.table) + " is not enforced for any row"});
  }
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  if (alter == nullptr) return;
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    const auto& action = alter->actions[i];
    if (action.kind != sql::ActionKind::AlterConstraint || action.enforced.value_or(true)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "constraint \"" + std::string{action.name} + "\" of " +
                        lint::table_words(context.before.resolve(alter->name)) +
                        " is not enforced any more"});
  }
}

}  // namespace

extern const lint::Rule not_enforced_constraint = {
    .info =
        {
            .id = "not-enforced-constraint",
            .title = "a constraint is not enforced",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why = "A NOT ENFORCED constraint (from PostgreSQL 18 on) is never checked, for old "
                   "rows or new. It documents what is meant and helps nobody to rely on it; a "
                   "check cannot be enforced later at all.",
            .instead = "Add it NOT VALID, so that new rows are checked, and validate it when the "
                       "old ones are right.",
            .fine = "It is meant as documentation.",
            .source = "CREATE TABLE, NOT ENFORCED; release notes, 18",
            .aliases = "migrationpilot:MP082",
        },
    .check = check,
};

}  // namespace pgstage::rules

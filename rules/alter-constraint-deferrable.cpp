#include <string>

#include "pgstage/lint/actions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto i : lint::live_actions(context, sql::ActionKind::AlterConstraint)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto table = context.before.resolve(alter.name);
    const auto& action = alter.actions[i];
    if (action.enforced || action.no_inherit) continue;
    out.add({.span = context.span_of_action(i),
             .message = "constraint \"" + std::string{action.name} + "\" of " +
                        lint::table_words(table) + " is checked at another moment from now on"});
  }
}

}  // namespace

extern const lint::Rule alter_constraint_deferrable = {
    .info =
        {
            .id = "alter-constraint-deferrable",
            .title = "when a foreign key is checked changes",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .group = lint::Group::Policy,
            .why = "A deferrable constraint may be broken until COMMIT, which then is what fails, "
                   "where code does not expect it; one that is deferrable no more makes SET "
                   "CONSTRAINTS fail. ACCESS EXCLUSIVE is taken on the table for a moment.",
            .instead =
                "Look for code that counts on the moment of the check, and use a lock_timeout.",
            .fine = "The table was made by the same deploy.",
            .source = "ALTER TABLE, ALTER CONSTRAINT; SET CONSTRAINTS; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Rename& rename, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (rename.object != sql::ObjectKind::Constraint) return;
  const auto table = context.before.resolve(rename.name);
  const auto* found = context.before.catalog().relation(table);
  const auto* constraint = found == nullptr ? nullptr : found->constraint(rename.part);
  const bool is_new = constraint != nullptr && constraint->created_in_batch;
  if (is_new || !context.live(table)) return;
  out.add({.span = context.statement.span(),
           .message = "running code may know constraint \"" + std::string{rename.part} + "\" of " +
                      lint::table_words(table) + " by its old name"});
}

}  // namespace

extern const lint::Rule rename_constraint = {
    .info =
        {
            .id = "rename-constraint",
            .title = "a constraint is renamed",
            .severity = Severity::Notice,
            .category = lint::Category::Compatibility,
            .group = lint::Group::Policy,
            .why = "ON CONFLICT ON CONSTRAINT names a constraint, and code that makes messages "
                   "from errors often does: the old name is gone the moment the statement commits. "
                   "ACCESS EXCLUSIVE is taken on the table for a moment.",
            .instead = "Let the code know both names before it is renamed.",
            .fine = "Nothing knows the name, or the constraint or its table was made by the same "
                    "deploy.",
            .source = "ALTER TABLE, RENAME CONSTRAINT; INSERT, ON CONFLICT",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

// Add a foreign key, check, unique constraint or primary key to a table that is in use.
#include "constraints.hpp"
#include "recipe.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  if (action == nullptr || action->kind != sql::ActionKind::AddConstraint) return false;
  const auto& constraint = *action->constraint;
  // ONLY a partitioned table takes a key that its partitions bring later.
  const bool nothing_to_build = std::get<sql::AlterTable>(change.view).only &&
                                change.effects.index_builds.empty() &&
                                (constraint.kind == ConstraintKind::Unique ||
                                 constraint.kind == ConstraintKind::PrimaryKey) &&
                                constraint.using_index.empty();
  const bool costs_nothing = constraint.not_valid || !constraint.enforced || nothing_to_build;
  return !costs_nothing && change.live(change.table());
}

Result<void> write(const Change& change, Draft& out) {
  return add_safely(change, change.table(), *change.action()->constraint, {}, out);
}

}  // namespace

extern const Recipe add_constraint = {.id = "add_constraint", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

// SET NOT NULL on a table that is in use: proved by a validated check, so that nothing is read
// under the strong lock.
#include <fmt/format.h>

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  if (action == nullptr || action->kind != sql::ActionKind::SetNotNull) return false;
  return change.live(change.table()) && !change.effects.scans.empty();
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const std::string column{change.action()->name};
  const std::string object = column_object(table, column);
  out.rely_on(object);
  if (!change.is_new_column(table, column)) {
    out.gate(PhaseName::Migrate, fmt::format("deploy code that never writes NULL to {}", object));
  }
  out.migrate(no_nulls_step(change, table, column));
  make_not_null(change, table, column, out);
  return {};
}

}  // namespace

extern const Recipe set_not_null = {.id = "set_not_null", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

// Drop an index of a table that is in use: concurrently, and only when nothing needs it any more.
#include <fmt/format.h>

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool is_partitioned(const Change& change, const QualifiedName& index) {
  const auto* table = change.before.catalog().table_of_index(index);
  return table != nullptr && table->kind == catalog::RelationKind::PartitionedTable;
}

bool fits(const Change& change) {
  const auto* drop = std::get_if<sql::Drop>(&change.view);
  if (drop == nullptr || drop->object != sql::ObjectKind::Index) return false;
  for (const auto& name : drop->names) {
    const auto index = change.before.resolve_index(name);
    const auto* table = change.before.catalog().table_of_index(index);
    if (table != nullptr && !change.live(table->name)) return false;
    if (is_partitioned(change, index)) return false;
  }
  return true;
}

Result<void> write(const Change& change, Draft& out) {
  for (const auto& name : std::get<sql::Drop>(change.view).names) {
    const auto index = change.before.resolve_index(name);
    out.rely_on("index " + index.sql());
    out.gate(PhaseName::Contract,
             fmt::format("deploy code that does not need index {}", index.sql()));
    out.contract(concurrent_step(
        change, {.title = fmt::format("Drop index \"{}\" while others work", index.sql()),
                 .sql = {"DROP INDEX CONCURRENTLY IF EXISTS " + index.sql()},
                 .undo = {},
                 .done = index_absent(index)}));
  }
  return {};
}

}  // namespace

extern const Recipe drop_index = {.id = "drop_index", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

// Build an index on a table that is in use, while others write.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* create = std::get_if<sql::CreateIndex>(&change.view);
  if (create == nullptr || change.effects.index_builds.empty()) return false;
  return change.live(change.before.resolve(create->table));
}

Result<void> write(const Change& change, Draft& out) {
  const auto& create = std::get<sql::CreateIndex>(change.view);
  const auto table = change.before.resolve(create.table);
  const auto* relation = change.relation(table);
  if (relation != nullptr && relation->kind == catalog::RelationKind::PartitionedTable) {
    return input_error(
        fmt::format("table \"{}\" is partitioned, so the index cannot be built concurrently",
                    table.sql()),
        "Create it ON ONLY the parent, build one on each partition concurrently, and attach them.");
  }
  const QualifiedName index{table.schema, change.effects.index_builds.front().index.name};
  out.rely_on("index " + index.sql());
  Step step = concurrent_step(
      change, {.title = fmt::format("Build index \"{}\" while others write", index.name),
               .sql = {sql::concurrent_index(change.text, index.name, table.sql())},
               .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + index.sql()},
               .done = index_is_valid(index, table)});
  if (!create.unique) {
    out.expand(std::move(step));
    return {};
  }
  out.gate(PhaseName::Migrate, fmt::format("deploy code whose writes to {} keep the keys of index "
                                           "\"{}\" unique",
                                           table.sql(), index.name));
  out.migrate(std::move(step));
  return {};
}

}  // namespace

extern const Recipe create_index = {.id = "create_index", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

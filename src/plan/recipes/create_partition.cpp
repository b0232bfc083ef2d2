// Create a partition of a table that is in use: by itself, since CREATE TABLE … PARTITION OF would
// shut everybody out of the whole table, and then attached.
#include <algorithm>

#include <fmt/format.h>

#include "attach.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

/// Nothing is asked for that LIKE would not bring along.
bool is_plain(const sql::CreateTable& create) {
  return create.columns.empty() && create.constraints.empty() && !create.partitioned &&
         create.tablespace.empty() && create.access_method.empty() &&
         create.persistence == Persistence::Permanent;
}

bool can_be_attached(const Change& change, const sql::CreateTable& create) {
  const auto* parent = change.relation(change.before.resolve(create.inherits.front()));
  return is_plain(create) && parent != nullptr && parent->known &&
         bound_text(change.text, create.bound).has_value();
}

/// What can only be made as it is written has no need of steps unless it reads rows.
bool fits(const Change& change) {
  const auto* create = std::get_if<sql::CreateTable>(&change.view);
  return create != nullptr && create->partition_of && !create->inherits.empty() &&
         change.live(change.before.resolve(create->inherits.front())) &&
         change.relation(change.before.resolve_new(create->name)) == nullptr &&
         (can_be_attached(change, *create) || !change.effects.scans.empty());
}

Result<void> refuse(const Change& change) {
  return input_error(
      fmt::format("creating the partition reads all of {} while reads and writes wait",
                  change.effects.scans.front().table.sql()),
      "Create the table by itself, give it what is special about it, and attach it in the same "
      "migration.");
}

Result<void> write(const Change& change, Draft& out) {
  const auto& create = std::get<sql::CreateTable>(change.view);
  const auto parent = change.before.resolve(create.inherits.front());
  const auto partition = change.before.resolve_new(create.name);
  if (!can_be_attached(change, create)) return refuse(change);
  out.rely_on(partition.sql());
  out.expand(metadata_step(
      change,
      {.title = fmt::format("Create {} beside {}", partition.sql(), parent.sql()),
       .sql = {fmt::format("CREATE TABLE {} (LIKE {} INCLUDING ALL EXCLUDING COMMENTS EXCLUDING "
                           "IDENTITY EXCLUDING STATISTICS)",
                           partition.sql(), parent.sql())},
       .undo = {"DROP TABLE IF EXISTS " + partition.sql()},
       .done = relation_exists(partition, catalog::RelationKind::Table)}));
  return attach_safely(change,
                       {.parent = parent,
                        .partition = partition,
                        .bound = create.bound,
                        .bound_text = *bound_text(change.text, create.bound)},
                       change.effects, out);
}

}  // namespace

extern const Recipe create_partition = {.id = "create_partition", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

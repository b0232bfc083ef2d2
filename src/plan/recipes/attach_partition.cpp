// Attach a table to a partitioned one that is in use.
#include <fmt/format.h>

#include "attach.hpp"
#include "recipe.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  const auto* alter = std::get_if<sql::AlterTable>(&change.view);
  return action != nullptr && alter->object == sql::ObjectKind::Table &&
         action->kind == sql::ActionKind::AttachPartition && change.live(change.table());
}

Result<void> write(const Change& change, Draft& out) {
  const auto& action = *change.action();
  const auto partition = change.before.resolve(action.other);
  const auto* parent = change.relation(change.table());
  const auto* child = change.relation(partition);
  const auto text = bound_text(change.text, action.bound);
  if (!text || parent == nullptr || !parent->known || child == nullptr || !child->known) {
    return input_error(
        fmt::format("what {} and {} are made of is not known, so that attaching the one to the "
                    "other may read all rows while reads and writes wait",
                    partition.sql(), change.table().sql()),
        "Plan against the database itself (--database-url), or give its schema (--schema).");
  }
  out.rely_on(partition.sql());
  return attach_safely(change,
                       {.parent = change.table(),
                        .partition = partition,
                        .bound = action.bound,
                        .bound_text = *text},
                       change.effects, out);
}

}  // namespace

extern const Recipe attach_partition = {.id = "attach_partition", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

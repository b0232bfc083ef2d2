// Take a partition away from a table that is in use: code that reads the table stops seeing its
// rows. Attaching it again would read them all, so that there is no way back.
#include <fmt/format.h>

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  if (action == nullptr) return false;
  return (action->kind == sql::ActionKind::DetachPartition ||
          action->kind == sql::ActionKind::FinalizeDetach) &&
         change.live(change.table());
}

Result<void> write(const Change& change, Draft& out) {
  const auto& action = *change.action();
  const auto partition = change.before.resolve(action.other);
  for (const auto& scan : change.effects.scans) {
    return input_error(
        fmt::format("detaching {} reads all of {} while reads and writes wait, since its foreign "
                    "key may point into what goes",
                    partition.sql(), scan.table.sql()),
        fmt::format("Drop the foreign key of {} in a migration before this one and add it again in "
                    "one behind it.",
                    scan.table.sql()));
  }
  out.rely_on(partition.sql());
  out.gate(PhaseName::Contract,
           fmt::format("deploy code that does not look for the rows of {} in {}", partition.sql(),
                       change.table().sql()));
  std::string_view manner = action.concurrently ? " CONCURRENTLY" : "";
  if (action.kind == sql::ActionKind::FinalizeDetach) manner = " FINALIZE";
  Metadata parts{.title = fmt::format("Detach {} from {}", partition.sql(), change.table().sql()),
                 .sql = {fmt::format("ALTER TABLE {} DETACH PARTITION {}{}", change.table().sql(),
                                     partition.sql(), manner)},
                 .undo = {},
                 .done = is_no_part_of(partition, change.table())};
  out.contract_for_good(change.effects.transaction_allowed
                            ? metadata_step(change, std::move(parts))
                            : concurrent_step(change, std::move(parts)));
  return {};
}

}  // namespace

extern const Recipe detach_partition = {.id = "detach_partition", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

#include "quiet_hour.hpp"

#include <utility>

#include <fmt/format.h>

namespace pgstage::plan {

void in_quiet_hour(const Change& change, const QualifiedName& relation, Step step,
                   std::string_view instead, Draft& out) {
  const auto mode = change.effects.lock_on(relation);
  const std::string_view who = mode && !blocks_reads(*mode) ? "writes to" : "reads and writes of";
  out.gate(PhaseName::Migrate,
           fmt::format("choose an hour in which {} {} can wait until this is done: {}", who,
                       relation.sql(), step.title));
  out.warn(
      fmt::format("{}: {} {} wait for as long as it takes, and no other way ends in the same "
                  "state. {}",
                  step.title, who, relation.sql(), instead));
  step.brief = false;
  out.migrate(std::move(step));
}

}  // namespace pgstage::plan

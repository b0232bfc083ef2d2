#include "quiet_hour.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pgstage::plan {

namespace {

/// A whole database may be meant.
std::string words(const std::vector<QualifiedName>& relations) {
  constexpr std::size_t kSaid = 8;
  std::vector<std::string> out;
  std::transform(relations.begin(), relations.end(), std::back_inserter(out),
                 [](const auto& each) { return each.sql(); });
  if (out.size() > kSaid) {
    const auto more = out.size() - kSaid + 1;
    out.resize(kSaid - 1);
    out.push_back(fmt::format("{} others", more));
  }
  if (out.size() == 1) return out.front();
  const auto last = std::move(out.back());
  out.pop_back();
  return fmt::format("{} and {}", fmt::join(out, ", "), last);
}

}  // namespace

void in_quiet_hour(const Change& change, const std::vector<QualifiedName>& relations, Step step,
                   std::string_view instead, Draft& out) {
  const auto mode = change.effects.lock_on(relations.front());
  const auto all = words(relations);
  const std::string_view who = mode && !blocks_reads(*mode) ? "writes to" : "reads and writes of";
  out.gate(PhaseName::Migrate,
           fmt::format("choose an hour in which {} {} can wait until this is done: {}", who, all,
                       step.title));
  out.warn(
      fmt::format("{}: {} {} wait for as long as it takes, and no other way ends in the same "
                  "state. {}",
                  step.title, who, all, instead));
  step.brief = false;
  out.migrate(std::move(step));
}

}  // namespace pgstage::plan

#include "timeline.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace pgstage::lint {

bool Timeline::Work::is_shorter_than(const Work& other) const {
  return std::tie(seconds, kind) < std::tie(other.seconds, other.kind);
}

/// The longest thing that a statement does to tables that have rows. Those of this deploy are
/// small.
Timeline::Work Timeline::work_of(const effects::Effects& effects, const Context& context) {
  for (const auto& rewrite : effects.rewrites) {
    if (context.live(rewrite.table)) return {0, 0, 3, "rewrite of " + rewrite.table.sql()};
  }
  for (const auto& build : effects.index_builds) {
    if (context.live(build.table)) return {0, 0, 2, "build of index " + build.index.sql()};
  }
  for (const auto& scan : effects.scans) {
    if (context.live(scan.table)) return {0, 0, 1, "scan of " + scan.table.sql()};
  }
  return {};
}

bool Timeline::take(const QualifiedName& relation, LockMode mode, Place place) {
  const auto [slot, fresh] = index_.emplace(relation, open_.size());
  if (fresh) {
    open_.push_back({relation, mode, place, place, {}, passed_});
  } else {
    Hold& hold = open_[slot->second];
    hold.mode = std::max(hold.mode, mode);
  }
  return fresh;
}

void Timeline::pass(const effects::Effects& effects, const Context& context, double seconds,
                    Place place) {
  if (open_.empty()) return;
  last_ = place;
  passed_ += seconds;
  auto work = work_of(effects, context);
  if (work.words.empty()) return;
  work.at = open_.size();
  work.seconds = seconds;
  if (works_.empty() || works_.back().at != work.at) {
    works_.push_back(std::move(work));
  } else if (works_.back().is_shorter_than(work)) {
    works_.back() = std::move(work);
  }
}

void Timeline::release() {
  // From the last hold to the first, which saw all of it.
  Work longest;
  for (std::size_t i = open_.size(); i-- > 0;) {
    for (; !works_.empty() && works_.back().at > i; works_.pop_back()) {
      if (!works_.back().is_shorter_than(longest)) longest = std::move(works_.back());
    }
    open_[i].to = last_;
    open_[i].during = longest.words;
    open_[i].seconds = passed_ - open_[i].seconds;
  }
  done_.insert(done_.end(), std::make_move_iterator(open_.begin()),
               std::make_move_iterator(open_.end()));
  open_.clear();
  index_.clear();
  works_.clear();
  passed_ = 0;
}

std::vector<Hold> Timeline::take() { return std::exchange(done_, {}); }

}  // namespace pgstage::lint

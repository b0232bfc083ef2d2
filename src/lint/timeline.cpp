#include "timeline.hpp"

#include <algorithm>
#include <utility>

namespace pgstage::lint {
namespace {

/// The longest thing that a statement does, in words; empty when it is short.
std::string long_work(const effects::Effects& effects) {
  if (!effects.rewrites.empty()) return "rewrite of " + effects.rewrites[0].table.sql();
  if (!effects.index_builds.empty()) return "build of index " + effects.index_builds[0].index.sql();
  if (!effects.scans.empty()) return "scan of " + effects.scans[0].table.sql();
  return {};
}

}  // namespace

void Timeline::take(const QualifiedName& relation, LockMode mode, Place place) {
  const auto found = std::find_if(open_.begin(), open_.end(),
                                  [&](const Hold& hold) { return hold.relation == relation; });
  if (found == open_.end()) {
    open_.push_back({relation, mode, place, place, {}});
  } else {
    found->mode = std::max(found->mode, mode);
  }
}

void Timeline::pass(const effects::Effects& effects, Place place) {
  const std::string work = long_work(effects);
  for (auto& hold : open_) {
    hold.to = place;
    if (hold.during.empty()) hold.during = work;
  }
}

void Timeline::release() {
  done_.insert(done_.end(), std::make_move_iterator(open_.begin()),
               std::make_move_iterator(open_.end()));
  open_.clear();
}

std::vector<Hold> Timeline::take() { return std::exchange(done_, {}); }

}  // namespace pgstage::lint

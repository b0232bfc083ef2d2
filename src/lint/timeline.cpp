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

bool Timeline::take(const QualifiedName& relation, LockMode mode, Place place) {
  const auto [slot, fresh] = index_.emplace(relation, open_.size());
  if (fresh) {
    open_.push_back({relation, mode, place, place, {}});
  } else {
    Hold& hold = open_[slot->second];
    hold.mode = std::max(hold.mode, mode);
  }
  return fresh;
}

void Timeline::pass(const effects::Effects& effects, Place place) {
  if (open_.empty()) return;
  last_ = place;
  if (!works_.empty() && works_.back().at == open_.size()) return;
  auto words = long_work(effects);
  if (!words.empty()) works_.push_back({open_.size(), std::move(words)});
}

void Timeline::release() {
  auto work = works_.begin();
  for (std::size_t i = 0; i < open_.size(); ++i) {
    while (work != works_.end() && work->at <= i) ++work;
    open_[i].to = last_;
    if (work != works_.end()) open_[i].during = work->words;
  }
  done_.insert(done_.end(), std::make_move_iterator(open_.begin()),
               std::make_move_iterator(open_.end()));
  open_.clear();
  index_.clear();
  works_.clear();
}

std::vector<Hold> Timeline::take() { return std::exchange(done_, {}); }

}  // namespace pgstage::lint

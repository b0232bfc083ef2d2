// The databases that a run comes to, of which one is at hand.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pgstage/catalog/replay.hpp"

namespace pgstage::lint {

/// A repository may hold the migrations of several services. What those of one make is nothing to
/// the others, unless the schema that all start from was given: then it is one database.
class Replays {
 public:
  explicit Replays(const catalog::Catalog& start) : start_(start), now_(start) {}

  /// The one at hand: always in the same place.
  catalog::Replay& now() { return now_; }
  bool is_at(const std::string& database) const {
    return start_.complete() || (name_ && *name_ == database);
  }
  /// Outside of a transaction.
  void turn_to(const std::string& database) {
    if (is_at(database)) return;
    if (!name_) name_ = database;
    if (*name_ == database) return;
    const auto known = others_.find(database);
    auto next = known == others_.end() ? catalog::Replay(start_) : std::move(known->second);
    others_.insert_or_assign(*std::exchange(name_, database), std::exchange(now_, std::move(next)));
  }
  /// Where all of them have come to, by name. Leaves nothing behind.
  std::vector<catalog::Catalog> take() {
    others_.insert_or_assign(name_.value_or(""), std::move(now_));
    std::vector<catalog::Catalog> out;
    for (auto& [name, replay] : others_) out.push_back(replay.take_catalog());
    return out;
  }

 private:
  catalog::Catalog start_;
  catalog::Replay now_;
  std::optional<std::string> name_;  ///< Of the one at hand, once it is known.
  std::map<std::string, catalog::Replay> others_;
};

}  // namespace pgstage::lint

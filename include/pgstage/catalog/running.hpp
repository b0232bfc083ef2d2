#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "pgstage/model/names.hpp"

namespace pgstage::sql {
struct BodyStatement;
class Script;
class Statement;
class View;
}  // namespace pgstage::sql

namespace pgstage::catalog {

class Replay;
class Running;

/// One statement of a body, before it runs. Valid for one call.
struct InBody {
  std::string_view text;  ///< Of the body.
  const sql::BodyStatement& place;
  const sql::Script& script;  ///< Of `place.sql`.
  const sql::Statement& statement;
  const sql::View& view;
  const Replay& before;
  const Running& running;
};

/// Who wants to see the statements of bodies before they run.
class BodyWatcher {
 public:
  BodyWatcher() = default;
  BodyWatcher(const BodyWatcher&) = delete;
  BodyWatcher& operator=(const BodyWatcher&) = delete;
  virtual ~BodyWatcher() = default;
  virtual void sees(const InBody& part) = 0;
};

/// The bodies that one statement runs, one inside the other. Keeps those that call themselves, or
/// each other too often, from being read for ever.
class Running {
 public:
  Running() = default;
  /// Without a watcher nobody is told.
  explicit Running(BodyWatcher* watcher) : watcher_(watcher) {}

  bool nested() const { return !bodies_.empty(); }
  std::size_t depth() const { return bodies_.size(); }
  /// The function that is running, or nothing in a DO. There has to be a body.
  const QualifiedName& innermost() const { return bodies_.back(); }
  BodyWatcher* watcher() const { return watcher_; }

  /// A function or, without a name, a DO. false: it is already running, or too deep inside others.
  bool enter(const QualifiedName& body = {}) {
    const bool again =
        !body.name.empty() && std::find(bodies_.begin(), bodies_.end(), body) != bodies_.end();
    if (again || bodies_.size() == kMaxDepth || !spend(kBody)) return false;
    bodies_.push_back(body);
    return true;
  }
  void leave() { bodies_.pop_back(); }
  /// Before a statement of a body is looked at. false: it was too much.
  bool spend(std::string_view statement) { return spend(kStatement + statement.size()); }

 private:
  bool spend(std::size_t cost) {
    left_ -= std::min(left_, cost);
    return left_ > 0;
  }

  static constexpr std::size_t kMaxDepth = 16;
  /// In bytes of text; bodies and statements are so much work even when they are short.
  static constexpr std::size_t kBody = 16384;
  static constexpr std::size_t kStatement = 1024;
  static constexpr std::size_t kMaxWork = 16 << 20;

  BodyWatcher* watcher_ = nullptr;
  std::vector<QualifiedName> bodies_;
  std::size_t left_ = kMaxWork;
};

}  // namespace pgstage::catalog

#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "pgstage/model/names.hpp"

namespace pgstage::catalog {

/// The bodies that one statement runs, one inside the other. Keeps those that call themselves, or
/// each other too often, from being read for ever.
class Running {
 public:
  bool nested() const { return !bodies_.empty(); }

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

  std::vector<QualifiedName> bodies_;
  std::size_t left_ = kMaxWork;
};

}  // namespace pgstage::catalog

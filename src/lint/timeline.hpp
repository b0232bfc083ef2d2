#pragma once

#include <string>
#include <vector>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {

/// Keeps book of blocking locks on live relations: who took them where, until when they are held,
/// and what takes long meanwhile.
class Timeline {
 public:
  void take(const QualifiedName& relation, LockMode mode, Place place);
  /// A statement ran while everything taken so far was held.
  void pass(const effects::Effects& effects, Place place);
  void release();
  std::vector<Hold> take();

 private:
  std::vector<Hold> open_;
  std::vector<Hold> done_;
};

}  // namespace pgstage::lint

#pragma once

#include <map>
#include <string>
#include <vector>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {

/// Keeps book of blocking locks on live relations: who took them where, until when they are held,
/// and what takes long meanwhile.
class Timeline {
 public:
  /// false: an earlier statement has locked it already.
  bool take(const QualifiedName& relation, LockMode mode, Place place);
  /// A statement ran while everything taken so far was held.
  void pass(const effects::Effects& effects, Place place);
  void release();
  std::vector<Hold> take();

 private:
  struct Work {
    std::size_t at;  ///< Holds before this one were open.
    std::string words;
  };

  std::vector<Hold> open_;
  std::map<QualifiedName, std::size_t> index_;  ///< Into open_.
  std::vector<Work> works_;                     ///< The first long one after each new hold.
  Place last_;
  std::vector<Hold> done_;
};

}  // namespace pgstage::lint

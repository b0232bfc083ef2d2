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
  /// A statement ran, for so many seconds as far as is known, while everything taken so far was
  /// held.
  void pass(const effects::Effects& effects, const Context& context, double seconds, Place place);
  void release();
  std::vector<Hold> take();

 private:
  /// Something long.
  struct Work {
    std::size_t at = 0;    ///< Holds before this one were open.
    double seconds = 0;    ///< 0: not known.
    std::size_t kind = 0;  ///< A greater one takes longer on the same table.
    std::string words;

    bool is_shorter_than(const Work& other) const;
  };

  static Work work_of(const effects::Effects& effects, const Context& context);

  std::vector<Hold> open_;                      ///< Hold::seconds: what had passed before it.
  std::map<QualifiedName, std::size_t> index_;  ///< Into open_.
  std::vector<Work> works_;                     ///< Of those between two new holds, the longest.
  double passed_ = 0;                           ///< Seconds.
  Place last_;
  std::vector<Hold> done_;
};

}  // namespace pgstage::lint

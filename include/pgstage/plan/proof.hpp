#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pgstage::plan {

/// What came of trying a plan on a throwaway server, as shadow::prove does. A plan file may carry
/// that of its own plan.
struct Proof {
  std::string plan;    ///< The id of what was tried.
  std::string server;  ///< Its version, as `postgres --version` says it.
  std::uint64_t seed = 1;
  bool equal = false;
  bool undone = true;  ///< That undo restores the start was tried, too.
  /// Why it is not equal: what differs at the end or after undo, and steps that failed or whose
  /// probe or post-condition was wrong.
  std::vector<std::string> differences;
  /// Locks that a step took although the plan does not declare them, or not as strong.
  std::vector<std::string> undeclared_locks;
  std::vector<std::string> accepted;  ///< What the plan says may differ.
  std::vector<std::string> notes;     ///< How far the proof reaches.
  /// Statements that running code sent in between: that of before until the first gate, that of
  /// then from migrate on.
  std::size_t writes = 0;
  std::size_t queries = 0;  ///< Known ones that were prepared in the phases.

  bool operator==(const Proof&) const = default;
};

}  // namespace pgstage::plan

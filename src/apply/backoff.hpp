#pragma once

#include <functional>

#include "pgstage/apply/surroundings.hpp"

namespace pgstage::apply {

/// Sleeps between tries: full jitter under a bound that doubles from 50 ms to 30 s and, when that
/// has not helped for minutes, to 5 min.
class Backoff {
 public:
  explicit Backoff(Surroundings& around) : around_(around), begun_(around.clock.now()) {}

  /// Ends early when `until` has come, somebody asks to stop, or `free` says that the way is free,
  /// which it is asked every second; then the ladder begins anew.
  void wait(milliseconds until, const std::function<bool()>& free = nullptr);

 private:
  milliseconds highest() const;

  Surroundings& around_;
  milliseconds begun_;
  milliseconds bound_{50};
};

}  // namespace pgstage::apply

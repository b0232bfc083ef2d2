// Whether a backfill has left anything undone.
#pragma once

#include <functional>
#include <string>

#include "pace.hpp"
#include "span.hpp"

namespace pgstage::apply {

class Verification {
 public:
  Verification(Runner& runner, const plan::Step& step, Pace& pace);

  /// Rows that are still to be done, counted piece by piece, so that no snapshot is held for long.
  /// `last` is where the walk has ended; `tell` is for Pace::wait().
  Result<std::int64_t> remaining(const std::string& last,
                                 const std::function<void(const Halt&)>& tell);

 private:
  Result<std::int64_t> count(const db::Value& from, const std::string& to);

  Runner& runner_;
  const plan::Step& step_;
  Pace& pace_;
  Span blocks_;
};

}  // namespace pgstage::apply

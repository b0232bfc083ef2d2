// How fast a backfill goes, and whether it may go on at all.
#pragma once

#include <functional>
#include <string>

#include "signals.hpp"

namespace pgstage::apply {

class Pace {
 public:
  Pace(Runner& runner, const plan::Step& step);

  /// To be called before each batch: waits while something speaks against it, and tells what, or
  /// until somebody asks to stop. A moment after it has looked it does not look again.
  Result<void> wait(const std::function<void(const Halt&)>& tell);
  /// Something is not as it was.
  void look_again() { looked_.reset(); }
  void committed(milliseconds took) { signals_.committed(took); }
  milliseconds batch_time() const { return limits_.batch_time; }
  /// Whether others were at work a moment ago, and are given way to.
  bool gives_way() const;
  /// How long a batch is to take just now: not so long while others are at work.
  milliseconds target() const;
  /// A batch has taken so long: the next wait() begins with giving way to others who are at work.
  void worked(milliseconds took) { worked_ = took; }
  /// In all.
  milliseconds waited() const { return waited_; }

 private:
  Result<std::optional<Halt>> look();
  Result<bool> sees_others();
  Result<void> rest();
  Result<void> note(const std::string& why);
  Result<void> refuse_waiting_longer(const Halt& halt, milliseconds begun) const;

  Runner& runner_;
  const plan::Step& step_;
  Limits limits_;  ///< With what was asked for since.
  Signals signals_;
  std::optional<milliseconds> looked_;
  milliseconds worked_{0};            ///< Without a rest since.
  std::optional<milliseconds> seen_;  ///< When others were seen at work.
  milliseconds waited_{0};
};

}  // namespace pgstage::apply

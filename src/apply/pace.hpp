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
  milliseconds batch() const;
  /// How long it may be at work at a stretch while others are.
  static microseconds burst() { return microseconds{300}; }
  /// It was at work so long: to be made up for by rest(), with which wait() begins.
  void worked(microseconds took);
  /// Gives way to others who are at work.
  Result<void> rest();
  /// In all.
  milliseconds waited() const { return waited_; }

 private:
  Result<std::optional<Halt>> look();
  Result<void> look_for_others();
  Result<void> note(const std::string& why);
  Result<void> refuse_waiting_longer(const Halt& halt, milliseconds begun) const;

  Runner& runner_;
  const plan::Step& step_;
  Limits limits_;  ///< With what was asked for since.
  Signals signals_;
  std::optional<milliseconds> looked_;
  microseconds owed_{0};                ///< Of rest.
  std::optional<milliseconds> sought_;  ///< When others were last looked for,
  std::optional<milliseconds> seen_;    ///< and seen at work.
  milliseconds waited_{0};
};

}  // namespace pgstage::apply

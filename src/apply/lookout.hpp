// What goes on around the session while it waits for locks or holds them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runner.hpp"

namespace pgstage::apply {

/// Watches one try from the second session: how long others wait behind it, and whom it waits for.
/// Calls the session off when too many wait.
class Lookout {
 public:
  Lookout(Runner& runner, const plan::Step& step, milliseconds pace);

  /// Runs SQL on the session, until a point in time at most.
  Result<db::Rows> run(const std::string& sql, std::optional<milliseconds> until = std::nullopt);
  /// To be called last before locks are let go: then nobody who waits for them is overlooked.
  void look();

  /// How long somebody has waited behind the session until now.
  milliseconds stalled() const;
  /// Whom it waited for when that was last looked at.
  const std::vector<Blocker>& ahead() const { return ahead_; }

 private:
  void look_meanwhile(std::optional<milliseconds> until);
  void call_off(std::string why);
  void tell();

  Runner& runner_;
  const plan::Step& step_;
  milliseconds pace_;
  milliseconds begun_;
  milliseconds told_;
  std::optional<milliseconds> first_waiter_;  ///< Of those who wait now.
  milliseconds last_waiter_{0};
  milliseconds ended_stalls_{0};
  std::size_t queue_ = 0;
  std::vector<Blocker> ahead_;
  std::string called_off_;  ///< Why.
};

}  // namespace pgstage::apply

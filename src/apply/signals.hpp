// What speaks against another batch of a backfill just now.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "pgstage/apply/limits.hpp"

#include "runner.hpp"

namespace pgstage::apply {

/// Why a backfill waits.
struct Halt {
  std::string signal;  ///< As --ignore-signal takes it, or `paused`.
  std::string why;
};

/// Reads the signals from the second session, so that nothing hangs on what the first one does.
/// A signal that cannot be read stops, unless it is ignored.
class Signals {
 public:
  /// The limits may change meanwhile.
  Signals(Runner& runner, const Limits& limits, const std::string& table);

  /// The first that stops. Fails only when the connection is lost.
  Result<std::optional<Halt>> look();
  /// How long a batch of ours has taken to commit.
  void committed(milliseconds took);

 private:
  /// A sentence when it stops.
  using Verdict = Result<std::optional<std::string>>;

  Verdict read(Signal signal);
  Verdict replicas();
  Verdict slots();
  Verdict archiver();
  Verdict waiters();
  Verdict commits();
  Verdict dead_rows();
  Verdict autovacuum();
  Verdict query();
  milliseconds measured_lag(std::int64_t replayed) const;
  void remember(std::int64_t written);

  /// Up to where the log was written, and when.
  struct Written {
    std::int64_t position = 0;
    milliseconds at{0};
  };

  Runner& runner_;
  const Limits& limits_;
  std::string parts_;  ///< Of the table, as SQL.
  milliseconds slow_commit_{0};
  milliseconds rest_until_{0};
  std::deque<Written> written_;
};

}  // namespace pgstage::apply

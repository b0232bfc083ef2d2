#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::apply {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// What makes a backfill wait, so that others do not have to.
enum class Signal { Replicas, Slots, Archiver, Waiters, Commits, DeadRows, Autovacuum, Query };

inline constexpr std::array kSignals = {Signal::Replicas,   Signal::Slots,   Signal::Archiver,
                                        Signal::Waiters,    Signal::Commits, Signal::DeadRows,
                                        Signal::Autovacuum, Signal::Query};

/// `replicas`, `dead-rows`: as --ignore-signal takes it.
std::string_view to_string(Signal signal);
std::optional<Signal> signal_from(std::string_view name);

/// How fast a backfill may go. Beyond a limit it waits until that has passed; what cannot be read
/// counts as beyond.
struct Limits {
  /// How long a batch is to take: whoever wants one of its rows waits for its end.
  milliseconds batch_time{200};
  /// Of a hundred: how much of the time it changes rows while other sessions are at work, in bursts
  /// and in shorter batches. 100: as if it were alone.
  int share = 20;
  /// How far a physical replica may be behind, in time and in bytes of the write-ahead log.
  milliseconds max_lag = std::chrono::seconds{10};
  std::int64_t max_lag_bytes = std::int64_t{1} << 30;
  /// Names of replicas that have to be connected.
  std::vector<std::string> replicas;
  /// Bytes of the write-ahead log that a replication slot may keep.
  std::int64_t max_slot_bytes = std::int64_t{10} << 30;
  /// Files of the write-ahead log that may wait to be archived.
  std::int64_t max_unarchived = 42;
  /// Sessions that may wait for a lock on the table.
  std::int64_t max_waiters = 5;
  /// How long a commit may take.
  milliseconds max_commit = std::chrono::seconds{1};
  /// Dead rows of the table for a hundred live ones.
  std::int64_t max_dead_percent = 200;
  /// A query of the person's own: while it is true, the backfill waits.
  std::string pause_when;
  std::set<Signal> ignored;
  /// How long the backfill may wait at a stretch before the step fails; absent: as long as it
  /// takes.
  std::optional<milliseconds> longest_wait;
};

}  // namespace pgstage::apply

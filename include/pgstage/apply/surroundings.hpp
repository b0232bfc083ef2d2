#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::apply {

using std::chrono::microseconds;
using std::chrono::milliseconds;

/// Time as the engine sees it.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  /// Never goes backwards.
  virtual milliseconds now() = 0;
  /// The same for what is measured and not waited for.
  virtual microseconds precisely() = 0;
  virtual void sleep(microseconds time) = 0;
};

enum class BlockerKind {
  Session,
  Autovacuum,  ///< Gives way by itself when our deadlock check finds it.
  Wraparound,  ///< An autovacuum that never gives way: it keeps the server from stopping.
  Prepared,    ///< A transaction of PREPARE TRANSACTION, without a session.
  Service,     ///< Replication or another process of the server's own, or a backup.
};

/// Who stands in the way of a lock. What the role may not see is empty.
struct Blocker {
  BlockerKind kind = BlockerKind::Session;
  std::string pid;  ///< Empty: prepared.
  std::string gid;  ///< Of a prepared transaction.
  std::string user;
  std::string application;
  std::string state;
  std::string seconds;  ///< Age of its transaction.
  bool wrote = false;   ///< Ending it loses work.
  std::string query;    ///< Only when asked for: it may hold values of rows.
};

/// `process 123 (billing, idle in transaction, 42 s)`.
std::string in_words(const Blocker& blocker);

/// How far a backfill is. The unit is heap blocks or, for a walk by key, unknown.
struct BackfillProgress {
  std::int64_t rows = 0;
  std::optional<double> share;  ///< 0 to 1.
  double rows_per_second = 0;
  std::optional<double> seconds_left;
  bool gives_way = false;  ///< To others who are at work: it goes slowly.
  /// Why it does not go on just now, and the signal that says so; empty: it does.
  std::string waits_for;
  std::string signal;
};

/// Something that was seen at a gate.
struct Evidence {
  enum class Speaks { For, Against, Neither };

  std::string says;
  Speaks speaks = Speaks::Neither;
};

/// Hears what happens, in order. Must not throw.
class Observer {
 public:
  Observer() = default;
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;
  virtual ~Observer() = default;

  virtual void phase_started(plan::PhaseName phase) = 0;
  virtual void step_started(const plan::Step& step, bool undo) = 0;
  /// A try that has to be repeated, and who was in its way.
  virtual void try_failed(const plan::Step& step, int attempt, std::string_view why,
                          const std::vector<Blocker>& blockers) = 0;
  virtual void backfilled(const plan::Step& step, const BackfillProgress& progress) = 0;
  /// A row that the data in it keeps from being changed; the others go on.
  virtual void row_rejected(const plan::Step& step, std::string_view row, std::string_view why) = 0;
  virtual void step_done(const plan::Step& step, milliseconds took, milliseconds stalled) = 0;
  virtual void seen_at_gate(const Evidence& evidence) = 0;
  virtual void waiting(std::string_view why) = 0;
};

/// Says whether what a gate asks for is true.
class Approver {
 public:
  Approver() = default;
  Approver(const Approver&) = delete;
  Approver& operator=(const Approver&) = delete;
  virtual ~Approver() = default;

  /// Refused: it is known not to be.
  virtual Result<bool> approves(plan::PhaseName before, const plan::Gate& gate) = 0;
};

/// Everything outside that the engine uses besides the database.
struct Surroundings {
  Clock& clock;
  Observer& observer;
  Approver& approver;
  /// A number from 0 to 1, for jitter.
  double (*random)();
  /// Whether somebody asked to stop.
  bool (*interrupted)();
};

}  // namespace pgstage::apply

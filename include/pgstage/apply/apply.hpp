#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pgstage/apply/limits.hpp"
#include "pgstage/apply/surroundings.hpp"
#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::apply {

/// What is done to a session whose transaction has long been in the way.
enum class Ending { Leave, Cancel, Terminate };

struct Options {
  std::string journal_schema = "pgstage";
  /// Run up to and including this phase; absent: from where the plan stands to the next gate.
  std::optional<plan::PhaseName> through;
  /// How long others may have to wait behind us for a lock: the bound on one stall.
  milliseconds lock_timeout{200};
  /// How long one step may be tried before the run gives up.
  milliseconds deadline = std::chrono::minutes{15};
  /// How long to wait for another run to finish before this one is refused.
  milliseconds wait_for_run = std::chrono::seconds{5};
  std::string runner;  ///< Who runs, for others to read in the journal: the host and the process.
  /// Nobody is made to wait behind us for a transaction that has gone on for so long already.
  milliseconds long_transaction = std::chrono::seconds{5};
  /// A try is given up as soon as more sessions than this wait behind it.
  int max_queue = 20;
  /// How long others may have waited for the plan in all: over all steps, tries and runs.
  milliseconds stall_budget = std::chrono::seconds{30};
  Ending blockers = Ending::Leave;
  bool show_queries = false;
  /// How long it is watched at a gate whether statements still name what the phase takes away.
  milliseconds watch = std::chrono::seconds{10};
  /// When the code that the gates ask for was everywhere, as the server reads a timestamptz; empty:
  /// nobody said.
  std::string deployed = {};
  Limits limits;  ///< Of backfills.
};

/// Where a run ended.
struct Outcome {
  bool finished = false;                ///< Nothing is left to do.
  std::optional<plan::PhaseName> next;  ///< The phase that comes next.
  std::optional<plan::Gate> gate;       ///< What it waits for.
};

/// What the database shows of whether the gate of a phase is open; changes nothing. All of it is
/// told to the observer, too.
Result<std::vector<Evidence>> look_at_gate(db::Session& session, const plan::Phase& phase,
                                           const Options& options, Surroundings& around);

/// Carries a plan out. May be killed at any instant and called again: every step commits together
/// with its row in the journal, or is recognised by its probe.
///
/// Errors: Refused before anything was touched (stale plan, other runner, contrary evidence at a
/// gate); Failed when a step failed, which the journal names.
Result<Outcome> apply(const plan::Plan& plan, db::Connector& connector, const Options& options,
                      Surroundings& around);

/// Undoes, last step first, what apply did. Refused once a step of the contract phase or one that
/// cannot be undone was carried out.
Result<void> rollback(const plan::Plan& plan, db::Connector& connector, const Options& options,
                      Surroundings& around);

/// What a run would send for one step.
struct Rehearsed {
  const plan::Phase* phase = nullptr;
  const plan::Step* step = nullptr;
  std::vector<std::string> sql;  ///< With BEGIN and COMMIT.
};

/// What apply, or rollback, would send from where the plan stands in the journal, as the database
/// is now; changes nothing. The parts of the journal itself are left out, and a backfill is one
/// statement. Without a connector: of all steps, or of all that can be undone, and without LOCK
/// TABLE, which goes by what is there. Borrows the plan.
Result<std::vector<Rehearsed>> rehearse(const plan::Plan& plan, db::Connector* connector,
                                        const Options& options, bool undo);

/// A plan as the journal knows it.
struct Standing {
  std::string plan;
  std::string phase;           ///< The last phase that was finished, or `rolled back`; empty: none.
  std::string entered;         ///< The phase that was begun last.
  std::set<std::string> done;  ///< Steps.
  std::string begun;           ///< The step that was begun and not finished.
  std::string since;           ///< Server time of the last change.
  std::string run;             ///< Who works on it, and when it was last heard of; empty: nobody.
  std::int64_t stalled_ms = 0;  ///< How long others have waited for it in all.
  bool paused = false;
  std::string waits_for;  ///< Why a backfill waits.
};

/// What a person asks of the backfills of a plan, also while they run. What is absent stays as it
/// is.
struct PaceChange {
  std::optional<bool> paused;
  std::optional<milliseconds> batch_time;
  std::optional<milliseconds> max_lag;
  std::optional<int> share;  ///< As Limits::share, from 1 to 100.
};

/// Writes the change into the journal, from where a run takes it before its next batch. Refused
/// when the plan was not begun.
Result<void> change_pace(const std::string& plan, db::Connector& connector,
                         const std::string& journal_schema, const PaceChange& change);

/// Every plan in the journal, the newest first; empty when there is no journal.
Result<std::vector<Standing>> status(db::Connector& connector, const std::string& journal_schema);

}  // namespace pgstage::apply

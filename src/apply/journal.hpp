// pgstage's own tables in the target. They live beside what they describe, so that after a failover
// effect and record have gone back in time together.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/apply/apply.hpp"
#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::apply {

using std::chrono::milliseconds;

enum class StepState { Begun, Done, Undone };

struct JournalEntry {
  std::string phase;    ///< Last finished phase.
  std::string entered;  ///< Last phase begun.
  std::map<std::string, StepState> steps;
  /// What the plan's facts said when the last phase was finished.
  std::map<std::string, std::string> facts;
};

/// How far a backfill came.
struct Cursor {
  std::string files;  ///< File numbers of the table: a rewrite invalidates the cursor.
  std::string at;
  std::string end;
  std::int64_t rows = 0;
};

/// A row that a backfill could not change.
struct Reject {
  std::string row;  ///< `(id) = (42)`
  std::string sqlstate;
};

/// A lease on the plan.
struct Epoch {
  std::string number;
  milliseconds stalled{0};  ///< How long others have waited for the plan until now.
};

/// How long others have waited for a step.
struct Stall {
  milliseconds all_tries{0};
  milliseconds last_try{0};  ///< Of those the one that the journal does not know yet.
};

class Journal {
 public:
  Journal(std::string schema, std::string plan);

  /// Makes the tables where they are missing, and the plan's row. A role that may not is refused.
  Result<void> create(db::Session& session) const;
  /// Without tables or a row: nothing was begun.
  Result<JournalEntry> read(db::Session& session) const;
  /// A new lease on the plan; every earlier one is void.
  /// `backend` is the process of the server that holds the lock of the run.
  Result<Epoch> take_epoch(db::Session& session, const std::string& runner,
                           const std::string& backend) const;
  /// Fails with Refused when another runner took the plan over. Locks the plan's row, so that the
  /// answer holds until the transaction ends, whose number it gives.
  Result<std::string> check_epoch(db::Session& session, const std::string& epoch) const;

  Result<void> set_step(db::Session& session, const std::string& step, StepState state,
                        int attempts, const Stall& stall) const;
  /// Of a step outside a transaction, which commits before its row: what was INVALID before it.
  Result<void> begin_step(db::Session& session, const std::string& step,
                          const std::string& found) const;
  Result<std::string> found_before(db::Session& session, const std::string& step) const;
  /// Something that the step had left behind is gone.
  Result<void> note_clearing(db::Session& session, const std::string& step,
                             const std::string& what) const;
  /// A try that came to nothing.
  Result<void> note_try(db::Session& session, const std::string& step, const std::string& why,
                        milliseconds stalled) const;
  /// `seen`: at its gate.
  Result<void> enter_phase(db::Session& session, const std::string& phase,
                           const std::string& seen) const;
  Result<void> finish_phase(db::Session& session, const std::string& phase,
                            const std::map<std::string, std::string>& facts) const;
  Result<void> forget_steps(db::Session& session) const;

  Result<std::optional<Cursor>> cursor(db::Session& session, const std::string& step) const;
  Result<void> set_cursor(db::Session& session, const std::string& step,
                          const Cursor& cursor) const;
  Result<void> forget_cursor(db::Session& session, const std::string& step) const;

  /// Only the key of a row is kept: the rest may be secret.
  Result<void> add_reject(db::Session& session, const std::string& step, const std::string& row,
                          const std::string& sqlstate) const;
  Result<std::vector<Reject>> rejects(db::Session& session, const std::string& step) const;
  Result<void> forget_rejects(db::Session& session, const std::string& step) const;

  /// Why a backfill waits; empty: it goes on. It has a cursor by then.
  Result<void> set_waiting(db::Session& session, const std::string& step,
                           const std::string& why) const;
  /// What a person has asked for; without a row: nothing.
  Result<PaceChange> pace(db::Session& session) const;
  Result<void> change_pace(db::Session& session, const PaceChange& change) const;

  void beat(db::Session& session, const std::string& epoch) const;
  void end_run(db::Session& session, const std::string& epoch) const;
  /// Who runs with that backend, and when it was last heard of.
  std::optional<std::string> runner_of(db::Session& session, const std::string& backend) const;

  const std::string& plan() const { return plan_; }
  const std::string& schema() const { return schema_; }

  /// The table that only a journal has that is up to date.
  static constexpr std::string_view kPaces = "paces";

 private:
  std::string table(std::string_view name) const;
  Result<bool> has(db::Session& session, std::string_view table) const;
  Result<void> add_event(db::Session& session, const std::string& step, const std::string& what,
                         const std::string& why, milliseconds stalled) const;
  Result<void> make_tables(db::Session& session) const;

  std::string name_;    ///< Of the schema, as it is.
  std::string schema_;  ///< The same as SQL.
  std::string plan_;
};

}  // namespace pgstage::apply

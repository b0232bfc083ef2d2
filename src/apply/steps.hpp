// How each kind of step is carried out, until it is done, cannot be done, or time is up.
#pragma once

#include <functional>

#include "runner.hpp"

namespace pgstage::apply {

/// Statements that share a transaction with their row in the journal: a step, or its undo.
Result<void> run_in_transaction(Runner& runner, const plan::Step& step, bool undo);
/// What such a transaction sets first. One that is cut off takes no longer than metadata ever
/// should.
std::string transaction_settings(bool cut_off, milliseconds lock_timeout,
                                 bool may_set_deadlock_timeout);
/// Statements that refuse a transaction.
Result<void> run_outside_transaction(Runner& runner, const plan::Step& step, bool undo);
Result<void> run_backfill(Runner& runner, const plan::Step& step);
/// Wait and Check.
Result<void> run_condition(Runner& runner, const plan::Step& step);

/// Refused when a step was carried out that cannot be taken back.
Result<void> refuse_what_cannot_be_undone(const plan::Plan& plan, const JournalEntry& entry);

/// One boolean from the session. An empty query is `otherwise`.
Result<bool> holds(db::Session& session, const std::string& query, bool otherwise);

/// One value in text form; empty: no row, or NULL. The number is 0 then.
Result<std::string> one_text(db::Session& session, const std::string& sql,
                             const std::vector<db::Value>& params = {});
Result<std::int64_t> one_number(db::Session& session, const std::string& sql,
                                const std::vector<db::Value>& params = {});

/// Carries out one try after the other while what goes wrong passes by itself. A try that lost its
/// connection is followed by a reconnect; `done` then says whether it had come through after all.
struct Tries {
  std::function<Result<void>()> attempt;
  std::function<Result<bool>()> done;
  /// Cleans up after a failed try.
  std::function<Result<void>()> clear = nullptr;
  /// Who was in the way of the last try.
  std::function<std::vector<Blocker>()> blockers = nullptr;
  /// Whether who was in the way for long has gone.
  std::function<bool()> free = nullptr;
  /// What passes by itself.
  std::function<bool(const Error&)> passes = is_passing;
  /// How long tries have held still for others' sake, which does not count against the deadline.
  std::function<milliseconds()> held_still = nullptr;
};
Result<void> persist(Runner& runner, const plan::Step& step, const Tries& tries);

/// Whether a transaction that was being committed when its connection was lost came through. Its
/// row in the journal tells, once it is no longer in progress.
Result<bool> has_come_through(Runner& runner, const plan::Step& step, StepState wanted,
                              const std::string& transaction);

Error step_failed(const plan::Step& step, const Error& error);
Error stopped(const plan::Step& step);

}  // namespace pgstage::apply

// How each kind of step is carried out, until it is done, cannot be done, or time is up.
#pragma once

#include <functional>

#include "runner.hpp"

namespace pgstage::apply {

/// Statements that share a transaction with their row in the journal: a step, or its undo.
Result<void> run_in_transaction(Runner& runner, const plan::Step& step, bool undo);
/// Statements that refuse a transaction.
Result<void> run_outside_transaction(Runner& runner, const plan::Step& step, bool undo);
Result<void> run_backfill(Runner& runner, const plan::Step& step);
/// Wait and Check.
Result<void> run_condition(Runner& runner, const plan::Step& step);

/// One boolean from the session. An empty query is `otherwise`.
Result<bool> holds(db::Session& session, const std::string& query, bool otherwise);

/// Carries out one try after the other while what goes wrong passes by itself. A try that lost its
/// connection is followed by a reconnect; `done` then says whether it had come through after all.
struct Tries {
  std::function<Result<void>()> attempt;
  std::function<Result<bool>()> done;
  /// Cleans up after a failed try.
  std::function<Result<void>()> clear = nullptr;
};
Result<void> persist(Runner& runner, const plan::Step& step, const Tries& tries);

/// Who holds locks that the step has to wait for.
std::vector<Blocker> blockers_of(Runner& runner, const plan::Step& step);

Error step_failed(const plan::Step& step, const Error& error);
Error stopped(const plan::Step& step);

}  // namespace pgstage::apply

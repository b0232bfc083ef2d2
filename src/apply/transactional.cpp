#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::apply {
namespace {

Result<void> nothing(const Result<db::Rows>& rows) {
  if (!rows) return rows.error();
  return {};
}

/// A step that shuts others out is cut off when it takes longer than metadata ever should; one that
/// reads under a weak lock may take its time.
bool shuts_others_out(const plan::Step& step) {
  for (const auto& [relation, mode] : step.locks) {
    if (blocks_writes(mode)) return true;
  }
  return false;
}

std::string settings(Runner& runner, const plan::Step& step) {
  const auto budget = runner.options().lock_timeout.count();
  std::string sql = fmt::format("SET LOCAL lock_timeout = '{}ms'; SET LOCAL statement_timeout = {}",
                                budget, shuts_others_out(step) ? "'15s'" : "0");
  // Below the lock timeout, so that an autovacuum is sent away in time and, in a deadlock, it is
  // the migration that gives way and not the application.
  if (runner.may_set("deadlock_timeout")) {
    sql +=
        fmt::format("; SET LOCAL deadlock_timeout = '{}ms'", std::max<std::int64_t>(1, budget / 2));
  }
  return sql;
}

/// All locks first: then nobody waits behind us while we work for the next one.
Result<void> take_locks(Runner& runner, const plan::Step& step) {
  for (const auto& [relation, mode] : step.locks) {
    if (mode < LockMode::ShareRowExclusive) continue;
    auto table = runner.session().run(fmt::format(
        "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass({}) "
        "AND relkind IN ('r', 'p'))",
        quote_literal(relation)));
    if (!table) return table.error();
    if (table->rows[0][0] != "t") continue;
    auto locked =
        runner.session().run(fmt::format("LOCK TABLE {} IN {} MODE", relation, sql_name(mode)));
    if (!locked) return locked.error();
  }
  return {};
}

Result<void> body(Runner& runner, const plan::Step& step, bool undo, milliseconds& stalled) {
  auto& session = runner.session();
  if (auto set = session.run("BEGIN; " + settings(runner, step)); !set) return set.error();
  if (auto ours = runner.check_lease(); !ours) return ours;
  const auto begun = runner.around().clock.now();
  if (auto locked = take_locks(runner, step); !locked) {
    stalled += runner.around().clock.now() - begun;
    return locked;
  }
  for (const auto& sql : undo ? step.undo : step.sql) {
    if (auto run = session.run(sql); !run) return run.error();
  }
  if (!undo) {
    const auto right = holds(session, step.post, true);
    if (!right) return right.error();
    if (!*right) return failure("the result is not what the plan says");
  }
  if (shuts_others_out(step)) stalled += runner.around().clock.now() - begun;
  return {};
}

Result<void> attempt(Runner& runner, const plan::Step& step, bool undo, int& attempts,
                     milliseconds& stalled) {
  ++attempts;
  auto done = body(runner, step, undo, stalled);
  if (done) {
    done = runner.journal().set_step(runner.session(), step.id,
                                     undo ? StepState::Undone : StepState::Done, attempts,
                                     stalled.count());
  }
  if (done) return nothing(runner.session().run("COMMIT"));
  if (runner.session().alive()) {
    if (auto ended = runner.session().run("ROLLBACK"); !ended) return ended.error();
  }
  return done;
}

/// After a COMMIT whose answer was lost, the journal tells: its row came with the effect.
Result<bool> is_done(Runner& runner, const plan::Step& step, bool undo) {
  auto entry = runner.journal().read(runner.session());
  if (!entry) return entry.error();
  const auto found = entry->steps.find(step.id);
  const auto wanted = undo ? StepState::Undone : StepState::Done;
  return found != entry->steps.end() && found->second == wanted;
}

}  // namespace

Result<void> run_in_transaction(Runner& runner, const plan::Step& step, bool undo) {
  int attempts = 0;
  milliseconds stalled{0};
  const auto begun = runner.around().clock.now();
  auto done = persist(runner, step,
                      {.attempt = [&] { return attempt(runner, step, undo, attempts, stalled); },
                       .done = [&] { return is_done(runner, step, undo); }});
  if (done) {
    runner.around().observer.step_done(step, runner.around().clock.now() - begun, stalled);
  }
  return done;
}

}  // namespace pgstage::apply

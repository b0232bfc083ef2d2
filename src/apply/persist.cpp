#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::apply {
namespace {

/// Modes that stand in the way of what the step declares, as a list for IN.
std::string conflicting_modes(LockMode wanted) {
  std::string out;
  for (int mode = 0; mode < 8; ++mode) {
    if (!conflicts(wanted, LockMode{mode})) continue;
    out += (out.empty() ? "" : ", ") + quote_literal(pg_locks_name(LockMode{mode}));
  }
  return out;
}

std::string named(const std::vector<Blocker>& blockers) {
  std::string out;
  for (const auto& each : blockers) {
    out += fmt::format("{}process {} ({}, {}, {} s)", out.empty() ? "" : ", ", each.pid,
                       each.application.empty() ? "no application name" : each.application,
                       each.state, each.seconds);
  }
  return out;
}

}  // namespace

std::vector<Blocker> blockers_of(Runner& runner, const plan::Step& step) {
  std::string wanted;
  for (const auto& [relation, mode] : step.locks) {
    wanted +=
        fmt::format("{}(l.relation = pg_catalog.to_regclass({}) AND l.mode IN ({}))",
                    wanted.empty() ? "" : " OR ", quote_literal(relation), conflicting_modes(mode));
  }
  if (wanted.empty()) return {};
  auto rows = runner.watcher().run(fmt::format(
      "SELECT DISTINCT a.pid, a.application_name, a.state, extract(epoch FROM clock_timestamp() - "
      "a.xact_start)::bigint FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON "
      "a.pid = l.pid WHERE l.granted AND l.pid <> {} AND ({}) ORDER BY 1",
      runner.session().backend_pid(), wanted));
  std::vector<Blocker> out;
  if (!rows) return out;
  for (const auto& row : rows->rows) {
    out.push_back({row[0].value_or("?"), row[1].value_or(""), row[2].value_or("unknown"),
                   row[3].value_or("?")});
  }
  return out;
}

Error step_failed(const plan::Step& step, const Error& error) {
  if (error.kind == ErrorKind::Refused) return error;
  Error out = failure(fmt::format("step {} ({}) failed: {}", step.id, step.title, error.message),
                      error.hint.empty() ? "Mend the cause and run \"pgstage apply\" again, or "
                                           "undo with \"pgstage rollback\"."
                                         : error.hint);
  out.sqlstate = error.sqlstate;
  return out;
}

Error stopped(const plan::Step& step) {
  return failure(
      fmt::format("stopped on request before step {} ({}) was done", step.id, step.title),
      "Run \"pgstage apply\" again to go on, or \"pgstage rollback\" to undo.");
}

Result<bool> holds(db::Session& session, const std::string& query, bool otherwise) {
  if (query.empty()) return otherwise;
  auto rows = session.run(query);
  if (!rows) return rows.error();
  return !rows->rows.empty() && !rows->rows[0].empty() && rows->rows[0][0] == "t";
}

Result<void> persist(Runner& runner, const plan::Step& step, const Tries& tries) {
  auto& around = runner.around();
  const auto until = around.clock.now() + runner.options().deadline;
  Backoff backoff(around);
  for (int attempt = 1;; ++attempt) {
    if (around.interrupted()) return stopped(step);
    const auto tried = tries.attempt();
    if (tried) return {};
    const bool passing = is_passing(tried.error());
    const bool lost = !runner.session().alive() || !runner.watcher().alive();
    if (lost) {
      if (auto back = runner.reconnect(); !back) return back;
      auto done = tries.done();
      if (!done) return step_failed(step, done.error());
      if (*done) return {};
    }
    const auto blockers = passing && !lost ? blockers_of(runner, step) : std::vector<Blocker>{};
    if (tries.clear) {
      if (auto cleared = tries.clear(); !cleared) return step_failed(step, cleared.error());
    }
    if (!passing && !lost) return step_failed(step, tried.error());
    around.observer.try_failed(step, attempt, tried.error().message, blockers);
    if (around.clock.now() >= until) {
      const auto who = named(blockers);
      return step_failed(
          step, failure(tried.error().message + (who.empty() ? "" : "; in the way: " + who),
                        "Wait until the way is free, then run \"pgstage apply\" "
                        "again."));
    }
    backoff.wait();
  }
}

}  // namespace pgstage::apply

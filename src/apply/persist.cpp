#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "backoff.hpp"
#include "blockers.hpp"
#include "steps.hpp"

namespace pgstage::apply {
namespace {

constexpr auto kPassing = std::to_array<std::string_view>({
    "55P03",  // lock_not_available
    "40P01",  // deadlock_detected
    "40001",  // serialization_failure
    "57P01",
    "57P02",
    "57P03",  // the server goes down or comes up
    "25P03",
    "25P04",  // a timeout ended the transaction
    "08000",
    "08001",
    "08003",
    "08006",
});

constexpr milliseconds kPoll{50};

}  // namespace

bool is_passing(const Error& error) {
  return std::find(kPassing.begin(), kPassing.end(), error.sqlstate) != kPassing.end();
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

Result<std::string> one_text(db::Session& session, const std::string& sql,
                             const std::vector<db::Value>& params) {
  auto rows = session.query(sql, params);
  if (!rows) return rows.error();
  if (rows->rows.empty() || !rows->rows[0][0]) return std::string{};
  return *rows->rows[0][0];
}

Result<std::int64_t> one_number(db::Session& session, const std::string& sql,
                                const std::vector<db::Value>& params) {
  auto text = one_text(session, sql, params);
  if (!text) return text.error();
  return text->empty() ? std::int64_t{0} : std::stoll(*text);
}

Result<bool> has_come_through(Runner& runner, const plan::Step& step, StepState wanted,
                              const std::string& transaction) {
  const auto until = runner.around().clock.now() + runner.options().deadline;
  while (!transaction.empty() && runner.around().clock.now() < until) {
    // A number that the server has forgotten, or has never given since it failed over, is an error
    // or NULL: no longer in progress in any case.
    auto state =
        runner.session().query("SELECT pg_catalog.pg_xact_status($1::xid8)", {transaction});
    if (!state || state->rows[0][0] != "in progress") break;
    runner.around().clock.sleep(kPoll);
  }
  auto entry = runner.journal().read(runner.session());
  if (!entry) return entry.error();
  const auto found = entry->steps.find(step.id);
  return found != entry->steps.end() && found->second == wanted;
}

Result<void> persist(Runner& runner, const plan::Step& step, const Tries& tries) {
  auto& around = runner.around();
  const auto begun = around.clock.now();
  Backoff backoff(around);
  for (int attempt = 1;; ++attempt) {
    if (around.interrupted()) return stopped(step);
    const auto tried = tries.attempt();
    if (tried) return {};
    const bool lost = !runner.connected();
    if (lost) {
      if (auto back = runner.reconnect(); !back) return back;
      auto done = tries.done();
      if (!done) return step_failed(step, done.error());
      if (*done) return {};
    }
    if (tries.clear) {
      if (auto cleared = tries.clear(); !cleared) return step_failed(step, cleared.error());
    }
    if (!lost && !tries.passes(tried.error())) return step_failed(step, tried.error());
    const auto blockers = tries.blockers && !lost ? tries.blockers() : std::vector<Blocker>{};
    around.observer.try_failed(step, attempt, tried.error().message, blockers);
    const auto held_still = tries.held_still ? tries.held_still() : milliseconds{0};
    const auto until = begun + runner.options().deadline + held_still;
    if (around.clock.now() >= until) {
      return step_failed(step,
                         failure(fmt::format("{} (try {}){}", tried.error().message, attempt,
                                             in_the_way(blockers)),
                                 "Wait until the way is free, then run \"pgstage apply\" again."));
    }
    runner.beat();
    backoff.wait(until, any_lasting(runner, blockers) ? tries.free : nullptr);
  }
}

}  // namespace pgstage::apply

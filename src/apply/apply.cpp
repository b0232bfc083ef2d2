#include "pgstage/apply/apply.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "pgstage/catalog/describe.hpp"
#include "pgstage/db/read_catalog.hpp"
#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::apply {
namespace {

using Facts = std::map<std::string, std::string>;

Result<Facts> facts_now(Runner& runner) {
  Facts out;
  if (runner.plan().facts.empty()) return out;
  auto catalog = db::read_catalog(runner.session());
  if (!catalog) return catalog.error();
  for (const auto& fact : runner.plan().facts) {
    out[fact.object] = catalog::describe(*catalog, fact.object);
  }
  return out;
}

Result<void> compare(const Facts& wanted, const Facts& found) {
  for (const auto& [object, is] : wanted) {
    const auto now = found.find(object);
    if (now == found.end() || now->second == is) continue;
    return refusal(
        fmt::format("the plan is stale: \"{}\" was \"{}\" and is \"{}\"", object, is, now->second),
        "Make the plan again with \"pgstage plan\", against this database.");
  }
  return {};
}

Facts planned_facts(const plan::Plan& plan) {
  Facts out;
  for (const auto& fact : plan.facts) out[fact.object] = fact.is;
  return out;
}

class Application {
 public:
  Application(Runner& runner, const plan::Plan& plan, const Options& options)
      : runner_(runner), plan_(plan), options_(options) {}

  Result<Outcome> run() {
    if (auto fits = refuse_other_version(); !fits) return fits.error();
    if (auto read = read_entry(); !read) return read.error();
    if (!at_gate_) at_gate_ = entry_.entered == entry_.phase;
    for (const auto& phase : plan_.phases) {
      if (is_finished(phase)) continue;
      const bool entered = entry_.entered == to_string(phase.name);
      if (!wanted(phase, entered)) {
        return Outcome{.finished = false, .next = phase.name, .gate = phase.gate};
      }
      if (auto run = run_phase(phase, entered); !run) return run.error();
      if (!passed_) return Outcome{.finished = false, .next = phase.name, .gate = phase.gate};
      first_ = false;
    }
    return Outcome{.finished = true, .next = std::nullopt, .gate = std::nullopt};
  }

 private:
  Result<void> refuse_other_version() {
    const int major = runner_.session().server_version_num() / 10000;
    if (major == plan_.pg_version) return {};
    return refusal(fmt::format("the plan was made for PostgreSQL {}, and this server is {}",
                               plan_.pg_version, major),
                   fmt::format("Make the plan again with --pg-version {}.", major));
  }

  Result<void> read_entry() {
    auto entry = runner_.journal().read(runner_.session());
    if (!entry) return entry.error();
    if (entry->phase == "rolled back") {
      if (auto begun = runner_.begin(); !begun) return begun;
      if (auto cleared = runner_.journal().forget_steps(runner_.session()); !cleared)
        return cleared;
      entry = runner_.journal().read(runner_.session());
      if (!entry) return entry.error();
    }
    entry_ = *std::move(entry);
    return {};
  }

  bool is_finished(const plan::Phase& phase) const {
    const auto done = plan::phase_from(entry_.phase);
    return done && phase.name <= *done;
  }

  /// Without --through a run ends at the next gate, but passes the one it stands at when it begins.
  bool wanted(const plan::Phase& phase, bool entered) const {
    if (options_.through) return phase.name <= *options_.through;
    if (!phase.gate || entered) return true;
    return first_ && *at_gate_;
  }

  Result<void> run_phase(const plan::Phase& phase, bool entered) {
    if (!entered) {
      if (auto fresh = refuse_stale(); !fresh) return fresh;
      if (auto open = pass_gate(phase); !open) return open;
      if (!passed_) return {};
    }
    if (auto begun = enter(phase); !begun) return begun;
    runner_.around().observer.phase_started(phase.name);
    for (const auto& step : phase.steps) {
      if (auto run = run_step(step); !run) return run;
    }
    auto facts = facts_now(runner_);
    if (!facts) return facts.error();
    entry_.facts = *facts;
    entry_.phase = to_string(phase.name);
    return runner_.journal().finish_phase(runner_.session(), entry_.phase, *facts);
  }

  Result<void> enter(const plan::Phase& phase) {
    if (auto begun = runner_.begin(); !begun) return begun;
    const std::string name{to_string(phase.name)};
    if (entry_.entered == name) return {};
    entry_.entered = name;
    return runner_.journal().enter_phase(runner_.session(), name);
  }

  /// Before the first phase against the plan, later against what the phase before left behind.
  Result<void> refuse_stale() {
    auto now = facts_now(runner_);
    if (!now) return now.error();
    return compare(entry_.phase.empty() ? planned_facts(plan_) : entry_.facts, *now);
  }

  Result<void> pass_gate(const plan::Phase& phase) {
    passed_ = true;
    if (!phase.gate) return {};
    for (const auto& check : phase.gate->checks) {
      const auto true_now = holds(runner_.session(), check.sql, true);
      if (!true_now) return true_now.error();
      runner_.around().observer.gate_checked(check, *true_now);
      if (!*true_now) {
        return refusal(fmt::format("the gate before {} is closed: it is not so that {}",
                                   to_string(phase.name), check.says),
                       "Bring that about, then run \"pgstage apply\" again.");
      }
    }
    passed_ = runner_.around().approver.approves(phase.name, *phase.gate);
    return {};
  }

  Result<void> run_step(const plan::Step& step) {
    const auto found = entry_.steps.find(step.id);
    if (found != entry_.steps.end() && found->second == StepState::Done) return {};
    if (runner_.around().interrupted()) return stopped(step);
    runner_.around().observer.step_started(step, false);
    if (auto named = runner_.announce(step); !named) return named;
    switch (step.kind) {
      case plan::StepKind::Backfill:
        return run_backfill(runner_, step);
      case plan::StepKind::Wait:
      case plan::StepKind::Check:
        return run_condition(runner_, step);
      case plan::StepKind::Sql:
        break;
    }
    return step.transaction ? run_in_transaction(runner_, step, false)
                            : run_outside_transaction(runner_, step, false);
  }

  Runner& runner_;
  const plan::Plan& plan_;
  const Options& options_;
  JournalEntry entry_;
  bool passed_ = true;
  bool first_ = true;            ///< No phase was run yet.
  std::optional<bool> at_gate_;  ///< Where the plan stood when the run began.
};

/// A connection that is lost between steps costs nothing but a new one: the journal says where to
/// go on. What is lost within a step the step sees to.
template <class T>
Result<T> whatever_is_lost(Runner& runner, const std::function<Result<T>()>& work) {
  for (;;) {
    auto done = work();
    if (done || runner.connected() || runner.gave_up() || !is_passing(done.error())) return done;
    if (auto back = runner.reconnect(); !back) return back.error();
  }
}

Result<void> refuse_what_cannot_be_undone(const plan::Plan& plan, const JournalEntry& entry) {
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      const auto found = entry.steps.find(step.id);
      if (found == entry.steps.end() || found->second == StepState::Undone) continue;
      const bool for_good = std::find(plan.irreversible.begin(), plan.irreversible.end(),
                                      step.id) != plan.irreversible.end();
      if (phase.name != plan::PhaseName::Contract && !for_good) continue;
      return refusal(
          fmt::format("step {} ({}) was carried out and cannot be undone", step.id, step.title),
          "Go forward, or restore a backup.");
    }
  }
  return {};
}

Result<void> undo_step(Runner& runner, const plan::Step& step) {
  runner.around().observer.step_started(step, true);
  if (auto named = runner.announce(step); !named) return named;
  if (!step.undo_transaction) return run_outside_transaction(runner, step, true);
  if (step.kind == plan::StepKind::Backfill) {
    if (auto forgot = runner.journal().forget_cursor(runner.session(), step.id); !forgot) {
      return forgot;
    }
  }
  return run_in_transaction(runner, step, true);
}

Result<void> undo_all(Runner& runner, const plan::Plan& plan, Surroundings& around) {
  auto entry = runner.journal().read(runner.session());
  if (!entry) return entry.error();
  if (auto allowed = refuse_what_cannot_be_undone(plan, *entry); !allowed) return allowed;
  if (entry->entered.empty()) return {};
  if (auto begun = runner.begin(); !begun) return begun;
  for (auto phase = plan.phases.rbegin(); phase != plan.phases.rend(); ++phase) {
    for (auto step = phase->steps.rbegin(); step != phase->steps.rend(); ++step) {
      const auto found = entry->steps.find(step->id);
      if (found == entry->steps.end() || found->second == StepState::Undone) continue;
      if (around.interrupted()) return stopped(*step);
      if (auto undone = undo_step(runner, *step); !undone) return undone;
    }
  }
  return runner.journal().finish_phase(runner.session(), "rolled back", {});
}

}  // namespace

Result<Outcome> apply(const plan::Plan& plan, db::Connector& connector, const Options& options,
                      Surroundings& around) {
  Runner runner(plan, connector, options, around);
  if (auto started = runner.start(); !started) return started.error();
  Application application(runner, plan, options);
  auto outcome = whatever_is_lost<Outcome>(runner, [&] { return application.run(); });
  runner.end();
  return outcome;
}

Result<void> rollback(const plan::Plan& plan, db::Connector& connector, const Options& options,
                      Surroundings& around) {
  Runner runner(plan, connector, options, around);
  if (auto started = runner.start(); !started) return started;
  auto undone = whatever_is_lost<void>(runner, [&] { return undo_all(runner, plan, around); });
  runner.end();
  return undone;
}

Result<std::vector<Standing>> status(db::Connector& connector, const std::string& journal_schema) {
  auto session = connector.connect("pgstage status");
  if (!session) return session.error();
  const std::string schema = quote_ident(journal_schema);
  auto there =
      (*session)->query("SELECT pg_catalog.to_regclass($1) IS NOT NULL", {schema + ".events"});
  if (!there) return there.error();
  std::vector<Standing> out;
  if (there->rows[0][0] != "t") return out;
  // A journal that is not up to date has nobody who waits.
  auto paces = (*session)->query("SELECT pg_catalog.to_regclass($1) IS NOT NULL",
                                 {fmt::format("{}.{}", schema, Journal::kPaces)});
  if (!paces) return paces.error();
  const std::string waits = paces->rows[0][0] == "t"
                                ? fmt::format(
                                      "(SELECT c.paused FROM {0}.paces c WHERE c.plan = "
                                      "p.plan), (SELECT max(b.waits_for) FROM "
                                      "{0}.backfills b WHERE b.plan = p.plan)",
                                      schema)
                                : "NULL, NULL";
  auto rows = (*session)->run(fmt::format(
      "SELECT p.plan, p.phase, p.entered, (SELECT count(*) FROM {0}.steps s WHERE s.plan = p.plan "
      "AND s.state = 'done'), (SELECT min(step) FROM {0}.steps s WHERE s.plan = p.plan AND s.state "
      "= 'begun'), p.changed::timestamptz(0), p.stalled_ms, (SELECT r.runner || ', heard of ' || "
      "extract(epoch FROM clock_timestamp() - r.seen)::bigint || ' s ago' FROM {0}.runs r JOIN "
      "pg_catalog.pg_stat_activity a ON a.pid = r.backend AND a.application_name = 'pgstage apply "
      "' "
      "|| r.plan WHERE r.plan = p.plan AND r.epoch = p.epoch AND r.ended IS NULL), {1} FROM "
      "{0}.plans p "
      "ORDER BY p.changed DESC",
      schema, waits));
  if (!rows) return rows.error();
  for (const auto& row : rows->rows) {
    out.push_back({row[0].value_or(""), row[1].value_or(""), row[2].value_or(""),
                   std::stoll(row[3].value_or("0")), row[4].value_or(""), row[5].value_or(""),
                   row[7].value_or(""), std::stoll(row[6].value_or("0")), row[8] == "t",
                   row[9].value_or("")});
  }
  return out;
}

}  // namespace pgstage::apply

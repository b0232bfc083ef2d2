#include "pgstage/apply/apply.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "pgstage/catalog/describe.hpp"
#include "pgstage/db/read_catalog.hpp"
#include "pgstage/model/names.hpp"

#include "gate.hpp"
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
  std::string changed;
  for (const auto& [object, is] : wanted) {
    const auto now = found.find(object);
    if (now == found.end() || now->second == is) continue;
    changed += fmt::format("{}\"{}\" was \"{}\" and is \"{}\"", changed.empty() ? "" : "; ", object,
                           is, now->second);
  }
  if (changed.empty()) return {};
  return refusal("the plan is stale: " + changed,
                 "Make the plan again with \"pgstage plan\", against this database.");
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
    const int major = runner_.server_version_num() / 10000;
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
    return runner_.journal().enter_phase(runner_.session(), name, std::exchange(seen_, {}));
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
    auto seen = apply::pass_gate(runner_, phase);
    if (!seen) return seen.error();
    const auto approved = runner_.around().approver.approves(phase.name, *phase.gate);
    if (!approved) return approved.error();
    passed_ = *approved;
    seen_ = *std::move(seen);
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
  std::string seen_;             ///< At the gate that was passed last.
  bool first_ = true;            ///< No phase was run yet.
  std::optional<bool> at_gate_;  ///< Where the plan stood when the run began.
};

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

}  // namespace pgstage::apply

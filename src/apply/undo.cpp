#include <algorithm>

#include <fmt/format.h>

#include "steps.hpp"

namespace pgstage::apply {
namespace {

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

Result<void> refuse_what_cannot_be_undone(const plan::Plan& plan, const JournalEntry& entry) {
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      const auto found = entry.steps.find(step.id);
      if (found == entry.steps.end() || found->second == StepState::Undone) continue;
      const bool for_good = std::find(plan.irreversible.begin(), plan.irreversible.end(),
                                      step.id) != plan.irreversible.end();
      const bool contracted =
          phase.name == plan::PhaseName::Contract && step.kind != plan::StepKind::Check;
      if (!contracted && !for_good) continue;
      return refusal(
          fmt::format("step {} ({}) was carried out and cannot be undone", step.id, step.title),
          "Go forward, or restore a backup.");
    }
  }
  return {};
}

Result<void> rollback(const plan::Plan& plan, db::Connector& connector, const Options& options,
                      Surroundings& around) {
  Runner runner(plan, connector, options, around);
  if (auto started = runner.start(); !started) return started;
  auto undone = whatever_is_lost<void>(runner, [&] { return undo_all(runner, plan, around); });
  runner.end();
  return undone;
}

}  // namespace pgstage::apply

#include <fmt/format.h>

#include "steps.hpp"

namespace pgstage::apply {
namespace {

/// What builds waits for transactions that may be long, shuts nobody out meanwhile, and leaves an
/// INVALID index when it is cut short. What shuts others out may not keep them in its queue.
std::string patience(const Runner& runner, const plan::Step& step) {
  const auto wait = step.brief ? std::string{"10min"}
                               : fmt::format("{}ms", runner.options().lock_timeout.count());
  return fmt::format("SET lock_timeout = '{}'; SET statement_timeout = 0", wait);
}

Result<void> run_all(Runner& runner, const plan::Step& step,
                     const std::vector<std::string>& statements) {
  if (auto set = runner.session().run(patience(runner, step)); !set) return set.error();
  for (const auto& sql : statements) {
    if (auto run = runner.session().run(sql); !run) return run.error();
  }
  if (auto reset = runner.session().run("RESET lock_timeout"); !reset) return reset.error();
  return {};
}

Result<void> attempt(Runner& runner, const plan::Step& step) {
  const auto there = holds(runner.session(), step.probe, false);
  if (!there) return there.error();
  if (*there) return {};
  if (auto run = run_all(runner, step, step.sql); !run) return run;
  const auto right = holds(runner.session(), step.post, true);
  if (!right) return right.error();
  if (!*right) return failure("the result is not what the plan says");
  return {};
}

/// A build that failed leaves an INVALID index, which costs writes and may refuse them.
Result<void> clear(Runner& runner, const plan::Step& step) {
  const auto there = holds(runner.session(), step.probe, false);
  if (!there) return there.error();
  return *there ? Result<void>{} : run_all(runner, step, step.undo);
}

Result<void> note(Runner& runner, const plan::Step& step, StepState state, int attempts) {
  return runner.journal().set_step(runner.session(), step.id, state, attempts, {});
}

Result<void> lease(Runner& runner) {
  // Outside a transaction the row lock lasts for the query alone, which is enough to read it.
  auto ours = runner.check_lease();
  if (!ours) return ours.error();
  return {};
}

Result<void> go_forward(Runner& runner, const plan::Step& step) {
  auto entry = runner.journal().read(runner.session());
  if (!entry) return entry.error();
  const bool begun_before = entry->steps.contains(step.id);
  if (auto ours = lease(runner); !ours) return ours;
  if (auto noted = note(runner, step, StepState::Begun, 0); !noted) return noted;
  if (begun_before) {
    if (auto cleared = clear(runner, step); !cleared) return cleared;
  }
  auto done = persist(runner, step,
                      {.attempt = [&] { return attempt(runner, step); },
                       .done = [&] { return holds(runner.session(), step.probe, false); },
                       .clear = [&] { return clear(runner, step); }});
  return done ? note(runner, step, StepState::Done, 1) : done;
}

Result<void> go_back(Runner& runner, const plan::Step& step) {
  if (auto ours = lease(runner); !ours) return ours;
  auto done = persist(runner, step,
                      {.attempt = [&] { return run_all(runner, step, step.undo); },
                       .done = [] { return Result<bool>{false}; }});
  return done ? note(runner, step, StepState::Undone, 1) : done;
}

}  // namespace

Result<void> run_outside_transaction(Runner& runner, const plan::Step& step, bool undo) {
  const auto begun = runner.around().clock.now();
  auto done = undo ? go_back(runner, step) : go_forward(runner, step);
  if (done) {
    runner.around().observer.step_done(step, runner.around().clock.now() - begun, milliseconds{0});
  }
  return done;
}

Result<void> run_condition(Runner& runner, const plan::Step& step) {
  auto& around = runner.around();
  const auto begun = around.clock.now();
  for (;;) {
    const auto true_now = holds(runner.session(), step.post, true);
    if (!true_now) return step_failed(step, true_now.error());
    if (*true_now) break;
    if (step.kind == plan::StepKind::Check) {
      return step_failed(
          step, failure("it is not so", "Mend the rows, then run \"pgstage apply\" again."));
    }
    if (around.interrupted()) return stopped(step);
    if (around.clock.now() - begun >= runner.options().deadline) {
      return step_failed(step, failure("it did not come true in time"));
    }
    around.clock.sleep(std::chrono::seconds{1});
  }
  around.observer.step_done(step, around.clock.now() - begun, milliseconds{0});
  return runner.journal().set_step(runner.session(), step.id, StepState::Done, 1, {});
}

}  // namespace pgstage::apply

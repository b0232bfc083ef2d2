#include <algorithm>

#include <fmt/format.h>

#include "blockers.hpp"
#include "leftovers.hpp"
#include "lookout.hpp"
#include "steps.hpp"

namespace pgstage::apply {
namespace {

constexpr milliseconds kPace{250};

/// What builds waits for transactions that may be long, shuts nobody out meanwhile, and leaves an
/// INVALID index when it is cut short. What shuts others out may not keep them in its queue.
///
/// A build outlives a client that is killed: the next run finds it and waits for its end.
std::string patience(const Runner& runner, const plan::Step& step) {
  const auto wait = step.brief ? std::string{"10min"}
                               : fmt::format("{}ms", runner.options().lock_timeout.count());
  return fmt::format(
      "SET lock_timeout = '{}'; SET statement_timeout = 0; SET client_connection_check_interval = "
      "0",
      wait);
}

constexpr std::string_view kImpatience =
    "RESET lock_timeout; SET client_connection_check_interval = '1s'";

class Outside {
 public:
  Outside(Runner& runner, const plan::Step& step) : runner_(runner), step_(step) {}

  Result<void> go_forward() {
    if (auto ours = lease(); !ours) return ours;
    if (auto begun = begin(); !begun) return begun;
    auto done = persist(runner_, step_,
                        {.attempt = [&] { return attempt(); },
                         .done = [&] { return holds(runner_.session(), step_.probe, false); },
                         .clear = [&] { return clear_leftovers(runner_, step_, found_); },
                         .blockers = [&] { return blockers_; }});
    // Whoever took over meanwhile has a journal of its own to keep.
    if (done) done = lease();
    return done ? write_row(StepState::Done) : done;
  }

  Result<void> go_back() {
    if (auto ours = lease(); !ours) return ours;
    auto left = left_anything();
    if (!left) return step_failed(step_, left.error());
    auto done = *left ? persist(runner_, step_,
                                {.attempt = [&] { return run_all(step_.undo); },
                                 .done = [] { return Result<bool>{false}; },
                                 .blockers = [&] { return blockers_; }})
                      : Result<void>{};
    if (done) done = clear_leftovers(runner_, step_, found_);
    return done ? write_row(StepState::Undone) : done;
  }

  milliseconds stalled() const { return stalled_; }

 private:
  Result<void> lease() {
    // Outside a transaction the row lock lasts for the query alone, which is enough to read it.
    auto ours = runner_.check_lease();
    if (!ours) return ours.error();
    return {};
  }

  Result<std::optional<StepState>> state() {
    auto entry = runner_.journal().read(runner_.session());
    if (!entry) return entry.error();
    const auto found = entry->steps.find(step_.id);
    if (found == entry->steps.end()) return std::optional<StepState>{};
    return std::optional{found->second};
  }

  /// What was INVALID before the step began is written down first: what is so later is its own.
  Result<void> begin() {
    auto known = state();
    if (!known) return known.error();
    if (*known == StepState::Begun) {
      auto found = runner_.journal().found_before(runner_.session(), step_.id);
      if (!found) return found.error();
      found_ = *std::move(found);
      return clear_unless_done();
    }
    auto found = invalid_before(runner_, step_);
    if (!found) return step_failed(step_, found.error());
    found_ = *std::move(found);
    return runner_.journal().begin_step(runner_.session(), step_.id, found_);
  }

  Result<void> clear_unless_done() {
    const auto done = holds(runner_.session(), step_.probe, false);
    if (!done) return step_failed(step_, done.error());
    if (*done) return {};
    auto cleared = clear_leftovers(runner_, step_, found_);
    return cleared ? cleared : step_failed(step_, cleared.error());
  }

  /// Whether there is anything to undo: of a step that was only begun there may be nothing, and
  /// what has its name may be somebody else's.
  Result<bool> left_anything() {
    auto known = state();
    if (!known) return known.error();
    if (*known != StepState::Begun) return true;
    auto found = runner_.journal().found_before(runner_.session(), step_.id);
    if (!found) return found.error();
    found_ = *std::move(found);
    const auto done = holds(runner_.session(), step_.probe, false);
    if (!done || *done) return done;
    return has_leftovers(runner_, step_, found_);
  }

  Result<void> attempt() {
    ++attempts_;
    const auto there = holds(runner_.session(), step_.probe, false);
    if (!there) return there.error();
    if (*there) return {};
    if (auto run = run_all(step_.sql); !run) return run;
    const auto right = holds(runner_.session(), step_.post, true);
    if (!right) return right.error();
    return *right ? Result<void>{} : failure("the result is not what the plan says");
  }

  Result<void> run_all(const std::vector<std::string>& statements) {
    if (auto set = runner_.session().run(patience(runner_, step_)); !set) return set.error();
    Lookout lookout(runner_, step_, kPace);
    Result<void> done;
    for (const auto& sql : statements) {
      if (auto run = lookout.run(sql); !run) done = run.error();
      if (!done) break;
    }
    const auto stalled = lookout.stalled();
    stalled_ += stalled;
    runner_.count_stall(stalled);
    blockers_ = lookout.ahead();
    if (!runner_.session().alive()) return done;
    if (auto reset = runner_.session().run(kImpatience); !reset && done) done = reset.error();
    if (done || !runner_.session().alive()) return done;
    (void)runner_.journal().note_try(runner_.session(), step_.id,
                                     done.error().message + in_the_way(blockers_), stalled);
    noted_ += stalled;
    return done;
  }

  Result<void> write_row(StepState state) {
    return runner_.journal().set_step(runner_.session(), step_.id, state, std::max(attempts_, 1),
                                      {.all_tries = stalled_, .last_try = stalled_ - noted_});
  }

  Runner& runner_;
  const plan::Step& step_;
  std::string found_;
  std::vector<Blocker> blockers_;
  int attempts_ = 0;
  milliseconds stalled_{0};
  milliseconds noted_{0};  ///< Of them, what the journal knows already.
};

}  // namespace

Result<void> run_outside_transaction(Runner& runner, const plan::Step& step, bool undo) {
  const auto begun = runner.around().clock.now();
  Outside outside(runner, step);
  auto done = undo ? outside.go_back() : outside.go_forward();
  if (done) {
    runner.around().observer.step_done(step, runner.around().clock.now() - begun,
                                       outside.stalled());
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

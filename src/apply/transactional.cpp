#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "blockers.hpp"
#include "locks.hpp"
#include "lookout.hpp"
#include "steps.hpp"

namespace pgstage::apply {
namespace {

/// Of looking around while others may have to wait for us.
constexpr milliseconds kPace{20};
/// Where nobody has to.
constexpr milliseconds kSlowPace{250};
/// So many tries take the locks at once or not at all, before one may let others wait.
constexpr int kFreeTries = 3;
/// What nobody has to wait behind may queue for as long.
constexpr milliseconds kPatience = std::chrono::seconds{30};
/// Past the server's deadlock_timeout, by when an autovacuum has been sent away.
constexpr milliseconds kToSendAway{200};
/// A step that shuts others out is cut off when it takes longer than metadata ever should.
constexpr milliseconds kCeiling = std::chrono::seconds{15};

constexpr std::string_view kLockNotAvailable = "55P03";
constexpr std::string_view kQueryCanceled = "57014";

Error in_vain(std::string message) {
  Error error = failure(std::move(message));
  error.sqlstate = kLockNotAvailable;
  return error;
}

class Transaction {
 public:
  Transaction(Runner& runner, const plan::Step& step, bool undo)
      : runner_(runner), step_(step), undo_(undo) {}

  Result<void> attempt() {
    ++attempts_;
    blockers_.clear();
    if (auto looked = look_ahead(); !looked) return looked;
    Lookout lookout(runner_, step_, shuts_out_ ? kPace : kSlowPace);
    auto done = body(lookout);
    if (done) {
      lookout.look();
      done = write_row(lookout.stalled());
    }
    if (done) return commit(lookout);
    end(lookout, done.error());
    return done;
  }

  /// After a COMMIT whose answer was lost.
  Result<bool> came_through() {
    return has_come_through(runner_, step_, undo_ ? StepState::Undone : StepState::Done,
                            transaction_);
  }

  const std::vector<Blocker>& blockers() const { return blockers_; }
  /// Nobody is in the way any more who would be for long.
  bool way_is_free() { return !any_lasting(runner_, holders_of(runner_, locks_)); }
  milliseconds stalled() const { return stalled_; }

 private:
  /// Where somebody is in the way who will be there for long, nobody is made to wait behind us.
  Result<void> look_ahead() {
    auto locks = locks_of(runner_.session(), step_, undo_);
    if (!locks) return locks.error();
    locks_ = *std::move(locks);
    shuts_out_ = shut_others_out(locks_);
    blockers_ = holders_of(runner_, locks_);
    only_autovacuum_ = is_only_autovacuum(blockers_);
    if (!shuts_out_ || !any_lasting(runner_, blockers_)) return {};
    end_lasting(runner_, step_, blockers_);
    return in_vain("not tried, so that nobody waits behind us");
  }

  /// At once first; then in the queue, as long as the plan may let others wait.
  Result<Manner> manner() const {
    if (!shuts_out_) return Manner::Queued;
    if (attempts_ <= kFreeTries && !only_autovacuum_) return Manner::AtOnce;
    if (auto left = runner_.check_stall_budget(); !left) return left.error();
    return Manner::Queued;
  }

  /// How long the locks may take. An autovacuum gives way to who has waited for deadlock_timeout;
  /// where the role may not make that shorter than the budget, the try is made longer instead, and
  /// only when autovacuum alone is in the way.
  milliseconds budget() const {
    const auto usual = runner_.options().lock_timeout;
    if (!shuts_out_) return std::max(usual, kPatience);
    if (!only_autovacuum_ || runner_.may_set("deadlock_timeout")) return usual;
    return std::max(usual, runner_.deadlock_timeout() + kToSendAway);
  }

  bool is_cut_off() const { return shuts_out_ && step_.brief; }

  Result<void> body(Lookout& lookout) {
    auto how = manner();
    if (!how) return how.error();
    const auto settings = transaction_settings(is_cut_off(), runner_.options().lock_timeout,
                                               runner_.may_set("deadlock_timeout"));
    if (auto set = runner_.session().run("BEGIN; " + settings); !set) return set.error();
    auto ours = runner_.check_lease();
    if (!ours) return ours.error();
    transaction_ = *std::move(ours);
    if (auto locked = take_locks(runner_, locks_, *how, budget(), lookout); !locked) return locked;
    // The locks that LOCK TABLE cannot take come with the statements.
    auto set = runner_.session().run(
        fmt::format("SET LOCAL lock_timeout = {}",
                    (shuts_out_ ? runner_.options().lock_timeout : budget()).count()));
    if (!set) return set.error();
    for (const auto& sql : undo_ ? step_.undo : step_.sql) {
      const auto begun = runner_.around().clock.now();
      auto run = lookout.run(sql);
      if (run) continue;
      // Canceled by the timeout, and not by a person, who would not want it to be tried again.
      const bool by_us = is_cut_off() && run.error().sqlstate == kQueryCanceled &&
                         runner_.around().clock.now() - begun >= kCeiling;
      return by_us ? in_vain(fmt::format("given up after {} s in which others had to wait",
                                         kCeiling.count() / 1000))
                   : run.error();
    }
    return undo_ ? Result<void>{} : see_result();
  }

  Result<void> see_result() {
    const auto right = holds(runner_.session(), step_.post, true);
    if (!right) return right.error();
    return *right ? Result<void>{} : failure("the result is not what the plan says");
  }

  Result<void> write_row(milliseconds stalled) {
    return runner_.journal().set_step(runner_.session(), step_.id,
                                      undo_ ? StepState::Undone : StepState::Done, attempts_,
                                      {.all_tries = stalled_ + stalled, .last_try = stalled});
  }

  Result<void> commit(const Lookout& lookout) {
    const auto stalled = lookout.stalled();
    auto committed = runner_.session().run("COMMIT");
    stalled_ += stalled;
    runner_.count_stall(stalled);
    if (!committed) return committed.error();
    return {};
  }

  /// Lets go first and writes down then.
  void end(const Lookout& lookout, const Error& why) {
    if (runner_.session().alive() && !runner_.session().run("ROLLBACK")) return;
    const auto stalled = lookout.stalled();
    if (!lookout.ahead().empty()) blockers_ = lookout.ahead();
    stalled_ += stalled;
    runner_.count_stall(stalled);
    if (!runner_.session().alive()) return;
    // Where even this fails, the connection is lost, and the next call says so.
    (void)runner_.journal().note_try(runner_.session(), step_.id,
                                     why.message + in_the_way(blockers_), stalled);
  }

  Runner& runner_;
  const plan::Step& step_;
  bool undo_;
  std::vector<StepLock> locks_;
  bool shuts_out_ = false;
  bool only_autovacuum_ = false;
  std::vector<Blocker> blockers_;
  int attempts_ = 0;
  milliseconds stalled_{0};
  std::string transaction_;
};

}  // namespace

std::string transaction_settings(bool cut_off, milliseconds lock_timeout,
                                 bool may_set_deadlock_timeout) {
  std::string sql = fmt::format("SET LOCAL statement_timeout = {}", cut_off ? kCeiling.count() : 0);
  // A client that freezes must not keep its locks.
  sql += fmt::format("; SET LOCAL idle_in_transaction_session_timeout = {}", kCeiling.count());
  // In a deadlock, it is the migration that gives way and not the application.
  if (may_set_deadlock_timeout) {
    sql += fmt::format("; SET LOCAL deadlock_timeout = {}",
                       std::max<std::int64_t>(1, lock_timeout.count() / 2));
  }
  return sql;
}

Result<void> run_in_transaction(Runner& runner, const plan::Step& step, bool undo) {
  Transaction transaction(runner, step, undo);
  const auto begun = runner.around().clock.now();
  auto done = persist(runner, step,
                      {.attempt = [&] { return transaction.attempt(); },
                       .done = [&] { return transaction.came_through(); },
                       .blockers = [&] { return transaction.blockers(); },
                       .free = [&] { return transaction.way_is_free(); }});
  if (done) {
    runner.around().observer.step_done(step, runner.around().clock.now() - begun,
                                       transaction.stalled());
  }
  return done;
}

}  // namespace pgstage::apply

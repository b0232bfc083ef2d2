// One run of a plan: its two sessions, its lease, and what it takes to begin again after a loss.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pgstage/apply/apply.hpp"

#include "journal.hpp"
#include "lease.hpp"

namespace pgstage::apply {

class Runner {
 public:
  Runner(const plan::Plan& plan, db::Connector& connector, const Options& options,
         Surroundings& around);

  /// Connects, and sees that nobody else runs and that no backend of a killed run still works.
  /// Changes nothing, and so does not fail but refuse.
  Result<void> start();
  /// Makes the journal where it is missing and takes a new lease; before the first change. Called
  /// again, it does nothing.
  Result<void> begin();
  /// After a lost connection: a new one, once the old backend is gone.
  Result<void> reconnect();

  const plan::Plan& plan() const { return plan_; }
  const Options& options() const { return options_; }
  Surroundings& around() { return around_; }
  const Journal& journal() const { return journal_; }
  db::Session& session() { return *session_; }
  /// For looking at others while the session waits or after it failed.
  db::Session& watcher() { return *watcher_; }

  bool connected() const { return !gave_up() && session_->alive() && watcher_->alive(); }
  /// A lost connection could not be had again.
  bool gave_up() const { return !session_ || !watcher_; }

  /// Of the session, as the server knows it.
  int pid() const { return pid_; }
  int watcher_pid() const { return watcher_pid_; }
  int server_version_num() const { return version_; }
  /// Of all sessions of the plan; that of a step goes on with its id.
  std::string application_name() const;
  /// Puts the step into the session's name, where the next run finds it should this one be killed.
  Result<void> announce(const plan::Step& step);

  /// The lease is still ours and the lock still held; to be asked inside a step's transaction,
  /// whose number it gives.
  Result<std::string> check_lease() { return lease_.check(*session_, *watcher_); }
  /// Lets others see that this run is alive.
  void beat() { lease_.beat(*watcher_); }
  void end();
  /// Whether the role may set a parameter that not everybody may.
  bool may_set(std::string_view parameter) const;
  /// The server's: after this long, who waits has an autovacuum sent away.
  milliseconds deadlock_timeout() const { return deadlock_timeout_; }

  /// Fails when others have waited for the plan as long as they may.
  Result<void> check_stall_budget() const;
  void count_stall(milliseconds stalled) { stalled_ += stalled; }

 private:
  Result<void> prepare();
  Result<void> connect();
  Result<void> learn();
  Result<void> refuse_read_only();
  Result<void> set_up();
  Result<void> connect_again();
  /// What tells the server from another, and from what it was before a failover.
  struct ServerNow {
    std::string system;
    std::string timeline;

    bool operator==(const ServerNow&) const = default;
  };
  Result<ServerNow> server_now();
  Result<void> refuse_other_server();

  const plan::Plan& plan_;
  db::Connector& connector_;
  const Options& options_;
  Surroundings& around_;
  Journal journal_;
  Lease lease_;
  std::unique_ptr<db::Session> session_;
  std::unique_ptr<db::Session> watcher_;  ///< Holds the lock; never in a transaction.
  ServerNow server_;                      ///< When the run began.
  std::vector<std::string> settable_;
  int pid_ = 0;
  int watcher_pid_ = 0;
  int version_ = 0;
  milliseconds deadlock_timeout_{0};
  milliseconds stalled_{0};  ///< Over all runs of the plan.
};

/// What a session may hit that goes away by itself (manual, appendix A).
bool is_passing(const Error& error);

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

}  // namespace pgstage::apply

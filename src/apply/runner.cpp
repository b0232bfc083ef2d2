#include "runner.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "backoff.hpp"

namespace pgstage::apply {
namespace {

constexpr std::string_view kTooManyConnections = "53300";
constexpr milliseconds kPoll{50};
/// How long the lock of a run that was just killed may live on.
constexpr milliseconds kOldLock = std::chrono::seconds{5};

Result<void> nothing(const Result<db::Rows>& rows) {
  if (!rows) return rows.error();
  return {};
}

}  // namespace

Runner::Runner(const plan::Plan& plan, db::Connector& connector, const Options& options,
               Surroundings& around)
    : plan_(plan),
      connector_(connector),
      options_(options),
      around_(around),
      journal_(options.journal_schema, plan.id) {}

std::string Runner::application_name() const { return "pgstage apply " + plan_.id; }

/// Advisory locks are per database; the journal's schema tells projects in one database apart.
std::string Runner::lock_key() const {
  return fmt::format("pg_catalog.hashtextextended({}, 0)",
                     quote_literal("pgstage " + options_.journal_schema));
}

Result<void> Runner::start() {
  auto prepared = prepare();
  if (prepared || prepared.error().kind != ErrorKind::Failed) return prepared;
  Error refused = prepared.error();
  refused.kind = ErrorKind::Refused;
  return refused;
}

Result<void> Runner::prepare() {
  if (auto connected = connect(); !connected) return connected;
  if (auto allowed = refuse_read_only(); !allowed) return allowed;
  if (auto locked = take_lock(); !locked) return locked;
  return wait_for_orphans();
}

Result<void> Runner::begin() {
  if (!epoch_.empty()) return {};
  if (auto made = journal_.create(*session_); !made) return made;
  auto epoch = journal_.take_epoch(*session_);
  if (!epoch) return epoch.error();
  epoch_ = epoch->number;
  stalled_ = epoch->stalled;
  return {};
}

Result<void> Runner::connect() {
  for (auto* session : {&session_, &watcher_}) {
    auto opened = connector_.connect(application_name());
    if (!opened) return opened.error();
    *session = *std::move(opened);
  }
  settable_.clear();
  for (const std::string parameter : {"deadlock_timeout", "session_replication_role"}) {
    auto tried = session_->run(fmt::format("BEGIN; SET LOCAL {0} TO DEFAULT; COMMIT", parameter));
    if (tried) {
      settable_.push_back(parameter);
    } else if (auto ended = session_->run("ROLLBACK"); !ended) {
      return ended.error();
    }
  }
  // A backend whose client is gone is to notice, so that nobody waits for it (manual, 20.3.2).
  const int version = session_->server_version_num();
  if (auto learned = learn(); !learned) return learned;
  std::string settings = "SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0";
  if (version >= 140000) settings += "; SET client_connection_check_interval = '1s'";
  return nothing(session_->run(settings));
}

Result<void> Runner::learn() {
  auto rows = session_->run(
      "SELECT pg_catalog.pg_backend_pid(), (SELECT setting FROM pg_catalog.pg_settings WHERE name "
      "= "
      "'deadlock_timeout')");
  if (!rows) return rows.error();
  pid_ = std::stoi(rows->rows[0][0].value_or("0"));
  deadlock_timeout_ = milliseconds{std::stoll(rows->rows[0][1].value_or("1000"))};
  return {};
}

Result<void> Runner::refuse_read_only() {
  auto rows = session_->run(
      "SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting("
      "'default_transaction_read_only') = 'on'");
  if (!rows) return rows.error();
  if (rows->rows[0][0] == "t") {
    return refusal(fmt::format("{} is a standby and cannot be written to", connector_.target()),
                   "Connect to the primary server.");
  }
  if (rows->rows[0][1] == "t") {
    return refusal(fmt::format("{} is read-only for this role", connector_.target()),
                   "Use a role without default_transaction_read_only.");
  }
  return {};
}

/// Polled, never waited for in the server: a session that waits there holds a snapshot, and a
/// concurrent index build would wait for it in turn.
Result<void> Runner::take_lock() {
  const auto until = around_.clock.now() + kOldLock;
  for (;;) {
    auto got = watcher_->run(fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})", lock_key()));
    if (!got) return got.error();
    if (got->rows[0][0] == "t") return {};
    if (around_.clock.now() >= until) break;
    around_.clock.sleep(kPoll);
  }
  auto holder = watcher_->run(fmt::format(
      "SELECT a.pid, a.application_name, a.backend_start::pg_catalog.timestamptz(0) FROM "
      "pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE l.locktype "
      "= 'advisory' AND l.granted AND ((l.classid::bigint << 32) | l.objid::bigint) = {}",
      lock_key()));
  std::string who;
  if (holder && !holder->rows.empty()) {
    const auto& row = holder->rows[0];
    who = fmt::format(": process {} ({}), since {}", row[0].value_or("?"), row[1].value_or("?"),
                      row[2].value_or("?"));
  }
  return refusal("another run of pgstage works on this database" + who,
                 "Wait until it has finished; see \"pgstage status\".");
}

/// A killed client leaves a backend that still builds an index or waits for a lock. Only when it is
/// gone does a probe tell the truth.
Result<void> Runner::wait_for_orphans() {
  const auto until = around_.clock.now() + options_.deadline;
  bool said = false;
  for (;;) {
    auto rows = watcher_->query(
        "SELECT pid FROM pg_catalog.pg_stat_activity WHERE application_name = $1 AND datname = "
        "pg_catalog.current_database() AND pid <> $2::int AND pid <> $3::int",
        {application_name(), std::to_string(session_->backend_pid()),
         std::to_string(watcher_->backend_pid())});
    if (!rows) return rows.error();
    if (rows->rows.empty()) return {};
    const auto pid = rows->rows[0][0].value_or("?");
    if (!said) {
      around_.observer.waiting(
          fmt::format("process {} of an earlier run is still at work; waiting for it", pid));
      said = true;
    }
    if (around_.clock.now() >= until || around_.interrupted()) {
      return refusal(fmt::format("process {} of an earlier run is still at work", pid),
                     fmt::format("Wait for it, or end it with SELECT pg_cancel_backend({}).", pid));
    }
    around_.clock.sleep(kPoll);
  }
}

Result<void> Runner::reconnect() {
  session_.reset();
  watcher_.reset();
  const auto until = around_.clock.now() + options_.deadline;
  Backoff backoff(around_);
  for (;;) {
    auto connected = connect();
    if (connected) break;
    const bool full = connected.error().sqlstate == kTooManyConnections;
    if (around_.clock.now() >= until || !(full || is_passing(connected.error()))) return connected;
    if (around_.interrupted()) return connected;
    backoff.wait(until);
  }
  if (auto locked = take_lock(); !locked) return locked;
  return wait_for_orphans();
}

Result<std::string> Runner::check_lease() {
  auto transaction = journal_.check_epoch(*session_, epoch_);
  if (!transaction) return transaction;
  auto held = watcher_->run(fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted "
      "AND pid = pg_catalog.pg_backend_pid())"));
  if (!held) return held.error();
  if (held->rows[0][0] == "t") return transaction;
  return refusal("the lock that keeps other runs away was lost",
                 "A connection pooler may stand in between; connect to the server directly.");
}

Result<void> Runner::check_stall_budget() const {
  const auto allowed = options_.stall_budget;
  if (stalled_ < allowed) return {};
  return failure(fmt::format("others have waited {} ms in all for this plan, and {} ms are allowed",
                             stalled_.count(), allowed.count()),
                 "Run \"pgstage apply\" again at a quieter hour, with a larger --stall-budget.");
}

bool Runner::may_set(std::string_view parameter) const {
  return std::find(settable_.begin(), settable_.end(), parameter) != settable_.end();
}

}  // namespace pgstage::apply

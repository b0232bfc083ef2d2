#include "runner.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "backoff.hpp"
#include "orphans.hpp"
#include "pooler.hpp"

namespace pgstage::apply {
namespace {

constexpr std::string_view kTooManyConnections = "53300";
constexpr std::string_view kConnectionLost = "08006";
constexpr std::string_view kNotYet = "57P03";  // cannot_connect_now

/// Changes with a failover, and with whatever else puts an older state in the place of this one.
constexpr std::string_view kTimeline =
    "SELECT pg_catalog.left(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 8)";
constexpr std::string_view kIdentity =
    "SELECT system_identifier FROM pg_catalog.pg_control_system()";

Error passing(Error error, std::string_view sqlstate) {
  error.sqlstate = sqlstate;
  return error;
}

/// Not every server shows it to everybody.
std::string shown(db::Session& session, std::string_view sql) {
  auto rows = session.run(sql);
  return rows ? rows->rows[0][0].value_or("") : std::string{};
}

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
      journal_(options.journal_schema, plan.id),
      lease_(journal_, options, around) {}

std::string Runner::application_name() const { return "pgstage apply " + plan_.id; }

Result<void> Runner::announce(const plan::Step& step) {
  return nothing(session_->run(
      fmt::format("SET application_name = {}", quote_literal(application_name() + " " + step.id))));
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
  auto server = server_now();
  if (!server) return server.error();
  server_ = *std::move(server);
  if (auto locked = lease_.take_lock(*watcher_); !locked) return locked;
  return wait_for_orphans(*this);
}

Result<void> Runner::begin() {
  if (lease_.taken()) return {};
  if (auto made = journal_.create(*session_); !made) return made;
  auto stalled = lease_.take_epoch(*session_, *watcher_);
  if (!stalled) return stalled.error();
  stalled_ = *stalled;
  return {};
}

void Runner::end() {
  if (session_ && session_->alive()) lease_.end(*session_);
}

Result<void> Runner::connect() {
  for (auto* session : {&session_, &watcher_}) {
    auto opened = connector_.connect(application_name());
    if (!opened) return opened.error();
    *session = *std::move(opened);
  }
  // Before anything is set: a pooler would leave it to somebody else.
  if (auto direct = refuse_pooler(*session_, *watcher_); !direct) return direct;
  if (auto learned = learn(); !learned) return learned;
  return set_up();
}

Result<void> Runner::set_up() {
  settable_.clear();
  for (const std::string parameter : {"deadlock_timeout", "session_replication_role"}) {
    auto tried = session_->run(fmt::format("BEGIN; SET LOCAL {0} TO DEFAULT; COMMIT", parameter));
    if (tried) {
      settable_.push_back(parameter);
    } else if (auto ended = session_->run("ROLLBACK"); !ended) {
      return ended.error();
    }
  }
  // What the role or the database has for applications would end a run that waits. That a client
  // has vanished with its machine is noticed all the same.
  std::string settings =
      "SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0; SET "
      "idle_session_timeout = 0; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; "
      "SET tcp_keepalives_count = 3";
  if (version_ >= 170000) settings += "; SET transaction_timeout = 0";
  if (auto set = watcher_->run(settings); !set) return set.error();
  // A backend whose client is gone is to notice, so that nobody waits for it (manual, 20.3.2).
  return nothing(session_->run(settings + "; SET client_connection_check_interval = '1s'"));
}

Result<void> Runner::learn() {
  auto rows = session_->run(
      "SELECT pg_catalog.pg_backend_pid(), (SELECT setting FROM pg_catalog.pg_settings WHERE name "
      "= "
      "'deadlock_timeout')");
  if (!rows) return rows.error();
  pid_ = std::stoi(rows->rows[0][0].value_or("0"));
  version_ = session_->server_version_num();
  auto other = watcher_->run("SELECT pg_catalog.pg_backend_pid()");
  if (!other) return other.error();
  watcher_pid_ = std::stoi(other->rows[0][0].value_or("0"));
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

Result<Runner::ServerNow> Runner::server_now() {
  ServerNow out{shown(*session_, kIdentity), shown(*session_, kTimeline)};
  if (session_->alive()) return out;
  return passing(failure("server closed the connection unexpectedly"), kConnectionLost);
}

/// Steps that we saw done may not be done there.
Result<void> Runner::refuse_other_server() {
  const auto now = server_now();
  if (!now) return now.error();
  if (*now == server_) return {};
  return refusal(
      fmt::format("{} is not the server any more that it was (timeline {}, before: {})",
                  connector_.target(), now->timeline, server_.timeline),
      "After a failover, what the old server had not sent on is lost. Run \"pgstage apply\" again: "
      "it goes on from what the journal there says.");
}

Result<void> Runner::connect_again() {
  if (auto connected = connect(); !connected) return connected;
  // A standby may be about to be promoted.
  auto writable = refuse_read_only();
  if (!writable) return passing(writable.error(), kNotYet);
  return refuse_other_server();
}

Result<void> Runner::reconnect() {
  session_.reset();
  watcher_.reset();
  const auto until = around_.clock.now() + options_.deadline;
  Backoff backoff(around_);
  for (;;) {
    auto connected = connect_again();
    if (connected) break;
    const bool full = connected.error().sqlstate == kTooManyConnections;
    if (around_.clock.now() >= until || !(full || is_passing(connected.error()))) return connected;
    if (around_.interrupted()) return connected;
    backoff.wait(until);
  }
  if (auto locked = lease_.take_lock(*watcher_); !locked) return locked;
  return wait_for_orphans(*this);
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

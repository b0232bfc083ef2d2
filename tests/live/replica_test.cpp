// Backfills beside a real streaming replica.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using apply::BackfillProgress;
using live::Meanwhile;
using live::milliseconds;
using live::Stage;

constexpr const char* kRows =
    "CREATE TABLE users (id int PRIMARY KEY, age int);"
    "INSERT INTO users SELECT g, g FROM generate_series(1, 200000) g";
constexpr const char* kWiden = "ALTER TABLE users ALTER COLUMN age TYPE bigint";

shadow::Server primary() {
  return live::start_server({"wal_level=replica", "max_wal_senders=4", "synchronous_commit=on"});
}

/// Some packages of a server come without its clients.
bool can_copy() {
  const bool can = std::filesystem::exists(live::binaries().folder + "/pg_basebackup");
  if (!can) MESSAGE("this server comes without pg_basebackup");
  return can;
}

/// A copy of a whole server that follows it, in its folder.
class Standby {
 public:
  explicit Standby(const shadow::Server& server) : folder_(server.folder()) {
    const auto data = folder_ + "/standby";
    const pid_t copying = start(
        "pg_basebackup",
        {"-d", fmt::format("host={} port=5432 user=postgres application_name=reports", folder_),
         "-D", data, "-R", "-X", "stream", "-c", "fast"});
    int status = 1;
    ::waitpid(copying, &status, 0);
    REQUIRE(status == 0);
    pid_ = start("postgres", {"-D", data, "-c", "port=5433", "-c", "listen_addresses=", "-c",
                              "unix_socket_directories=" + folder_, "-c", "fsync=off", "-c",
                              "max_wal_senders=4", "-c", "max_connections=20", "-c",
                              "max_locks_per_transaction=256", "-c", "shared_buffers=16MB"});
  }
  ~Standby() {
    ::kill(pid_, SIGQUIT);
    ::waitpid(pid_, nullptr, 0);
  }
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;

  std::string url(std::string_view database) const {
    return fmt::format("host={} port=5433 user=postgres dbname={}", folder_, database);
  }
  std::unique_ptr<db::Session> connect() const {
    for (;;) {
      auto session = db::libpq_connector(url("postgres"))->connect("a test");
      if (session) return *std::move(session);
      if (::waitpid(pid_, nullptr, WNOHANG) != 0) FAIL("the standby did not start");
    }
  }

 private:
  /// A program of the server as the user whose server it is, ended with us.
  pid_t start(const std::string& program, const std::vector<std::string>& arguments) const {
    struct stat owner {};
    REQUIRE(::stat((folder_ + "/data").c_str(), &owner) == 0);
    const auto path = live::binaries().folder + "/" + program;
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    std::vector<char*> argv = {const_cast<char*>(path.c_str())};
    for (const auto& each : arguments) argv.push_back(const_cast<char*>(each.c_str()));
    argv.push_back(nullptr);
    if (::getuid() == 0 && (::setgid(owner.st_gid) != 0 || ::setuid(owner.st_uid) != 0)) {
      std::_Exit(1);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (std::freopen("/dev/null", "w", stderr) == nullptr) std::_Exit(1);
    ::execv(path.c_str(), argv.data());
    std::_Exit(127);
  }

  std::string folder_;
  pid_t pid_ = -1;
};

/// A table that is ready for its backfill, and a replica of it.
struct Replicated {
  Replicated() : server(primary()), stage(kRows, kWiden, server), standby(server) {
    stage.options.limits.batch_time = milliseconds{20};
    stage.options.limits.max_lag = std::chrono::seconds{1};
    stage.options.limits.replicas = {"reports"};
    replica = standby.connect();
    const auto expanded = stage.apply(plan::PhaseName::Expand);
    if (!expanded) FAIL(expanded.error().message);
  }

  void catch_up() {
    while (live::one(*stage.session,
                     "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn = "
                     "pg_current_wal_lsn()") == "0") {
    }
  }

  shadow::Server server;
  Stage stage;
  Standby standby;
  std::unique_ptr<db::Session> replica;
};

/// Leads to wherever the database is just now.
class Moving final : public db::Connector {
 public:
  explicit Moving(std::string first) : url(std::move(first)) {}

  Result<std::unique_ptr<db::Session>> connect(std::string_view name) override {
    return db::libpq_connector(url)->connect(name);
  }
  std::string target() const override { return db::libpq_connector(url)->target(); }

  std::string url;
};

}  // namespace

TEST_CASE("a backfill keeps a replica within the limit") {
  if (!can_copy()) return;
  Replicated beside;
  auto other = beside.stage.connect("a monitor");
  double worst = 0;
  {
    const Meanwhile looking([&] {
      const auto lag = live::one(*other,
                                 "SELECT coalesce(max(extract(epoch FROM replay_lag)), 0) FROM "
                                 "pg_stat_replication");
      worst = std::max(worst, std::stod(lag));
    });
    const auto applied = beside.stage.apply(plan::PhaseName::Migrate);
    if (!applied) FAIL(applied.error().message);
  }
  MESSAGE("the replica was at most " << worst << " s behind");
  CHECK(worst < 1.0);
}

TEST_CASE("a backfill waits for a replica that replays nothing, and goes on when it has") {
  if (!can_copy()) return;
  Replicated beside;
  beside.catch_up();
  auto other = beside.stage.connect("a monitor");
  live::run(*beside.replica, "SELECT pg_wal_replay_pause()");
  std::string signal;
  std::string why;
  const char* kWritten = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')";
  std::int64_t at_first = 0;
  std::int64_t later = 0;
  beside.stage.ear.on_progress = [&](const BackfillProgress& told) {
    if (told.waits_for.empty() || !why.empty()) {
      // A second later nothing has been written but what little we note.
      if (told.waits_for.empty() || later > 0) return;
      later = std::stoll(live::one(*other, kWritten));
      live::run(*beside.replica, "SELECT pg_wal_replay_resume()");
      return;
    }
    signal = told.signal;
    why = told.waits_for;
    at_first = std::stoll(live::one(*other, kWritten));
  };
  const auto applied = beside.stage.apply(plan::PhaseName::Migrate);
  if (!applied) FAIL(applied.error().message);
  CHECK(signal == "replicas");
  CHECK(why.starts_with("replica \"reports\" is "));
  CHECK(why.ends_with(" s behind (at most 1.0 s)"));
  CHECK(later - at_first < 16384);
}

TEST_CASE("of the replicas that were named each has to be there") {
  if (!can_copy()) return;
  Replicated beside;
  beside.stage.options.limits.replicas = {"reports", "elsewhere"};
  beside.stage.options.limits.longest_wait = milliseconds{1};
  const auto applied = beside.stage.apply(plan::PhaseName::Migrate);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().message.find("replica \"elsewhere\" is not connected") !=
        std::string::npos);
}

TEST_CASE("what the role may not see of a replica stops a backfill, and the way out is said") {
  if (!can_copy()) return;
  Replicated beside;
  auto& stage = beside.stage;
  live::run(*stage.session,
            "CREATE ROLE plain LOGIN; GRANT ALL ON SCHEMA public, pgstage TO plain; ALTER TABLE "
            "users OWNER TO plain; GRANT ALL ON ALL TABLES IN SCHEMA pgstage TO plain; GRANT ALL "
            "ON ALL SEQUENCES IN SCHEMA pgstage TO plain");
  stage.url += " user=plain";
  stage.options.limits.longest_wait = milliseconds{1};
  const auto applied = stage.apply(plan::PhaseName::Migrate);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().message.find("\"replicas\" cannot be read: the role may not see how far "
                                     "replicas are; GRANT pg_read_all_stats helps it") !=
        std::string::npos);
  live::run(*stage.session, "GRANT pg_read_all_stats TO plain");
  stage.options.limits.longest_wait = std::nullopt;
  const auto again = stage.apply(plan::PhaseName::Migrate);
  if (!again) FAIL(again.error().message);
}

TEST_CASE("after a failover a run stops, and the next goes on from what the new primary knows") {
  if (!can_copy()) return;
  Replicated beside;
  auto& stage = beside.stage;
  stage.options.limits.replicas.clear();
  // Nobody vacuums here.
  stage.options.limits.ignored = {apply::Signal::DeadRows};
  beside.catch_up();
  // What comes now is lost in the failover.
  live::run(*beside.replica, "ALTER SYSTEM SET primary_conninfo = ''");
  live::run(*beside.replica, "SELECT pg_reload_conf()");
  auto other = stage.connect("a monitor");
  while (live::one(*other, "SELECT count(*) FROM pg_stat_replication") != "0") {
  }
  Moving connector(stage.url);
  const auto last = stage.plan.phases[1].steps.back().id;
  stage.ear.on_step = [&] {
    if (stage.ear.started.back() != last) return;
    live::run(*beside.replica, "SELECT pg_promote()");
    connector.url = beside.standby.url(live::one(*other, "SELECT current_database()"));
    live::run(*other,
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE "
              "'pgstage apply%'");
  };
  const auto stopped = stage.apply(connector, plan::PhaseName::Migrate);
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().kind == ErrorKind::Refused);
  CHECK(stopped.error().message.find("(timeline 00000002, before: 00000001)") != std::string::npos);

  stage.ear.on_step = nullptr;
  const auto done = stage.apply(connector, plan::PhaseName::Contract);
  if (!done) FAIL(done.error().message);
  const auto now = db::libpq_connector(connector.url)->connect("a test");
  REQUIRE(now);
  CHECK(live::one(**now,
                  "SELECT pg_typeof(age)::text || count(*) FILTER (WHERE age = id) FROM "
                  "users GROUP BY pg_typeof(age)") == "bigint200000");
}

}  // namespace pgstage

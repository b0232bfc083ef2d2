// What makes a backfill wait, and how it goes on.
#include <set>

#include <doctest/doctest.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using apply::BackfillProgress;
using live::Meanwhile;
using live::milliseconds;
using live::Stage;

constexpr const char* kRows =
    "CREATE TABLE users (id int PRIMARY KEY, age int);"
    "INSERT INTO users SELECT g, g FROM generate_series(1, 20000) g";
constexpr const char* kWiden = "ALTER TABLE users ALTER COLUMN age TYPE bigint";

/// The table is ready for its backfill, and where there is something against it, that is mended
/// once the backfill has said so.
struct Slowed : Stage {
  explicit Slowed(const shadow::Server& server = live::server()) : Stage(kRows, kWiden, server) {
    options.limits.batch_time = milliseconds{1};
    other = connect("another");
    const auto expanded = apply(plan::PhaseName::Expand);
    if (!expanded) FAIL(expanded.error().message);
  }

  /// The signal that it waits for, with the reason.
  std::string wait_until(const std::function<void()>& mend) {
    std::string signal;
    std::string why;
    ear.on_progress = [&](const BackfillProgress& told) {
      if (told.waits_for.empty()) return;
      signal = told.signal;
      why = told.waits_for;
      mend();
    };
    const auto applied = apply(plan::PhaseName::Migrate);
    if (!applied) FAIL(applied.error().message);
    CHECK(live::one(*session, "SELECT waits_for FROM pgstage.backfills") == "");
    return signal + ": " + why;
  }

  std::unique_ptr<db::Session> other;
};

void check_begins(const std::string& text, const std::string& with) {
  CHECK(text.substr(0, with.size()) == with);
}

}  // namespace

TEST_CASE("a backfill waits as long as the person's query is true") {
  Slowed stage;
  live::run(*stage.session, "CREATE TABLE rush AS SELECT true AS hour");
  stage.options.limits.pause_when = "SELECT hour FROM rush";
  CHECK(stage.wait_until([&] { live::run(*stage.other, "UPDATE rush SET hour = false"); }) ==
        "query: what --pause-when asks is true");
  CHECK(live::one(*stage.session,
                  "SELECT string_agg(what, ',' ORDER BY id) FROM pgstage.events WHERE what IN "
                  "('waits', 'goes on')") == "waits,goes on");
}

TEST_CASE("what cannot be asked stops a backfill, unless it is ignored") {
  for (const char* query : {"SELECT hour FROM rush", "SELECT 1", "SELECT true WHERE false",
                            "INSERT INTO users VALUES (0)"}) {
    CAPTURE(query);
    Slowed stage;
    stage.options.limits.pause_when = query;
    stage.options.limits.longest_wait = milliseconds{1};
    const auto applied = stage.apply(plan::PhaseName::Migrate);
    REQUIRE_FALSE(applied);
    CHECK(applied.error().kind == ErrorKind::Failed);
    CHECK(applied.error().message.find("\"query\" cannot be read") != std::string::npos);
    CHECK(applied.error().message.find("--ignore-signal query") != std::string::npos);
    stage.options.limits.ignored = {apply::Signal::Query};
    CHECK(stage.apply(plan::PhaseName::Migrate));
  }
}

TEST_CASE("a replica that was named and is not there stops a backfill") {
  Slowed stage;
  stage.options.limits.replicas = {"reports"};
  stage.options.limits.longest_wait = milliseconds{1};
  const auto applied = stage.apply(plan::PhaseName::Migrate);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().message.find("replica \"reports\" is not connected") != std::string::npos);
}

TEST_CASE("a backfill waits while a replication slot keeps too much of the log") {
  const auto server = live::start_server({"wal_level=replica", "max_replication_slots=2"});
  Slowed stage(server);
  live::run(*stage.other, "SELECT pg_create_physical_replication_slot('forgotten', true)");
  stage.options.limits.max_slot_bytes = -1;
  check_begins(stage.wait_until([&] {
    live::run(*stage.other, "SELECT pg_drop_replication_slot('forgotten')");
  }),
               "slots: replication slot \"forgotten\" keeps ");
}

TEST_CASE("a backfill waits while the log cannot be archived") {
  const auto server = live::start_server({"wal_level=replica", "archive_mode=on"});
  Slowed stage(server);
  const auto archive_with = [&](const std::string& command) {
    live::run(*stage.other, "ALTER SYSTEM SET archive_command = '" + command + "'");
    live::run(*stage.other, "SELECT pg_reload_conf()");
    live::run(*stage.other, "SELECT pg_switch_wal()");
  };
  archive_with("false");
  while (live::one(*stage.other, "SELECT failed_count FROM pg_stat_archiver") == "0") {
  }
  check_begins(stage.wait_until([&] { archive_with("true"); }), "archiver: archiving of 0000");
}

TEST_CASE("a backfill waits when too many files of the log are to be archived") {
  const auto server =
      live::start_server({"wal_level=replica", "archive_mode=on", "archive_command=true"});
  Slowed stage(server);
  live::run(*stage.other, "SELECT pg_switch_wal()");
  while (live::one(*stage.other, "SELECT archived_count FROM pg_stat_archiver") == "0") {
  }
  stage.options.limits.max_unarchived = -2;
  stage.options.limits.longest_wait = milliseconds{1};
  const auto applied = stage.apply(plan::PhaseName::Migrate);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().message.find("wait to be archived") != std::string::npos);
  stage.options.limits.max_unarchived = 1;
  CHECK(stage.apply(plan::PhaseName::Migrate));
}

TEST_CASE("a backfill waits while others wait for a lock on its table") {
  Slowed stage;
  stage.options.limits.max_waiters = 0;
  auto reader = stage.connect("a report");
  std::thread waiter;
  std::string why;
  stage.ear.on_progress = [&](const BackfillProgress& told) {
    if (!waiter.joinable()) {
      live::run(*reader, "BEGIN; SELECT count(*) FROM users");
      waiter = std::thread([&] { (void)stage.other->run("DO $$ BEGIN LOCK TABLE users; END $$"); });
      while (live::one(*stage.session, "SELECT count(*) FROM pg_locks WHERE NOT granted") == "0") {
      }
    }
    if (told.waits_for.empty()) return;
    why = told.waits_for;
    live::run(*reader, "COMMIT");
  };
  const auto applied = stage.apply(plan::PhaseName::Migrate);
  waiter.join();
  if (!applied) FAIL(applied.error().message);
  CHECK(why == "1 session waits for a lock on the table (at most 0)");
}

TEST_CASE("a backfill waits while the table has too many dead rows") {
  Slowed stage;
  stage.options.limits.max_dead_percent = 0;
  live::run(*stage.other,
            "INSERT INTO users SELECT g, g FROM generate_series(20001, 200000) g; UPDATE users "
            "SET id = id");
  while (live::one(*stage.session,
                   "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'users'") == "0") {
  }
  check_begins(stage.wait_until([&] { live::run(*stage.other, "VACUUM users"); }), "dead-rows: ");
}

TEST_CASE("a backfill rests after a batch that took long to commit") {
  const auto server = live::start_server(
      {"fsync=on", "synchronous_commit=on", "commit_delay=50000", "commit_siblings=0"});
  Slowed stage(server);
  stage.options.limits.batch_time = std::chrono::seconds{5};
  stage.options.limits.max_commit = milliseconds{20};
  check_begins(stage.wait_until([] {}), "commits: a commit took 0.");
}

TEST_CASE("a backfill waits until autovacuum has left its table") {
  const auto server = live::start_server({"autovacuum=on", "autovacuum_naptime=1s"});
  Slowed stage(server);
  live::run(*stage.other,
            "ALTER TABLE users SET (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_cost_delay "
            "= 100, autovacuum_vacuum_cost_limit = 1)");
  live::run(*stage.other, "UPDATE users SET id = id");
  while (live::one(*stage.other,
                   "SELECT count(*) FROM pg_stat_progress_vacuum WHERE relid = "
                   "'users'::regclass") == "0") {
  }
  const auto why = stage.wait_until([&] {
    live::run(*stage.other, "ALTER TABLE users SET (autovacuum_enabled = off)");
    live::run(*stage.other,
              "SELECT pg_terminate_backend(pid) FROM pg_stat_progress_vacuum WHERE relid = "
              "'users'::regclass");
  });
  check_begins(why, "autovacuum: process ");
}

TEST_CASE("a backfill gives way while others are at work, and only then") {
  const auto rests = [](int share) {
    Slowed stage;
    stage.options.limits.share = share;
    const Meanwhile working([&] { live::run(*stage.other, "SELECT pg_sleep(0.1)"); });
    int sleeps = 0;
    stage.clock.on_sleep = [&] { ++sleeps; };
    const auto applied = stage.apply(plan::PhaseName::Migrate);
    if (!applied) FAIL(applied.error().message);
    CHECK(stage.ear.progress.back().gives_way == (sleeps > 0));
    return sleeps > 0;
  };
  CHECK(rests(25));
  CHECK_FALSE(rests(100));
}

TEST_CASE("beside others a batch is done in bursts with rests between, and no row is left out") {
  struct {
    const char* migration;
    plan::Walk walk;
    const char* left;
  } const cases[] = {
      {kWiden, plan::Walk::Blocks, "SELECT count(*) FROM users WHERE pgstage_new_age IS NULL"},
      {"UPDATE users SET age = age + 1", plan::Walk::Key,
       "SELECT count(*) FROM users WHERE age IS DISTINCT FROM id + 1"}};
  for (const auto& each : cases) {
    CAPTURE(each.migration);
    Stage stage(kRows, each.migration);
    live::run(*stage.session, "ANALYZE users");
    stage.options.limits.share = 50;
    const auto expanded = stage.apply(plan::PhaseName::Expand);
    if (!expanded) FAIL(expanded.error().message);
    const auto other = stage.connect("another");
    const auto looking = stage.connect("looking");
    const Meanwhile working([&] { live::run(*other, "SELECT pg_sleep(0.1)"); });
    int within = 0;
    stage.clock.on_sleep = [&] {
      const auto found = live::one(*looking,
                                   "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                                   "current_database() AND state = 'idle in transaction'");
      if (found != "0") ++within;
    };
    const auto applied = stage.apply(plan::PhaseName::Migrate);
    if (!applied) FAIL(applied.error().message);
    int chunks = 0;
    for (const auto& phase : stage.plan.phases) {
      for (const auto& step : phase.steps) {
        if (step.chunks && step.chunks->walk == each.walk) ++chunks;
      }
    }
    CHECK(chunks == 1);
    CHECK(within > 5);
    CHECK(live::one(*stage.session, each.left) == "0");
  }
}

TEST_CASE("who only holds a transaction open is not at work") {
  Slowed stage;
  live::run(*stage.other, "BEGIN; SELECT 1");
  int sleeps = 0;
  stage.clock.on_sleep = [&] { ++sleeps; };
  const auto applied = stage.apply(plan::PhaseName::Migrate);
  if (!applied) FAIL(applied.error().message);
  CHECK(sleeps == 0);
}

TEST_CASE("a backfill is paused, retuned and resumed through the journal, and status says so") {
  Slowed stage;
  const auto connector = db::libpq_connector(stage.url);
  const auto ask = [&](const apply::PaceChange& change) {
    auto asked = apply::change_pace(stage.plan.id, *connector, "pgstage", change);
    if (!asked) FAIL(asked.error().message);
  };
  ask({.paused = true, .batch_time = milliseconds{40}, .max_lag = std::nullopt, .share = 60});
  CHECK(stage.wait_until([&] {
    const auto standings = apply::status(*connector, "pgstage");
    REQUIRE(standings);
    CHECK(standings->front().paused);
    check_begins(standings->front().waits_for, "paused");
    ask({.paused = false,
         .batch_time = std::nullopt,
         .max_lag = std::nullopt,
         .share = std::nullopt});
  }) == "paused: paused until \"pgstage pace --resume\"");
  const auto standings = apply::status(*connector, "pgstage");
  REQUIRE(standings);
  CHECK_FALSE(standings->front().paused);
  CHECK(live::one(*stage.session, "SELECT batch_ms || ' ' || share FROM pgstage.paces") == "40 60");
}

TEST_CASE("nobody sets the pace of a plan that was not begun") {
  Stage stage(kRows, kWiden);
  const auto connector = db::libpq_connector(stage.url);
  const auto asked = apply::change_pace(stage.plan.id, *connector, "pgstage", {.paused = true});
  REQUIRE_FALSE(asked);
  CHECK(asked.error().kind == ErrorKind::Refused);
}

}  // namespace pgstage

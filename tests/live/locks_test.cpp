// How apply takes locks that others hold, and what others feel of it.
#include <doctest/doctest.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using apply::BlockerKind;
using live::kAddColumn;
using live::kTable;
using live::Meanwhile;
using live::milliseconds;
using live::Stage;

/// Keeps a lock on the table of the application until so many tries have failed.
struct Holder {
  Holder(Stage& stage, std::size_t tries) : session(stage.connect("a long report")) {
    live::run(*session, "BEGIN; SELECT count(*) FROM users");
    stage.clock.on_sleep = [&stage, this, tries] {
      if (stage.ear.whys.size() < tries || over) return;
      live::run(*session, "COMMIT");
      over = true;
    };
  }
  std::unique_ptr<db::Session> session;
  bool over = false;
};

/// Why the first try fails while somebody reads, who goes on after it.
std::string first_failure(Stage& stage, const std::string& reading) {
  auto reader = stage.connect("a report");
  live::run(*reader, "BEGIN; " + reading);
  stage.clock.on_sleep = [&] {
    if (!stage.ear.whys.empty()) live::run(*reader, "COMMIT; BEGIN");
  };
  REQUIRE(stage.apply());
  REQUIRE_FALSE(stage.ear.whys.empty());
  return stage.ear.whys.front();
}

std::string journal(Stage& stage, const char* sql) { return live::one(*stage.session, sql); }

}  // namespace

TEST_CASE("a lock that a reader holds is tried for again, and the reader is named") {
  Stage stage(kTable, kAddColumn);
  Holder reader(stage, 5);
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  CHECK(stage.ear.whys.size() >= 5);
  REQUIRE_FALSE(stage.ear.blockers.empty());
  const auto& blocker = stage.ear.blockers.front();
  CHECK(blocker.application == "a long report");
  CHECK(blocker.pid == std::to_string(reader.session->backend_pid()));
  CHECK(blocker.state == "idle in transaction");
  CHECK(blocker.query.empty());
  CHECK(journal(stage,
                "SELECT count(*) FROM pgstage.events WHERE what = 'tried' AND why LIKE "
                "'%in the way: process % (a long report, idle in transaction, % s)'") ==
        std::to_string(stage.ear.whys.size()));
}

TEST_CASE("what a session in the way runs is named on request") {
  Stage stage(kTable, kAddColumn);
  stage.options.show_queries = true;
  Holder reader(stage, 1);
  REQUIRE(stage.apply());
  REQUIRE_FALSE(stage.ear.blockers.empty());
  CHECK(stage.ear.blockers.front().query == "BEGIN; SELECT count(*) FROM users");
}

TEST_CASE("the first tries let nobody wait, later ones as long as the lock timeout says") {
  Stage stage(kTable, kAddColumn);
  stage.options.lock_timeout = milliseconds{100};
  auto application = stage.connect("the application");
  Holder reader(stage, 6);
  const Meanwhile reading([&] { live::run(*application, "SELECT count(*) FROM users"); });
  REQUIRE(stage.apply());
  CHECK(journal(stage,
                "SELECT string_agg(DISTINCT stalled_ms::text, ',') FROM (SELECT stalled_ms "
                "FROM pgstage.events WHERE what = 'tried' ORDER BY id LIMIT 3) t") == "0");
  // Twice the timeout: what is measured ends when the server has been heard.
  CHECK(journal(stage, "SELECT max(stalled_ms) BETWEEN 50 AND 200 FROM pgstage.events") == "t");
  CHECK(journal(stage,
                "SELECT sum(e.stalled_ms) = min(p.stalled_ms) AND min(p.stalled_ms) = "
                "min(s.stalled_ms) FROM pgstage.events e, pgstage.plans p, pgstage.steps "
                "s") == "t");
}

TEST_CASE("a plan for which others have waited long enough stops, and its next run, too") {
  Stage stage(kTable, kAddColumn);
  stage.options.stall_budget = milliseconds{150};
  auto application = stage.connect("the application");
  Holder reader(stage, 1000);
  const Meanwhile reading([&] { live::run(*application, "SELECT count(*) FROM users"); });
  for (int run = 0; run < 2; ++run) {
    const auto applied = stage.apply();
    REQUIRE_FALSE(applied);
    CHECK(applied.error().message.find("and 150 ms are allowed") != std::string::npos);
  }
  CHECK(journal(stage, "SELECT stalled_ms BETWEEN 150 AND 600 FROM pgstage.plans") == "t");
  live::run(*reader.session, "COMMIT");
}

TEST_CASE("a try is given up as soon as too many sessions wait behind it") {
  Stage stage(kTable, kAddColumn);
  stage.options.lock_timeout = std::chrono::seconds{60};
  stage.options.max_queue = 0;
  auto application = stage.connect("the application");
  Holder reader(stage, 5);
  const Meanwhile reading([&] { live::run(*application, "SELECT count(*) FROM users"); });
  REQUIRE(stage.apply());
  CHECK(stage.ear.heard("given up because 1 session waited behind us"));
  CHECK(journal(stage, "SELECT max(stalled_ms) < 10000 FROM pgstage.events") == "t");
}

TEST_CASE("nobody is made to wait behind a transaction that has gone on for long") {
  Stage stage(kTable, kAddColumn);
  stage.options.long_transaction = milliseconds{0};
  Holder reader(stage, 6);
  REQUIRE(stage.apply());
  CHECK(stage.ear.heard("not tried, so that nobody waits behind us"));
  CHECK_FALSE(stage.ear.heard("canceling statement due to lock timeout"));
}

TEST_CASE("a session in the way is ended when that is asked for, and only then") {
  for (const auto ending : {apply::Ending::Cancel, apply::Ending::Terminate}) {
    Stage stage(kTable, kAddColumn);
    stage.options.long_transaction = milliseconds{0};
    stage.options.blockers = ending;
    Holder reader(stage, 6);
    REQUIRE(stage.apply());
    CHECK(stage.ear.heard("told process"));
    // Cancelling ends what runs, and it only sat in its transaction.
    CHECK(reader.over == (ending == apply::Ending::Cancel));
    CHECK(reader.session->run("SELECT 1").has_value() == (ending == apply::Ending::Cancel));
  }
}

TEST_CASE("a backup in the way is never ended") {
  Stage stage(kTable, kAddColumn);
  stage.options.long_transaction = milliseconds{0};
  stage.options.blockers = apply::Ending::Terminate;
  auto backup = stage.connect("pg_dump");
  live::run(*backup, "BEGIN; LOCK TABLE users IN ACCESS SHARE MODE");
  stage.clock.on_sleep = [&] {
    if (stage.ear.whys.size() == 3) live::run(*backup, "COMMIT");
  };
  REQUIRE(stage.apply());
  REQUIRE_FALSE(stage.ear.blockers.empty());
  CHECK(stage.ear.blockers.front().kind == BlockerKind::Service);
  CHECK(backup->alive());
}

TEST_CASE("a step that a person cancels is not tried again") {
  Stage stage(kTable, kAddColumn);
  stage.options.lock_timeout = std::chrono::seconds{60};
  auto person = stage.connect("psql");
  Holder reader(stage, 1000);
  const Meanwhile cancelling([&] {
    live::run(*person,
              "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE application_name LIKE "
              "'pgstage apply%' AND wait_event_type = 'Lock' AND query LIKE '%LOCK TABLE%'");
  });
  const auto applied = stage.apply();
  REQUIRE_FALSE(applied);
  CHECK(applied.error().sqlstate == "57014");
  live::run(*reader.session, "COMMIT");
}

TEST_CASE("a referenced table is locked before those that refer to it, whatever their names") {
  Stage stage(
      "CREATE TABLE z_parents (id int PRIMARY KEY);"
      "CREATE TABLE a_children (id int PRIMARY KEY, parent int, "
      "CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES z_parents)",
      "ALTER TABLE a_children DROP CONSTRAINT of_parent");
  CHECK(first_failure(stage, "SELECT FROM a_children, z_parents") ==
        "could not obtain lock on relation \"public.z_parents\"");
}

TEST_CASE("the locks of partitions are taken before anything is done, too") {
  Stage stage(
      "CREATE TABLE parts (a int) PARTITION BY LIST (a);"
      "CREATE TABLE part PARTITION OF parts FOR VALUES IN (1)",
      "ALTER TABLE parts ADD COLUMN extra int");
  CHECK(first_failure(stage, "SELECT FROM part") ==
        "could not obtain lock on relation \"public.part\"");
}

TEST_CASE("in a deadlock it is the migration that gives way") {
  Stage stage(
      "CREATE TABLE parents (id int PRIMARY KEY); INSERT INTO parents VALUES (1);"
      "CREATE TABLE children (id int PRIMARY KEY, parent int, "
      "CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES parents)",
      "ALTER TABLE children DROP CONSTRAINT of_parent");
  stage.options.lock_timeout = std::chrono::seconds{1};
  auto application = stage.connect("the application");
  auto person = stage.connect("psql");
  live::run(*application, "BEGIN; INSERT INTO children VALUES (1)");
  bool over = false;
  {
    const Meanwhile writing([&] {
      const bool queued =
          !over && live::one(*person,
                             "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation "
                             "= 'children'::regclass") != "0";
      if (!queued) return;
      live::run(*application, "UPDATE parents SET id = 2; COMMIT");
      over = true;
    });
    const auto applied = stage.apply();
    if (!applied) FAIL(applied.error().message);
  }
  CHECK(over);
  CHECK(stage.ear.heard("deadlock detected"));
}

TEST_CASE("a prepared transaction in the way is named") {
  const auto server = live::start_server({"max_prepared_transactions=2"});
  Stage stage(kTable, kAddColumn, server);
  auto other = stage.connect("two phases");
  live::run(*other, "BEGIN; INSERT INTO users VALUES (2); PREPARE TRANSACTION 'of Tuesday'");
  stage.clock.on_sleep = [&] {
    if (stage.ear.whys.size() == 2) live::run(*other, "COMMIT PREPARED 'of Tuesday'");
  };
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  REQUIRE_FALSE(stage.ear.blockers.empty());
  CHECK(stage.ear.blockers.front().kind == BlockerKind::Prepared);
  CHECK(in_words(stage.ear.blockers.front()) ==
        "prepared transaction \"of Tuesday\" of user \"postgres\" (0 s)");
}

TEST_CASE("an autovacuum is sent away, whether or not the role may set deadlock_timeout") {
  const auto server = live::start_server({"autovacuum=on", "autovacuum_naptime=1s"});
  for (const bool plain : {false, true}) {
    CAPTURE(plain);
    Stage stage(
        "CREATE TABLE users (id int) WITH (autovacuum_vacuum_threshold = 1, "
        "autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);"
        "INSERT INTO users SELECT generate_series(1, 100000);"
        "DELETE FROM users WHERE id % 2 = 0",
        kAddColumn, server);
    if (plain) {
      live::run(*stage.session, "CREATE ROLE plain LOGIN; ALTER TABLE users OWNER TO plain");
      live::run(*stage.session,
                "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO "
                "plain', current_database()); END $$");
      stage.url += " user=plain";
    }
    while (live::one(*stage.session,
                     "SELECT count(*) FROM pg_stat_progress_vacuum WHERE relid = "
                     "'users'::regclass") == "0") {
    }
    const auto applied = stage.apply();
    if (!applied) FAIL(applied.error().message);
    REQUIRE(stage.ear.whys.size() < 5);
  }
}

}  // namespace pgstage

// What a database is set to, and what others have put into it, that gets in the way of a run.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using live::kAddColumn;
using live::kTable;
using live::Meanwhile;
using live::Stage;

constexpr const char* kBuild = "CREATE INDEX users_extra ON users ((id + 1))";

void set(Stage& stage, const char* setting) {
  const auto database = live::one(*stage.session, "SELECT current_database()");
  live::run(*stage.session, fmt::format("ALTER DATABASE {} SET {}", database, setting));
}

}  // namespace

TEST_CASE("no timeout that a database has for its applications ends a run") {
  Stage stage(kTable, kBuild);
  for (const auto* setting :
       {"statement_timeout = '500ms'", "lock_timeout = '500ms'",
        "idle_in_transaction_session_timeout = '500ms'", "idle_session_timeout = '500ms'"}) {
    set(stage, setting);
  }
  if (live::server().major() >= 17) set(stage, "transaction_timeout = '500ms'");
  auto writer = live::server().connect(live::one(*stage.session, "SELECT current_database()"));
  REQUIRE(writer);
  live::run(**writer, "SET idle_in_transaction_session_timeout = 0; SET idle_session_timeout = 0");
  if (live::server().major() >= 17) live::run(**writer, "SET transaction_timeout = 0");
  live::run(**writer, "BEGIN; INSERT INTO users VALUES (2)");
  bool over = false;
  {
    const Meanwhile waiting([&] {
      const bool long_enough =
          !over && live::one(*stage.session,
                             "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                             "current_database() AND application_name LIKE 'pgstage apply% %-%' "
                             "AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > "
                             "interval '1 s'") != "0";
      if (!long_enough) return;
      live::run(**writer, "COMMIT");
      over = true;
    });
    const auto applied = stage.apply();
    if (!applied) FAIL_CHECK(applied.error().message);
  }
  CHECK(over);
  CHECK(stage.ear.whys.empty());
}

TEST_CASE("what cannot be serialized is tried again from its beginning") {
  Stage stage(
      "CREATE TABLE users (id int PRIMARY KEY, note text); INSERT INTO users SELECT g FROM "
      "generate_series(1, 10) g",
      "UPDATE users SET note = '' WHERE note IS NULL");
  set(stage, "default_transaction_isolation = 'repeatable read'");
  auto writer = stage.connect("the application");
  live::run(*writer, "BEGIN; UPDATE users SET id = id WHERE id = 5");
  bool over = false;
  {
    const Meanwhile waiting([&] {
      const bool waits =
          !over && live::one(*stage.session,
                             "SELECT count(*) FROM pg_stat_activity WHERE datname = "
                             "current_database() AND wait_event_type = 'Lock'") != "0";
      if (!waits) return;
      live::run(*writer, "COMMIT");
      over = true;
    });
    const auto applied = stage.apply();
    if (!applied) FAIL_CHECK(applied.error().message);
  }
  CHECK(over);
  CHECK(stage.ear.heard("could not serialize access"));
  CHECK(live::one(*stage.session, "SELECT count(*) FROM users WHERE note = ''") == "10");
}

TEST_CASE("a step that an event trigger of somebody else refuses fails with his words") {
  Stage stage(kTable, kAddColumn);
  const auto before = stage.snapshot();
  stage.ear.on_step = [&] {
    live::run(*stage.session,
              "CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE "
              "'ask the platform team'; END $$;"
              "CREATE EVENT TRIGGER guard ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE "
              "FUNCTION guard()");
  };
  const auto refused = stage.apply();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Failed);
  CHECK(refused.error().message.find("ask the platform team") != std::string::npos);
  stage.ear.on_step = nullptr;
  live::run(*stage.session, "DROP EVENT TRIGGER guard; DROP FUNCTION guard()");
  CHECK(shadow::differences(before, stage.snapshot(), {}).empty());
  CHECK(stage.apply());
}

TEST_CASE("a run whose lock session was ended finishes, and each step is done once") {
  Stage stage(kTable, "ALTER TABLE users ADD COLUMN extra int; CREATE INDEX ON users (id)");
  stage.ear.on_step = [&] {
    if (stage.ear.started.size() != 1) return;
    live::run(*stage.session,
              "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND "
              "database = (SELECT oid FROM pg_database WHERE datname = current_database())");
  };
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  CHECK(live::one(*stage.session, "SELECT count(*) FROM pgstage.steps WHERE state <> 'done'") ==
        "0");
  CHECK(
      live::one(*stage.session,
                "SELECT count(*) = count(DISTINCT step) FROM pgstage.events WHERE what = 'done'") ==
      "t");
}

TEST_CASE("a connection that is lost while the journal is made is no matter of rights") {
  Stage stage(kTable, kAddColumn);
  // A sequence does not go back with its transaction.
  live::run(*stage.session,
            "CREATE SEQUENCE times;"
            "CREATE FUNCTION end_once() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN IF "
            "nextval('public.times') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END "
            "IF; END $$;"
            "CREATE EVENT TRIGGER once ON ddl_command_start WHEN TAG IN ('CREATE SCHEMA') EXECUTE "
            "FUNCTION end_once()");
  const auto applied = stage.apply();
  if (!applied) FAIL(applied.error().message);
  CHECK(live::one(*stage.session, "SELECT last_value FROM times") == "2");
}

TEST_CASE("a transaction that needs more locks than the server has fails, and says what to set") {
  const auto server = live::start_server({"max_locks_per_transaction=10", "max_connections=10"});
  Stage stage("CREATE TABLE parts (a int) PARTITION BY LIST (a)",
              "ALTER TABLE parts ADD COLUMN extra int", server);
  live::run(*stage.session,
            "DO $$ BEGIN FOR i IN 1..1500 LOOP EXECUTE format('CREATE TABLE part_%s PARTITION OF "
            "parts FOR VALUES IN (%s)', i, i); COMMIT; END LOOP; END $$");
  const auto refused = stage.apply();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Failed);
  CHECK((refused.error().message + refused.error().hint).find("max_locks_per_transaction") !=
        std::string::npos);
  CHECK(live::one(*stage.session, "SELECT count(*) FROM pg_attribute WHERE attname = 'extra'") ==
        "0");
}

}  // namespace pgstage

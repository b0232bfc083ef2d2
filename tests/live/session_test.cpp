#include "pgstage/db/session.hpp"

#include <thread>

#include <doctest/doctest.h>

#include "support.hpp"

namespace pgstage {
namespace {

Error refusal_of(const std::string& url) {
  auto session = db::libpq_connector(url)->connect("test");
  REQUIRE_FALSE(session);
  return session.error();
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("several statements in one run are one transaction, and the last one's rows come back") {
  auto session = live::new_database();
  const auto rows = session->run(
      "CREATE TABLE t (id int); INSERT INTO t VALUES (1), (NULL); "
      "SELECT id AS a, 'x' AS b FROM t");
  REQUIRE(rows);
  CHECK(rows->columns == std::vector<std::string>{"a", "b"});
  CHECK(rows->rows == std::vector<db::Row>{{"1", "x"}, {std::nullopt, "x"}});

  CHECK_FALSE(session->run("INSERT INTO t VALUES (7); SELECT 1/0"));
  CHECK(live::one(*session, "SELECT count(*) FROM t") == "2");
}

TEST_CASE("parameters are passed as text, and no value is NULL") {
  auto session = live::new_database();
  const auto rows = session->query("SELECT $1::int + 1, $2::text IS NULL", {"41", std::nullopt});
  REQUIRE(rows);
  CHECK(rows->rows == std::vector<db::Row>{{"42", "t"}});
}

TEST_CASE("affected rows are counted for what writes, and only for that") {
  auto session = live::new_database();
  live::run(*session, "CREATE TABLE t (id int)");
  CHECK(live::run(*session, "INSERT INTO t SELECT generate_series(1, 5)").affected == 5);
  CHECK(live::run(*session, "UPDATE t SET id = id WHERE id < 3 RETURNING id").affected == 2);
  CHECK(live::run(*session, "SELECT * FROM t").affected == 0);
}

TEST_CASE("an error carries the server's SQLSTATE, detail and hint") {
  auto session = live::new_database();
  live::run(*session, "CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1)");
  const auto again = session->run("INSERT INTO t VALUES (1)");
  REQUIRE_FALSE(again);
  CHECK(again.error().sqlstate == "23505");
  CHECK(again.error().message ==
        "duplicate key value violates unique constraint \"t_pkey\": "
        "Key (id)=(1) already exists");
  const auto misspelled = session->run("SELECT ID2 FROM t");
  REQUIRE_FALSE(misspelled);
  CHECK(misspelled.error().kind == ErrorKind::Failed);
  CHECK(misspelled.error().sqlstate == "42703");
}

TEST_CASE("a connection that the server ends is lost with 08006") {
  auto session = live::new_database();
  const auto ended = session->run("SELECT pg_terminate_backend(pg_backend_pid())");
  REQUIRE_FALSE(ended);
  CHECK(ended.error().sqlstate == "08006");
  CHECK_FALSE(session->alive());
  CHECK(session->run("SELECT 1").error().sqlstate == "08006");
}

TEST_CASE("a statement can be cancelled from another thread") {
  auto session = live::new_database();
  auto watcher = live::server().connect("postgres");
  REQUIRE(watcher);
  const std::string running =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
      "AND pid = " +
      std::to_string(session->backend_pid());
  std::thread other{[&] {
    while (live::one(**watcher, running) == "0") {
    }
    session->cancel();
  }};
  const auto slept = session->run("SELECT pg_sleep(60)");
  other.join();
  REQUIRE_FALSE(slept);
  CHECK(slept.error().sqlstate == "57014");
  CHECK(live::one(*session, "SELECT 1") == "1");
}

TEST_CASE("a COPY without a client to copy from fails, and the session lives on") {
  auto session = live::new_database();
  live::run(*session, "CREATE TABLE t (id int)");
  CHECK_FALSE(session->run("COPY t FROM stdin"));
  CHECK(session->run("COPY t TO stdout"));
  CHECK(live::one(*session, "SELECT 1") == "1");
}

TEST_CASE("a database or user that does not exist is named") {
  const auto database = live::server().connect("no_such_database");
  REQUIRE_FALSE(database);
  CHECK(database.error().sqlstate == "3D000");
  CHECK(database.error().message.ends_with("database \"no_such_database\" does not exist"));
  const auto user =
      db::libpq_connector("host=" + live::server().folder() + " dbname=postgres user=nobody_here")
          ->connect("test");
  REQUIRE_FALSE(user);
  CHECK(user.error().sqlstate == "28000");
}

TEST_CASE("a session carries the application's name") {
  const auto connector = db::libpq_connector(live::server().url("postgres"));
  auto session = connector->connect("pgstage apply 42");
  REQUIRE(session);
  CHECK(live::one(**session, "SHOW application_name") == "pgstage apply 42");
  CHECK((*session)->server_version_num() >= 140000);
}

TEST_CASE("a server that does not run is named with its host and port") {
  const Error error = refusal_of("postgresql://app:hunter2@127.0.0.1:1/shop");
  CHECK(holds(error.message, "database \"shop\" on 127.0.0.1:1 as user \"app\""));
  CHECK(holds(error.message, "Connection refused"));
  CHECK(error.hint == "Start the server, or correct the host and the port.");
  CHECK(error.sqlstate == "08001");
}

TEST_CASE("a socket folder without a server says so") {
  const Error error = refusal_of("host=/nowhere dbname=shop user=app");
  CHECK(holds(error.message, "No such file or directory"));
  CHECK(holds(error.hint, "Start the server"));
}

}  // namespace
}  // namespace pgstage

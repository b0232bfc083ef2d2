// The queries that an application is known to send, as the command line takes them.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "live/support.hpp"
#include "support/case_file.hpp"

namespace pgstage {
namespace {

/// Runs one command where renames of a column stand in m.sql and queries in q.sql.
tests::CliStep run(const std::string& command, const std::string& queries = "") {
  tests::CliCase each;
  each.files["schema.sql"] =
      "CREATE TABLE orders (id bigserial PRIMARY KEY, state text, placed_at timestamptz);\n";
  each.files["m.sql"] = "ALTER TABLE orders RENAME COLUMN state TO status;\n";
  each.files["q.sql"] = queries;
  each.steps.push_back({.command = command + " --pg-bin " + live::binaries().folder});
  return tests::run_case(each).steps.front();
}

bool has(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("queries of a file are prepared, and what is none is passed over and said") {
  const auto step = run("pgstage prove m.sql --schema schema.sql --queries q.sql",
                        "-- by key\nSELECT state FROM orders WHERE id = $1;\n"
                        "SET work_mem = '1MB';\n"
                        "UPDATE orders SET status = $1\n WHERE id = $2 -- the new name\n;\n"
                        "SELECT id FROM orders WHERE placed_at > now() - interval $1 LIMIT $2;\n"
                        "SELECT color FROM orders;\nCOMMIT\n");
  CHECK(step.exit_status == 0);
  CHECK(has(step.out, "\n  3 known queries were prepared after each phase\n"));
  CHECK(
      has(step.out, "note: q.sql: passed over, since only queries can be prepared: SET (line 3),"));
  CHECK(has(step.out, "COMMIT (line 9)\n"));
  CHECK(has(step.out, "note: q.sql:8: a query that fits neither the schema at the start"));
}

TEST_CASE("a plan that is proved keeps the proof, for the server that it was tried on") {
  const auto step = run("pgstage plan m.sql --schema schema.sql --prove --queries q.sql",
                        "SELECT state FROM orders");
  CHECK(step.exit_status == 0);
  const auto major = std::to_string(live::binaries().major);
  CHECK(has(step.out, " for PostgreSQL " + major + ": "));
  CHECK(has(step.out, "\ntried on PostgreSQL " + live::binaries().version + ": equal: "));
  CHECK(has(step.out, "\n  1 known query was prepared after each phase\n"));
  const auto file = run("pgstage plan m.sql --schema schema.sql --prove --format json");
  CHECK(has(file.out, "\"proof\": {"));
  CHECK(has(file.out, "\"equal\": true"));
}

TEST_CASE("a plan is proved on the version that was asked for, or not at all") {
  const auto step = run("pgstage plan m.sql --schema schema.sql --prove --pg-version 11");
  CHECK(step.exit_status == 2);
  CHECK(has(step.err, "11"));
}

TEST_CASE("a proof as JSON counts the queries that were tried") {
  const auto step = run("pgstage prove m.sql --schema schema.sql --queries q.sql --format json",
                        "SELECT state FROM orders; SELECT status FROM orders");
  CHECK(has(step.out, "\"queries\": 2"));
}

TEST_CASE("queries are taken from pg_stat_statements where a database has it") {
  // Some packages of a server come without its clients.
  if (!std::filesystem::exists(live::binaries().folder + "/pg_dump")) return;
  const auto session = live::new_database();
  const std::string url = "host=" + live::server().folder() + " user=postgres dbname=" +
                          live::one(*session, "SELECT current_database()");
  live::run(*session, "CREATE TABLE orders (id bigserial PRIMARY KEY, state text)");
  const auto command =
      "pgstage prove m.sql --pg-stat-statements --database-url '" + url + "' --isolated";
  const auto without = run(command);
  CHECK(without.exit_status == 2);
  CHECK(has(without.err, "has no extension pg_stat_statements\nhint: "));

  // The server would have to load it when it starts, so its view is one that needs no more.
  live::run(*session,
            "CREATE SCHEMA stats; CREATE EXTENSION pg_stat_statements SCHEMA stats;"
            "ALTER EXTENSION pg_stat_statements DROP VIEW stats.pg_stat_statements;"
            "DROP VIEW stats.pg_stat_statements;"
            "CREATE VIEW stats.pg_stat_statements AS SELECT oid AS dbid, v.* FROM pg_database,"
            "(VALUES (7::bigint, 'SELECT state FROM orders WHERE id = $1'), (8, 'BEGIN'),"
            " (NULL, '<insufficient privilege>')) v (queryid, query)"
            " WHERE datname IN (current_database(), 'template1');"
            "ALTER EXTENSION pg_stat_statements ADD VIEW stats.pg_stat_statements");
  const auto with = run(command);
  CHECK(with.exit_status == 0);
  CHECK(has(with.out, "\n  1 known query was prepared after each phase\n"));
  CHECK(
      has(with.out, "note: pg_stat_statements: passed over, since only queries can be prepared:"));
}

TEST_CASE("queries of pg_stat_statements are those of a database") {
  const auto step = run("pgstage prove m.sql --schema schema.sql --pg-stat-statements");
  CHECK(step.exit_status == 2);
  CHECK(step.err ==
        "pgstage: --pg-stat-statements needs a database\n"
        "hint: Name it with --database-url, or give a file with --queries.\n");
}

}  // namespace pgstage

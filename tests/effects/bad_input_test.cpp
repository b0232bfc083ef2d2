// Statements that cannot succeed: each is said to fail with the SQLSTATE that PostgreSQL 15 gave.
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/effects_of.hpp"

namespace pgstage {
namespace {

using tests::effects_of;
using tests::failure_of;

constexpr std::string_view kTable = "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));";

void check_fails(std::string_view schema, std::string_view sql, std::string_view sqlstate) {
  CAPTURE(schema);
  CAPTURE(sql);
  CHECK(failure_of(effects_of(schema, sql)) == sqlstate);
}

void check_succeeds(std::string_view schema, std::string_view sql) { check_fails(schema, sql, ""); }

}  // namespace

TEST_CASE("what does not exist cannot be changed, read or dropped") {
  for (const std::string_view sql : {
           "ALTER TABLE nowhere ADD COLUMN c int",
           "DROP TABLE nowhere",
           "CREATE INDEX ON nowhere (a)",
           "REINDEX TABLE nowhere",
           "TRUNCATE nowhere",
           "COMMENT ON TABLE nowhere IS 'x'",
           "SELECT * FROM nowhere",
           "INSERT INTO nowhere VALUES (1)",
           "CREATE VIEW v AS SELECT * FROM nowhere",
           "CREATE TABLE t (LIKE nowhere)",
           "CREATE TABLE t () INHERITS (nowhere)",
           "CREATE POLICY p ON nowhere",
           "REFRESH MATERIALIZED VIEW nowhere",
           "COPY nowhere FROM STDIN",
       }) {
    check_fails("", sql, "42P01");
  }
  check_fails("", "CREATE TABLE nowhere.t (a int)", "3F000");
  check_fails(kTable, "ALTER TABLE t DROP COLUMN b", "42703");
  check_fails(kTable, "CREATE INDEX ON t (b)", "42703");
  check_fails(kTable, "ALTER TABLE t DROP CONSTRAINT b", "42704");
  check_succeeds("", "DROP TABLE IF EXISTS nowhere");
}

TEST_CASE("a type that nothing defines may be an extension's, so what uses it is not certain") {
  CHECK(!effects_of("", "CREATE TABLE t (a vector)").certain);
  CHECK(!effects_of("", "ALTER TYPE mood ADD VALUE 'happy'").certain);
  CHECK(!effects_of("", "ALTER DOMAIN positive DROP NOT NULL").certain);
  CHECK(effects_of("CREATE TYPE mood AS ENUM ('sad')", "CREATE TABLE t (a mood)").certain);
}

TEST_CASE("what is there cannot be created again") {
  check_fails(kTable, "CREATE TABLE t (a int)", "42P07");
  check_fails(kTable, "CREATE VIEW t AS SELECT 1", "42P07");
  check_fails(kTable, "CREATE SEQUENCE t", "42P07");
  check_fails(kTable, "CREATE TYPE t AS ENUM ('a')", "42710");
  check_fails("CREATE TYPE e AS ENUM ('a');", "CREATE TABLE e (a int)", "42710");
  check_fails("CREATE SCHEMA s;", "CREATE SCHEMA s", "42P06");
  check_fails(kTable, "ALTER TABLE t ADD COLUMN a int", "42701");
  check_fails(kTable, "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1)", "42710");
  check_fails(kTable, "CREATE OR REPLACE VIEW t AS SELECT 1", "42809");
  check_fails(kTable, "ALTER TABLE t ADD COLUMN ctid tid", "42701");
}

TEST_CASE("what was dropped cannot be dropped again") {
  check_fails(kTable, "DROP TABLE t; DROP TABLE t", "42P01");
  check_fails("CREATE TABLE t (a int, b int);",
              "ALTER TABLE t DROP COLUMN a; ALTER TABLE t DROP COLUMN a", "42703");
  check_fails("CREATE SCHEMA s;", "DROP SCHEMA s; CREATE TABLE s.t (a int)", "3F000");
}

TEST_CASE("nothing is renamed or moved onto what is there") {
  const std::string two = std::string{kTable} + "CREATE TABLE u (b int, c int);";
  check_fails(two, "ALTER TABLE t RENAME TO u", "42P07");
  check_fails(two, "ALTER TABLE t RENAME TO t", "42P07");
  check_fails(two, "ALTER TABLE u RENAME COLUMN b TO c", "42701");
  check_fails("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0), CONSTRAINT d CHECK (a > 1));",
              "ALTER TABLE t RENAME CONSTRAINT c TO d", "42710");
  check_fails(two + "CREATE SCHEMA s; CREATE TABLE s.t (a int);", "ALTER TABLE t SET SCHEMA s",
              "42P07");
  // And the one that is there keeps what it has.
  check_fails(two, "ALTER TABLE t RENAME TO u; ALTER TABLE u DROP COLUMN a", "42703");
  check_succeeds(two, "ALTER TABLE t RENAME TO u; ALTER TABLE u DROP COLUMN b");
}

TEST_CASE("a partition is attached once and detached once") {
  const std::string parted =
      "CREATE TABLE p (a int) PARTITION BY LIST (a);"
      "CREATE TABLE q PARTITION OF p FOR VALUES IN (1); CREATE TABLE r (a int);";
  check_fails(parted, "ALTER TABLE p ATTACH PARTITION q FOR VALUES IN (2)", "42809");
  check_fails(parted, "ALTER TABLE p DETACH PARTITION r", "42P01");
  check_fails(parted, "ALTER TABLE q INHERIT r", "42809");
  check_fails(parted, "ALTER TABLE q NO INHERIT p", "42809");
  check_succeeds(parted, "ALTER TABLE p DETACH PARTITION q; DROP TABLE q");
}

TEST_CASE("a table has at most 1600 columns") {
  std::string columns;
  for (int i = 0; i < 100'000; ++i) columns += fmt::format("{}c{} int", i == 0 ? "" : ",", i);
  check_fails("", "CREATE TABLE wide (" + columns + ")", "54011");
  columns.resize(columns.find(",c1600"));
  check_succeeds("", "CREATE TABLE wide (" + columns + ")");
  check_fails("CREATE TABLE wide (" + columns + ");", "ALTER TABLE wide ADD COLUMN d int", "54011");
}

TEST_CASE("LOCK TABLE needs a transaction") {
  check_fails(kTable, "LOCK TABLE t", "25P01");
  check_succeeds(kTable, "BEGIN; LOCK TABLE t");
}

TEST_CASE("an identifier may hold anything but nothing") {
  check_fails("", "CREATE TABLE \"\" (a int)", "42601");
  check_fails(kTable, "ALTER TABLE t RENAME TO \"\"", "42601");
  const std::string odd = "CREATE TABLE \"a.b\" (\"c\"\"d\" int, \"e\nf\" int);";
  check_succeeds(odd, "ALTER TABLE \"a.b\" DROP COLUMN \"e\nf\"");
  check_fails(odd, "ALTER TABLE a.b DROP COLUMN \"e\nf\"", "42P01");
  const auto created = effects_of("", odd);
  REQUIRE(created.creates.size() == 1);
  CHECK(created.creates[0] == "public.\"a.b\"");
  check_succeeds("CREATE TABLE größe (ß int);", "ALTER TABLE GRößE DROP COLUMN ß");
}

TEST_CASE("an identifier ends after 63 bytes, as it does in the server") {
  const std::string name(63, 'n');
  const std::string table = "CREATE TABLE " + name + "1 (a int);";
  check_fails(table, "CREATE TABLE " + name + "2 (a int)", "42P07");
  check_succeeds(table, "ALTER TABLE " + name + " DROP COLUMN a");
  // A character of two bytes is not cut in two.
  const std::string wide = std::string(62, 'n') + "ö";
  check_succeeds("CREATE TABLE " + wide + " (a int);",
                 "ALTER TABLE " + std::string(62, 'n') + " DROP COLUMN a");
}

}  // namespace pgstage

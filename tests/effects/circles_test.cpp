// Schemas that go round in a circle, as far as PostgreSQL 15 lets them, and past that.
#include <chrono>
#include <string>
#include <string_view>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support/effects_of.hpp"

namespace pgstage {
namespace {

using tests::effects_of;
using tests::failure_of;
using tests::lock_of;

constexpr std::string_view kViews =
    "CREATE VIEW v AS SELECT 1 AS a; CREATE VIEW w AS SELECT a FROM v;"
    "CREATE OR REPLACE VIEW v AS SELECT a FROM w;";

}  // namespace

TEST_CASE("inheritance in a circle is refused") {
  const std::string chain =
      "CREATE TABLE a (i int); CREATE TABLE b () INHERITS (a); CREATE TABLE c () INHERITS (b);";
  CHECK(failure_of(effects_of(chain, "ALTER TABLE a INHERIT a")) == "42P07");
  CHECK(failure_of(effects_of(chain, "ALTER TABLE a INHERIT c")) == "42P07");
  CHECK(failure_of(effects_of(chain, "ALTER TABLE b INHERIT a")) == "42P07");
  CHECK(failure_of(effects_of(chain, "CREATE TABLE d () INHERITS (a, a)")) == "42P07");
}

TEST_CASE("partitions in a circle are refused") {
  const std::string parted =
      "CREATE TABLE p (a int) PARTITION BY LIST (a);"
      "CREATE TABLE q PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (a);";
  CHECK(failure_of(effects_of(parted, "ALTER TABLE p ATTACH PARTITION p DEFAULT")) == "42P07");
  CHECK(failure_of(effects_of(parted, "ALTER TABLE q ATTACH PARTITION p DEFAULT")) == "42P07");
}

TEST_CASE("a schema that inherits in a circle is read as far as it can be") {
  const std::string circle =
      "CREATE TABLE a (i int); CREATE TABLE b (i int);"
      "ALTER TABLE b INHERIT a; ALTER TABLE a INHERIT b;";
  const auto dropped = effects_of(circle, "ALTER TABLE a DROP COLUMN i");
  CHECK(lock_of(dropped, "a") == LockMode::AccessExclusive);
  CHECK(lock_of(dropped, "b") == LockMode::AccessExclusive);
  CHECK(lock_of(effects_of(circle, "SELECT * FROM a"), "b") == LockMode::AccessShare);
}

TEST_CASE("a table that leaves one of two parents stays below the other") {
  const std::string two =
      "CREATE TABLE a (i int); CREATE TABLE b (i int); CREATE TABLE c () INHERITS (a, b);";
  CHECK(failure_of(effects_of(two, "DROP TABLE b")) == "2BP01");
  CHECK(failure_of(effects_of(two, "ALTER TABLE c NO INHERIT b; DROP TABLE b")).empty());
  CHECK(failure_of(effects_of(two, "DROP TABLE c; DROP TABLE b")).empty());
  CHECK(lock_of(effects_of(two, "ALTER TABLE c NO INHERIT a; SELECT * FROM b"), "c") ==
        LockMode::AccessShare);
}

TEST_CASE("views that read each other can be made and dropped, and not queried") {
  for (const std::string_view sql : {"SELECT * FROM v", "EXPLAIN SELECT * FROM w", "DELETE FROM v",
                                     "CREATE MATERIALIZED VIEW m AS SELECT * FROM v"}) {
    CAPTURE(sql);
    CHECK(failure_of(effects_of(kViews, sql)) == "42P17");
  }
  for (const std::string_view sql :
       {"BEGIN; LOCK TABLE v", "DROP VIEW v CASCADE", "CREATE VIEW x AS SELECT * FROM v"}) {
    CAPTURE(sql);
    CHECK(failure_of(effects_of(kViews, sql)).empty());
  }
}

TEST_CASE("a recursive view reads itself by its own WITH") {
  const std::string view =
      "CREATE RECURSIVE VIEW n (i) AS SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9;";
  CHECK(failure_of(effects_of("", view)).empty());
  CHECK(failure_of(effects_of(view, "SELECT * FROM n")).empty());
  CHECK(failure_of(effects_of("", "CREATE VIEW v AS SELECT * FROM v")) == "42P01");
}

TEST_CASE("views over the same views are looked at once each") {
  std::string schema = "CREATE TABLE t (i int); CREATE VIEW a0 AS SELECT i FROM t;";
  for (int i = 1; i <= 60; ++i) {
    schema += fmt::format(
        "CREATE VIEW a{0} AS SELECT x.i FROM a{1} x JOIN a{1} y USING (i)"
        " JOIN b{1} z USING (i); CREATE VIEW b{0} AS SELECT i FROM a{1};",
        i, i - 1);
  }
  CHECK(lock_of(effects_of(schema, "SELECT * FROM a60"), "t") == LockMode::AccessShare);
  CHECK(lock_of(effects_of(schema, "BEGIN; LOCK TABLE a60"), "t") == LockMode::AccessExclusive);
}

TEST_CASE("no type holds itself") {
  const std::string types = "CREATE TYPE c AS (a int); CREATE DOMAIN d AS c; CREATE TABLE t ();";
  CHECK(failure_of(effects_of(types, "ALTER TYPE c ADD ATTRIBUTE b c")) == "42P16");
  CHECK(failure_of(effects_of(types, "ALTER TYPE c ADD ATTRIBUTE b c[]")) == "42P16");
  CHECK(failure_of(effects_of(types, "ALTER TYPE c ADD ATTRIBUTE b d")) == "42P16");
  CHECK(failure_of(effects_of(types, "ALTER TABLE t ADD COLUMN b t")) == "42P16");
  CHECK(failure_of(effects_of("", "CREATE TYPE c AS (a c)")) == "42704");
  CHECK(failure_of(effects_of("", "CREATE DOMAIN d AS d")) == "42704");
  CHECK(failure_of(effects_of("", "CREATE TABLE t (a int, b t)")) == "42704");
  // One that was read in a schema all the same is none.
  const std::string circle = "CREATE DOMAIN a AS b; CREATE DOMAIN b AS a; CREATE TABLE t (x a);";
  effects_of(circle, "ALTER TABLE t ALTER COLUMN x TYPE b");
  effects_of(circle, "ALTER DOMAIN a SET NOT NULL");
}

TEST_CASE("foreign keys may go round in a circle") {
  const std::string keys =
      "CREATE TABLE a (i int PRIMARY KEY); CREATE TABLE b (i int PRIMARY KEY REFERENCES a"
      " ON DELETE CASCADE); ALTER TABLE a ADD FOREIGN KEY (i) REFERENCES b ON DELETE CASCADE;";
  CHECK(failure_of(effects_of(keys, "DROP TABLE a")) == "2BP01");
  CHECK(failure_of(effects_of(keys, "DROP TABLE a, b")).empty());
  CHECK(lock_of(effects_of(keys, "TRUNCATE a CASCADE"), "b") == LockMode::AccessExclusive);
  CHECK(lock_of(effects_of(keys, "DELETE FROM a"), "b") == LockMode::RowExclusive);
  CHECK(failure_of(effects_of("CREATE TABLE s (i int PRIMARY KEY REFERENCES s ON DELETE CASCADE);",
                              "DELETE FROM s"))
            .empty());
}

TEST_CASE("a table of 5,000 partitions is read in seconds, and its change locks each of them") {
  std::string schema = "CREATE TABLE p (i int, j int) PARTITION BY LIST (i);";
  for (int i = 0; i < 5000; ++i) {
    schema += fmt::format("CREATE TABLE p{0} PARTITION OF p FOR VALUES IN ({0});", i);
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto altered = effects_of(schema, "ALTER TABLE p ADD COLUMN k int");
  CHECK(altered.locks.size() == 5001);
  // The time is that of a build without optimisation, and for sanitizers too.
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds{20});
}

}  // namespace pgstage

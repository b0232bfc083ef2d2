// What is told about PostgreSQL and is not so. Each case says what servers 11 to 18 were measured
// to do.
#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/effects_of.hpp"

namespace pgstage {
namespace {

using tests::effects_of;
using tests::index_lock_of;
using tests::lock_of;
using tests::rewrites;
using tests::scans;

constexpr std::string_view kOrders =
    "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(20));"
    "CREATE INDEX users_email_idx ON users (email);"
    "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, note text);"
    "CREATE UNIQUE INDEX orders_user_idx ON orders (user_id);";

constexpr std::string_view kEvents =
    "CREATE TABLE events (at date) PARTITION BY RANGE (at);"
    "CREATE TABLE old_events (at date CHECK (at IS NOT NULL AND at < '2020-01-01'));";

constexpr int kAllMajors[] = {11, 12, 13, 14, 15, 16, 17, 18};

bool blocks_reads_of(const effects::Effects& effects, std::string_view table) {
  return std::any_of(effects.blocks.begin(), effects.blocks.end(),
                     [&](const auto& each) { return each.relation.name == table && each.reads; });
}

/// Nothing that anybody could wait for.
void check_harmless(std::string_view schema, std::string_view sql, int major) {
  const auto effects = effects_of(schema, sql, major);
  CAPTURE(sql);
  CHECK(effects.certain);
  CHECK(!effects.fails);
  CHECK(effects.locks.empty());
  CHECK(effects.blocks.empty());
}

}  // namespace

TEST_CASE("adding a foreign key takes SHARE ROW EXCLUSIVE on both tables and blocks no reader") {
  for (const int major : kAllMajors) {
    const auto effects =
        effects_of(kOrders, "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users", major);
    CAPTURE(major);
    CHECK(lock_of(effects, "orders") == LockMode::ShareRowExclusive);
    CHECK(lock_of(effects, "users") == LockMode::ShareRowExclusive);
    CHECK(!blocks_reads_of(effects, "orders"));
    CHECK(!blocks_reads_of(effects, "users"));
  }
}

TEST_CASE("adding several foreign keys blocks writes and no reads") {
  const auto effects = effects_of(kOrders,
                                  "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users,"
                                  " ADD FOREIGN KEY (id) REFERENCES users");
  CHECK(!blocks_reads_of(effects, "orders"));
  CHECK(!blocks_reads_of(effects, "users"));
  CHECK(!effects.blocks.empty());
}

TEST_CASE("adding a CHECK, UNIQUE or EXCLUDE constraint takes ACCESS EXCLUSIVE") {
  for (const std::string_view constraint :
       {"CHECK (total > 0)", "UNIQUE (total)", "EXCLUDE (total WITH =)",
        "CHECK (total > 0) NOT VALID"}) {
    const auto sql = "ALTER TABLE orders ADD " + std::string{constraint};
    for (const int major : kAllMajors) {
      CAPTURE(sql);
      CHECK(lock_of(effects_of(kOrders, sql, major), "orders") == LockMode::AccessExclusive);
    }
  }
}

TEST_CASE("UNIQUE USING INDEX takes ACCESS EXCLUSIVE on the table") {
  for (const int major : kAllMajors) {
    const auto effects = effects_of(
        kOrders, "ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX orders_user_idx", major);
    CHECK(lock_of(effects, "orders") == LockMode::AccessExclusive);
    CHECK(effects.index_builds.empty());
    CHECK(!scans(effects, "orders"));
  }
}

TEST_CASE("enabling and disabling a trigger blocks every write") {
  for (const std::string_view sql :
       {"ALTER TABLE orders DISABLE TRIGGER ALL", "ALTER TABLE orders ENABLE TRIGGER USER"}) {
    const auto effects = effects_of(kOrders, sql);
    CHECK(lock_of(effects, "orders") == LockMode::ShareRowExclusive);
    REQUIRE(effects.blocks.size() == 1);
    CHECK(effects.blocks[0].writes);
    CHECK(!effects.blocks[0].reads);
  }
}

TEST_CASE("ATTACH PARTITION takes SHARE UPDATE EXCLUSIVE on the parent from 12 on") {
  for (const int major : kAllMajors) {
    const auto effects = effects_of(kEvents,
                                    "ALTER TABLE events ATTACH PARTITION old_events"
                                    " FOR VALUES FROM (MINVALUE) TO ('2020-01-01')",
                                    major);
    CAPTURE(major);
    CHECK(lock_of(effects, "events") ==
          (major == 11 ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive));
    CHECK(lock_of(effects, "old_events") == LockMode::AccessExclusive);
  }
}

TEST_CASE("ALTER TYPE ADD VALUE locks no table and runs in a transaction from 12 on") {
  const std::string schema =
      "CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE people (id int, mood mood);";
  for (const int major : kAllMajors) {
    const auto effects = effects_of(schema, "ALTER TYPE mood ADD VALUE 'happy'", major);
    CAPTURE(major);
    CHECK(effects.certain);
    CHECK(effects.locks.empty());
    CHECK(effects.transaction_allowed == (major >= 12));
  }
}

TEST_CASE("REINDEX takes SHARE on the table and ACCESS EXCLUSIVE on its indexes") {
  for (const int major : kAllMajors) {
    const auto effects = effects_of(kOrders, "REINDEX TABLE users", major);
    CHECK(lock_of(effects, "users") == LockMode::Share);
    CHECK(index_lock_of(effects, "users_email_idx") == LockMode::AccessExclusive);
    CHECK(index_lock_of(effects, "users_pkey") == LockMode::AccessExclusive);
  }
}

TEST_CASE("REFRESH MATERIALIZED VIEW CONCURRENTLY takes EXCLUSIVE and runs in a transaction") {
  const std::string schema = std::string{kOrders} +
                             "CREATE MATERIALIZED VIEW totals AS SELECT user_id FROM orders;"
                             "CREATE UNIQUE INDEX ON totals (user_id);";
  for (const int major : kAllMajors) {
    const auto effects =
        effects_of(schema, "BEGIN; REFRESH MATERIALIZED VIEW CONCURRENTLY totals", major);
    CHECK(lock_of(effects, "totals") == LockMode::Exclusive);
    CHECK(lock_of(effects, "orders") == LockMode::AccessShare);
    CHECK(effects.transaction_allowed);
    CHECK(!effects.fails);
  }
}

TEST_CASE("ALTER DOMAIN ADD CONSTRAINT takes SHARE on the tables that use it, none if NOT VALID") {
  const std::string schema =
      "CREATE DOMAIN amount AS int; CREATE TABLE bills (id int, total amount);";
  const std::string add = "ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0)";
  for (const int major : kAllMajors) {
    const auto validated = effects_of(schema, add, major);
    CHECK(lock_of(validated, "bills") == LockMode::Share);
    CHECK(scans(validated, "bills"));
    CHECK(effects_of(schema, add + " NOT VALID", major).locks.empty());
  }
}

TEST_CASE("RENAME COLUMN takes ACCESS EXCLUSIVE and touches no row in any version") {
  for (const int major : kAllMajors) {
    const auto effects =
        effects_of(kOrders, "ALTER TABLE users RENAME COLUMN email TO mail", major);
    CHECK(lock_of(effects, "users") == LockMode::AccessExclusive);
    CHECK(effects.scans.empty());
    CHECK(effects.rewrites.empty());
  }
}

TEST_CASE("a default of now() rewrites nothing, since now() is stable") {
  for (const int major : kAllMajors) {
    for (const std::string_view value : {"now()", "CURRENT_TIMESTAMP", "transaction_timestamp()"}) {
      const auto sql = "ALTER TABLE orders ADD COLUMN at timestamptz NOT NULL DEFAULT ";
      const auto effects = effects_of(kOrders, sql + std::string{value}, major);
      CHECK(!rewrites(effects, "orders"));
      CHECK(!scans(effects, "orders"));
    }
  }
  CHECK(rewrites(effects_of(kOrders,
                            "ALTER TABLE orders ADD COLUMN at timestamptz DEFAULT"
                            " clock_timestamp()"),
                 "orders"));
}

TEST_CASE("creating a function locks no table") {
  check_harmless(kOrders, "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'", 15);
}

TEST_CASE("GRANT keeps nobody waiting") {
  for (const int major : {11, 12, 13, 14, 15, 16, 17}) {
    check_harmless(kOrders, "GRANT SELECT ON orders TO PUBLIC", major);
  }
  CHECK(effects_of(kOrders, "GRANT SELECT ON orders TO PUBLIC", 18).blocks.empty());
}

TEST_CASE("COMMENT takes SHARE UPDATE EXCLUSIVE, and a policy ACCESS EXCLUSIVE") {
  CHECK(lock_of(effects_of(kOrders, "COMMENT ON TABLE orders IS 'x'"), "orders") ==
        LockMode::ShareUpdateExclusive);
  CHECK(lock_of(effects_of(kOrders, "CREATE POLICY own ON orders USING (true)"), "orders") ==
        LockMode::AccessExclusive);
}

TEST_CASE("views and foreign keys follow a table that is renamed") {
  const std::string schema = std::string{kOrders} +
                             "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;"
                             "CREATE VIEW people AS SELECT id FROM users;";
  const std::string rename = "ALTER TABLE users RENAME TO members;";
  const auto renamed = effects_of(schema, rename);
  CHECK(!renamed.fails);
  for (const auto& broken : renamed.breaks) CHECK(broken.relation.name == "users");
  const auto read = effects_of(schema, rename + "SELECT * FROM people");
  CHECK(!read.fails);
  CHECK(lock_of(read, "members") == LockMode::AccessShare);
  CHECK(tests::failure_of(effects_of(schema, rename + "DROP TABLE members")) == "2BP01");
}

TEST_CASE("widening a varchar rewrites nothing and keeps its index") {
  for (const int major : kAllMajors) {
    for (const std::string_view type : {"varchar(40)", "varchar", "text"}) {
      const auto sql = "ALTER TABLE users ALTER COLUMN email TYPE " + std::string{type};
      const auto effects = effects_of(kOrders, sql, major);
      CAPTURE(sql);
      CHECK(effects.certain);
      CHECK(effects.rewrites.empty());
      CHECK(effects.scans.empty());
      CHECK(effects.index_builds.empty());
    }
  }
}

TEST_CASE("the server refuses NOT VALID for UNIQUE and EXCLUDE") {
  for (const std::string_view constraint :
       {"UNIQUE (total)", "EXCLUDE (total WITH =)", "PRIMARY KEY (total)"}) {
    const auto sql = "ALTER TABLE orders ADD " + std::string{constraint} + " NOT VALID";
    CAPTURE(sql);
    CHECK(tests::failure_of(effects_of(kOrders, sql)) == "0A000");
  }
}

TEST_CASE("CREATE INDEX IF NOT EXISTS builds nothing where the name is taken") {
  const auto effects = effects_of(
      kOrders, "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_user_idx ON orders (total)");
  CHECK(!effects.fails);
  CHECK(effects.index_builds.empty());
  CHECK(effects.creates.empty());
}

TEST_CASE("another collation rebuilds the indexes of a column and not the table") {
  for (const int major : kAllMajors) {
    const auto effects = effects_of(
        kOrders, "ALTER TABLE users ALTER COLUMN email TYPE varchar(20) COLLATE \"C\"", major);
    CHECK(effects.rewrites.empty());
    REQUIRE(effects.index_builds.size() == 1);
    CHECK(effects.index_builds[0].index.name == "users_email_idx");
  }
}

TEST_CASE("a stored generated column rewrites the table, a virtual one does not") {
  const std::string add = "ALTER TABLE orders ADD COLUMN twice int ";
  const std::string generated = "GENERATED ALWAYS AS (total * 2) ";
  CHECK(rewrites(effects_of(kOrders, add + generated + "STORED", 18), "orders"));
  const auto plain = effects_of(kOrders, add + generated + "VIRTUAL", 18);
  CHECK(!rewrites(plain, "orders"));
  CHECK(!scans(plain, "orders"));
  const auto not_null = effects_of(kOrders, add + generated + "VIRTUAL NOT NULL", 18);
  CHECK(!rewrites(not_null, "orders"));
  CHECK(scans(not_null, "orders"));
}

}  // namespace pgstage

// What users of other linters complained about: false alarms first, then what was missed. Each is
// named by the thread that it comes from, or `probe` where it was found by trying.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "support/judging.hpp"

namespace pgstage {
namespace {

using Rules = std::set<std::string>;

struct Given {
  std::string sql;
  std::string earlier = {};
  int major = 16;
  SentAs sent_as = SentAs::Statement;
  std::string timeout = "2s";
  std::vector<std::string> enabled = {};
};

Rules rules(const Given& given) {
  tests::Judging judging;
  judging.earlier = given.earlier;
  judging.files = {{given.sql}};
  judging.sent_as = given.sent_as;
  judging.options.version = ServerVersion{given.major};
  judging.options.runner_lock_timeout = given.timeout;
  auto& choice = judging.options.choices.emplace_back();
  for (const auto& name : given.enabled) choice.wishes.push_back({name, lint::Level::On});
  Rules out;
  for (const auto& verdict : tests::verdicts(judging)) out.insert(verdict.rule);
  return out;
}

bool found(const std::string& rule, const Given& given) { return rules(given).contains(rule); }

const std::string kTables =
    "CREATE TABLE users (id bigint PRIMARY KEY, email varchar(20), plan text, age integer);\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total integer);\n";
const Rules kNone;

}  // namespace

TEST_CASE("sbdchd/squawk#349: nobody waits for a table of the same file, with or without BEGIN") {
  const std::string sql =
      "CREATE TABLE notes (id bigint PRIMARY KEY, author bigint);\n"
      "CREATE INDEX notes_author ON notes (author);\n"
      "ALTER TABLE notes ADD CONSTRAINT notes_self FOREIGN KEY (author) REFERENCES notes (id);\n"
      "ALTER TABLE notes ALTER COLUMN author SET NOT NULL;\n";
  CHECK(rules({sql}) == kNone);
  CHECK(rules({"BEGIN;\n" + sql + "COMMIT;\n"}) == kNone);
}

TEST_CASE("sbdchd/squawk#364: what an earlier deploy made is not new") {
  tests::Judging judging;
  judging.files = {{"CREATE TABLE notes (id bigint PRIMARY KEY, author bigint);\n"}};
  judging.later = {{{"CREATE INDEX notes_author ON notes (author);\n"}}};
  judging.options.runner_lock_timeout = "2s";
  const auto verdicts = tests::verdicts(judging);
  REQUIRE(verdicts.size() == 1);
  CHECK(verdicts[0].rule == "create-index-blocking");
}

TEST_CASE(
    "sbdchd/squawk#277, #388, #390, #645, bytebase#13934: a default that is no volatile one") {
  const std::string add = "ALTER TABLE users ADD COLUMN x ";
  for (const std::string column :
       {"boolean DEFAULT true", "integer[] DEFAULT ARRAY[]::integer[]", "integer[] DEFAULT '{}'",
        "timestamptz DEFAULT CURRENT_TIMESTAMP", "timestamptz DEFAULT now() - interval '1 day'",
        "timestamptz DEFAULT 'now'::timestamptz"}) {
    CHECK_MESSAGE(!found("add-column-volatile-default", {add + column}), column);
  }
  CHECK(found("add-column-volatile-default", {add + "uuid DEFAULT gen_random_uuid()"}));
  CHECK(found("add-column-volatile-default", {add + "timestamptz DEFAULT clock_timestamp()"}));
}

TEST_CASE(
    "sbdchd/squawk#647, strong_migrations#59, #84: a new column that refers locks, and reads "
    "nothing") {
  const Given given{"ALTER TABLE orders ADD COLUMN payer bigint REFERENCES users (id)", kTables};
  CHECK(!found("add-foreign-key-validating", given));
  CHECK(!found("set-not-null-scan", given));
}

TEST_CASE("sbdchd/squawk#220, #938: a foreign key in CREATE TABLE is a rule of its own") {
  const std::string sql =
      "CREATE TABLE notes (id bigint PRIMARY KEY, author bigint REFERENCES users (id))";
  CHECK(rules({sql, kTables}) == kNone);
  CHECK(
      rules(
          {.sql = sql, .earlier = kTables, .enabled = {"create-table-foreign-key-locks-parent"}}) ==
      Rules{"create-table-foreign-key-locks-parent"});
  CHECK(found("missing-lock-timeout", {.sql = sql, .earlier = kTables, .timeout = ""}));
}

TEST_CASE(
    "sbdchd/squawk#300, #628, #519, strong_migrations#137, #266: a valid check spares SET NOT NULL "
    "its scan") {
  const std::string check =
      "ALTER TABLE users ADD CONSTRAINT users_plan_there CHECK (plan IS NOT NULL) NOT VALID;\n";
  const std::string validate = "ALTER TABLE users VALIDATE CONSTRAINT users_plan_there;\n";
  const std::string set = "ALTER TABLE users ALTER COLUMN plan SET NOT NULL;\n";
  CHECK(!found("set-not-null-scan", {check + validate + set, kTables}));
  CHECK(!found("set-not-null-scan", {set, kTables + check + validate}));
  CHECK(found("set-not-null-scan", {check + validate + set, kTables, 11}));
}

TEST_CASE(
    "sbdchd/squawk#1033: a check of another column, or one that is not valid, spares nothing") {
  const std::string other =
      "ALTER TABLE users ADD CONSTRAINT c CHECK (age IS NOT NULL) NOT VALID;\n"
      "ALTER TABLE users VALIDATE CONSTRAINT c;\n";
  const std::string open =
      "ALTER TABLE users ADD CONSTRAINT c CHECK (plan IS NOT NULL) NOT VALID;\n";
  const std::string set = "ALTER TABLE users ALTER COLUMN plan SET NOT NULL;\n";
  CHECK(found("set-not-null-scan", {other + set, kTables}));
  CHECK(found("set-not-null-scan", {open + set, kTables}));
}

TEST_CASE("sbdchd/squawk#693: a constraint over an index that is there is asked for no NOT VALID") {
  const std::string index = "CREATE UNIQUE INDEX CONCURRENTLY users_plan ON users (plan);\n";
  const auto said = rules(
      {index + "ALTER TABLE users ADD CONSTRAINT users_plan_key UNIQUE USING INDEX users_plan;\n",
       kTables});
  CHECK(!said.contains("add-unique-constraint-blocking"));
  CHECK(!said.contains("add-check-validating"));
}

TEST_CASE(
    "strong_migrations#128, #174: a wider varchar, or text in its place, writes nothing anew") {
  for (const std::string type : {"varchar(40)", "varchar", "text"}) {
    const auto said = rules({"ALTER TABLE users ALTER COLUMN email TYPE " + type, kTables});
    CHECK_MESSAGE(!said.contains("alter-column-type-rewrite"), type);
    CHECK_MESSAGE(!said.contains("alter-column-type-narrowing"), type);
  }
  CHECK(found("alter-column-type-rewrite",
              {"ALTER TABLE users ALTER COLUMN age TYPE bigint", kTables}));
}

TEST_CASE("sbdchd/squawk#396: a generated column needs no value") {
  const Given given{
      "ALTER TABLE users ADD COLUMN twice integer NOT NULL GENERATED ALWAYS AS (age * 2) STORED",
      kTables};
  CHECK(!found("add-required-column", given));
  CHECK(found("add-column-stored-generated", given));
}

TEST_CASE("sbdchd/squawk#308, #940: VALIDATE and a policy are no other hazards") {
  CHECK(rules({"ALTER TABLE users VALIDATE CONSTRAINT c",
               kTables + "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;"}) ==
        kNone);
  const auto renamed =
      rules({"ALTER TABLE users RENAME CONSTRAINT users_pkey TO users_key", kTables});
  CHECK(!renamed.contains("rename-table"));
  CHECK(!renamed.contains("rename-column"));
}

TEST_CASE(
    "sbdchd/squawk#673, #678: no timeout is asked for where nobody waits or the runner has one") {
  CHECK(rules({.sql = "CREATE TABLE notes (id bigint PRIMARY KEY)", .timeout = ""}) == kNone);
  CHECK(rules({"ALTER TABLE users ADD COLUMN note text"}) == kNone);
  CHECK(found("missing-lock-timeout",
              {.sql = "ALTER TABLE users ADD COLUMN note text", .timeout = ""}));
}

TEST_CASE(
    "3YOURMIND/django-migration-linter#250: IS NOT NULL in the predicate of an index is no "
    "constraint") {
  CHECK(rules({"CREATE INDEX CONCURRENTLY i ON users (plan) WHERE plan IS NOT NULL", kTables}) ==
        kNone);
}

TEST_CASE(
    "excellent_migrations#43, ariga/atlas#1851: NOT VALID and CONCURRENTLY are what is asked for") {
  CHECK(rules({"ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;\n"
               "ALTER TABLE users VALIDATE CONSTRAINT c;\n",
               kTables})
            .count("add-check-validating") == 0);
  CHECK(rules({"CREATE INDEX CONCURRENTLY users_plan ON users (plan)", kTables}) == kNone);
}

TEST_CASE("probe: nobody else sees a temporary table") {
  CHECK(rules({"CREATE TEMP TABLE picked (id bigint);\nCREATE INDEX ON picked (id);\n"
               "ALTER TABLE picked ADD PRIMARY KEY (id);\nDROP TABLE picked;\n"}) == kNone);
}

TEST_CASE("probe: an index ON ONLY a partitioned table, built on each partition and attached") {
  const std::string tables =
      "CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
      "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO "
      "('2027-01-01');\n";
  CHECK(rules({"CREATE INDEX events_id ON ONLY events (id);\n"
               "CREATE INDEX CONCURRENTLY events_1_id ON events_1 (id);\n"
               "ALTER INDEX events_id ATTACH PARTITION events_1_id;\n",
               tables}) == kNone);
}

TEST_CASE("MigrationPilot, MP058: NOT VALID and VALIDATE are not to be merged") {
  CHECK(!found("mergeable-alter-table",
               {.sql = "BEGIN;\nALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;\n"
                       "ALTER TABLE users VALIDATE CONSTRAINT c;\nCOMMIT;\n",
                .earlier = kTables,
                .enabled = {"mergeable-alter-table"}}));
}

TEST_CASE("probe: a statement is what it does, not what it looks like") {
  const auto label =
      rules({"ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'", "CREATE TYPE mood AS ENUM ('sad');"});
  CHECK(label.contains("enum-rename-value"));
  CHECK(!label.contains("enum-add-value-irreversible"));
  const auto index = rules({"ALTER TABLE users_plan RENAME TO users_plans",
                            kTables + "CREATE INDEX users_plan ON users (plan);"});
  CHECK(index.contains("rename-index-via-alter-table"));
  CHECK(!index.contains("rename-table"));
  CHECK(!found("concurrently-in-transaction",
               {"SELECT 1;\nCREATE INDEX CONCURRENTLY i ON users (plan);\n", kTables}));
}

TEST_CASE("MigrationPilot, MP097: an index is a constraint's by what is known, not by its name") {
  CHECK(!found("drop-required-index",
               {"DROP INDEX CONCURRENTLY users_plan_key",
                kTables + "CREATE UNIQUE INDEX users_plan_key ON users (plan);"}));
  CHECK(found("drop-required-index", {"DROP INDEX CONCURRENTLY users_pkey", kTables}));
}

TEST_CASE("flexprice#2702, PrairieLearn#12683: style is nobody's business unless asked for") {
  CHECK(rules({"CREATE TABLE notes (id serial PRIMARY KEY, name varchar(20), at timestamp, body "
               "json);\n"
               "DROP INDEX CONCURRENTLY i;\n"}) == kNone);
}

TEST_CASE("sbdchd/squawk#528, #411, pgrubic#120: what a block or a called function does is done") {
  CHECK(found("create-index-blocking",
              {"DO $$ BEGIN CREATE INDEX i ON users (plan); END $$", kTables}));
  CHECK(found("drop-table", {"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP "
                             "TABLE users; END $$;\nSELECT f();\n",
                             kTables}));
  CHECK(
      found("delete-without-where", {"DO $$ BEGIN EXECUTE 'DELETE FROM users'; END $$", kTables}));
}

TEST_CASE(
    "strong_migrations#119, #53, #156, django-pg-zero-downtime-migrations#25: a drop locks the "
    "other table") {
  const std::string key =
      "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id);";
  CHECK(found("drop-table-foreign-keys-lock-others",
              {.sql = "DROP TABLE orders", .earlier = kTables + key, .timeout = ""}));
  CHECK(found(
      "drop-foreign-key-locks-parent",
      {.sql = "ALTER TABLE orders DROP CONSTRAINT fk", .earlier = kTables + key, .timeout = ""}));
}

TEST_CASE("braintree/pg_ha_migrations#18: a column takes its indexes along") {
  CHECK(found("drop-column-indexed", {"ALTER TABLE users DROP COLUMN plan",
                                      kTables + "CREATE INDEX i ON users (plan, age);"}));
}

TEST_CASE("sbdchd/squawk#937: a constraint turns the running release's writes away") {
  CHECK(found("constraint-rejects-old-writers",
              {"ALTER TABLE users ADD COLUMN note text;\n"
               "ALTER TABLE users ADD CONSTRAINT c CHECK (note IS NOT NULL) NOT VALID;\n",
               kTables}));
}

TEST_CASE("sbdchd/squawk#1136: ON DELETE SET NULL on a column that is NOT NULL") {
  CHECK(found("set-null-on-not-null-column", {"CREATE TABLE notes (id bigint, author bigint NOT "
                                              "NULL REFERENCES users (id) ON DELETE SET NULL)",
                                              kTables}));
}

TEST_CASE("sbdchd/squawk#250: VALIDATE in the transaction of its NOT VALID, or in its statement") {
  CHECK(found("validate-in-same-transaction",
              {"BEGIN;\nALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID;\nALTER TABLE "
               "users VALIDATE CONSTRAINT c;\nCOMMIT;\n",
               kTables}));
  CHECK(
      found("validate-in-same-transaction",
            {"ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0) NOT VALID, VALIDATE CONSTRAINT c",
             kTables}));
}

TEST_CASE("probe: columns that write or read a table as they are added") {
  CHECK(found("add-column-inline-check",
              {"ALTER TABLE users ADD COLUMN x integer CHECK (x > 0)", kTables}));
  CHECK(found("add-column-serial", {"ALTER TABLE users ADD COLUMN x bigserial", kTables}));
  CHECK(found("add-column-identity",
              {"ALTER TABLE users ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY", kTables}));
  CHECK(found("add-column-constrained-domain",
              {"ALTER TABLE users ADD COLUMN x positive DEFAULT 1",
               kTables + "CREATE DOMAIN positive AS integer CHECK (VALUE > 0);"}));
}

TEST_CASE("probe: a table is new when it was made, under this name, and stayed") {
  CHECK(found(
      "create-index-blocking",
      {"CREATE TABLE shop.users (plan text);\nCREATE INDEX i ON public.users (plan);\n", kTables}));
  CHECK(found(
      "create-index-blocking",
      {"BEGIN;\nCREATE TABLE notes (a integer);\nROLLBACK;\nCREATE INDEX i ON notes (a);\n"}));
}

TEST_CASE("probe: a lock_timeout of 0, or one that is gone with its statement, is none") {
  const std::string alter = "ALTER TABLE users ADD COLUMN x integer;\n";
  CHECK(found("missing-lock-timeout", {.sql = "SET lock_timeout = 0;\n" + alter, .timeout = ""}));
  CHECK(rules({.sql = "SET LOCAL lock_timeout = '2s';\n" + alter, .timeout = ""}) ==
        Rules{"missing-lock-timeout", "set-local-outside-transaction"});
}

TEST_CASE("probe: all that no transaction may do") {
  const std::string parts =
      "CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (at);\n"
      "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO "
      "('2027-01-01');\n"
      "CREATE TABLE users (id bigint PRIMARY KEY);\n";
  for (const std::string sql :
       {"REINDEX INDEX CONCURRENTLY users_pkey", "DROP INDEX CONCURRENTLY i",
        "ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY"}) {
    CHECK_MESSAGE(found("concurrently-in-transaction", {"BEGIN;\n" + sql + ";\nCOMMIT;\n", parts}),
                  sql);
  }
  CHECK(found("non-transactional-statement-in-transaction",
              {"BEGIN;\nVACUUM users;\nCOMMIT;\n", parts}));
}

TEST_CASE(
    "crowd.dev#4386, pg_ha_migrations#85: no index is built CONCURRENTLY on a partitioned table") {
  CHECK(found("concurrent-index-on-partitioned-table",
              {"CREATE INDEX CONCURRENTLY i ON events (id)",
               "CREATE TABLE events (id bigint) PARTITION BY HASH (id);"}));
}

TEST_CASE(
    "discourse#31763, nocturne#1170, strong_migrations#241: IF NOT EXISTS takes an invalid index "
    "for one") {
  CHECK(found("concurrent-index-leftover-invalid",
              {"CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON users (plan)", kTables}));
}

TEST_CASE("memex-ai#353, pg_ha_migrations#100: one transaction, several tables") {
  CHECK(found("wide-lock-window", {"BEGIN;\nALTER TABLE users ADD COLUMN x integer;\nALTER TABLE "
                                   "orders ADD COLUMN x integer;\nCOMMIT;\n",
                                   kTables}));
}

TEST_CASE("probe: statements that most linters do not know") {
  const std::string kinds =
      kTables +
      "CREATE TYPE mood AS ENUM ('sad');\nCREATE MATERIALIZED VIEW sums AS SELECT 1 AS a;\n"
      "CREATE SEQUENCE numbers;\nCREATE INDEX users_plan ON users (plan);\n";
  const std::vector<std::pair<std::string, std::string>> all = {
      {"enum-value-used-in-same-transaction",
       "BEGIN;\nALTER TYPE mood ADD VALUE 'glad';\nSELECT 'glad'::mood;\nCOMMIT"},
      {"refresh-matview-blocking", "REFRESH MATERIALIZED VIEW sums"},
      {"cluster", "CLUSTER users USING users_plan"},
      {"vacuum-full", "VACUUM FULL users"},
      {"enable-rls-without-policy", "ALTER TABLE users ENABLE ROW LEVEL SECURITY"},
      {"set-logged-unlogged", "ALTER TABLE users SET UNLOGGED"},
      {"set-tablespace", "ALTER TABLE users SET TABLESPACE fast"},
      {"alter-sequence-blocks-nextval", "ALTER SEQUENCE numbers RESTART"},
      {"update-without-where", "UPDATE users SET plan = 'free'"},
      {"delete-without-where", "DELETE FROM users"},
  };
  for (const auto& each : all) {
    CHECK_MESSAGE(found(each.first, {each.second + ";\n", kinds}), each.first);
  }
}

TEST_CASE("sbdchd/squawk#636: since 11 a constant default writes nothing anew") {
  for (int major = 11; major <= 18; ++major) {
    CHECK(rules({"ALTER TABLE users ADD COLUMN x integer DEFAULT 0", kTables, major}) == kNone);
  }
}

TEST_CASE("stripe/pg-schema-diff#50: a constraint that is dropped no longer keeps the rows right") {
  CHECK(found("drop-constraint",
              {.sql = "ALTER TABLE users DROP CONSTRAINT c",
               .earlier = kTables + "ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0);",
               .enabled = {"drop-constraint"}}));
}

TEST_CASE("sbdchd/squawk#697: a BEGIN without its end") {
  CHECK(found("uncommitted-transaction",
              {"BEGIN;\nALTER TABLE users ADD COLUMN x integer;\n", kTables}));
}

}  // namespace pgstage

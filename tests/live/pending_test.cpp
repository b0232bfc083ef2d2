// What a framework has written down in the database is applied, the rest is pending. The tables are
// made as the frameworks make them.
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "live/support.hpp"
#include "support/case_file.hpp"

namespace pgstage {
namespace {

using Files = std::map<std::string, std::string>;

constexpr const char* kOne = "SELECT 1;\n";

std::string url_of(db::Session& session) {
  return "host=" + live::server().folder() +
         " user=postgres dbname=" + live::one(session, "SELECT current_database()");
}

tests::CliStep run_in(db::Session& session, const Files& files, const std::string& command) {
  tests::CliCase each;
  each.files = files;
  each.steps.push_back({.command = "URL='" + url_of(session) + "'; " + command});
  return tests::run_case(each).steps.front();
}

/// The ids of the migrations that lint takes for pending, a line each.
std::string pending(db::Session& session, const Files& files, const std::string& folder,
                    const std::string& options = "") {
  const auto step =
      run_in(session, files,
             "pgstage lint --isolated --fail-level none --database-url \"$URL\" --format json -q " +
                 options + " " + folder + " | sed -n 's/^ *\"migration\": \"\\(.*\\)\",$/\\1/p'");
  CHECK(step.err == "");
  return step.out;
}

}  // namespace

TEST_CASE("what each framework has written down is applied, and nothing else") {
  struct Case {
    const char* framework;
    const char* ledger;
    Files files;
    const char* pending;
  };
  const Case cases[] = {
      {"prisma",
       "CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64), "
       "finished_at timestamptz, migration_name varchar(255), logs text, rolled_back_at "
       "timestamptz, started_at timestamptz DEFAULT now(), applied_steps_count int DEFAULT 0);"
       "INSERT INTO _prisma_migrations (id, migration_name, finished_at, rolled_back_at) VALUES "
       "('a', '1_a', now(), NULL), ('b', '2_b', now(), now())",
       {{"m/1_a/migration.sql", kOne}, {"m/2_b/migration.sql", kOne}},
       "2_b\n"},
      {"drizzle",
       "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, "
       "hash text, created_at bigint);"
       "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('x', 100), ('y', 200)",
       {{"m/meta/_journal.json",
         R"({"entries": [{"tag": "0000_a", "when": 100}, {"tag": "0001_b", "when": 150},
             {"tag": "0002_c", "when": 300}]})"},
        {"m/0000_a.sql", kOne},
        {"m/0001_b.sql", kOne},
        {"m/0002_c.sql", kOne}},
       "0002_c\n"},
      {"drizzle 1.0",
       "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, "
       "hash text, created_at bigint, name text, applied_at timestamptz);"
       "INSERT INTO drizzle.__drizzle_migrations (name) VALUES ('20260102000000_b')",
       {{"m/20260101000000_a/migration.sql", kOne},
        {"m/20260101000000_a/snapshot.json", "{}"},
        {"m/20260102000000_b/migration.sql", kOne},
        {"m/20260102000000_b/snapshot.json", "{}"}},
       "20260101000000_a\n"},
      {"goose",
       "CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint, is_applied bool, "
       "tstamp timestamp DEFAULT now());"
       "INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, true), (1, true), (2, "
       "true), (2, false)",
       {{"m/00001_a.sql", "-- +goose Up\nSELECT 1;\n"}, {"m/00002_b.sql", "-- +goose Up\n"}},
       "00002_b\n"},
      {"flyway",
       "CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50), "
       "description varchar(200), type varchar(20), script varchar(1000), checksum int, "
       "success bool);"
       "INSERT INTO flyway_schema_history VALUES (1, '1', 'a', 'SQL', 'V1__a.sql', 5, true), (2, "
       "'1.2', 'b', 'SQL', 'V1_2__b.sql', 5, true), (3, NULL, 'same', 'SQL', 'R__same.sql', "
       "78787420, true), (4, NULL, 'other', 'SQL', 'R__other.sql', 7, true)",
       {{"m/V1__a.sql", kOne},
        {"m/V1_2__b.sql", kOne},
        {"m/V1_10__c.sql", kOne},
        {"m/R__same.sql", kOne},
        {"m/R__other.sql", kOne}},
       "V1_10__c\nR__other\n"},
      {"diesel",
       "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp "
       "DEFAULT now()); INSERT INTO __diesel_schema_migrations VALUES ('20260102000000')",
       {{"m/2026-01-02-000000_a/up.sql", kOne}, {"m/2026-01-03-000000_b/up.sql", kOne}},
       "2026-01-03-000000_b\n"},
      {"golang-migrate",
       "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty bool);"
       "INSERT INTO schema_migrations VALUES (9, false)",
       {{"m/0008_a.up.sql", kOne}, {"m/0009_b.up.sql", kOne}, {"m/0010_c.up.sql", kOne}},
       "0010_c\n"},
      {"dbmate",
       "CREATE TABLE schema_migrations (version varchar PRIMARY KEY);"
       "INSERT INTO schema_migrations VALUES ('20260101000000')",
       {{"m/20260101000000_a.sql", "-- migrate:up\nSELECT 1;\n"},
        {"m/20260102000000_b.sql", "-- migrate:up\nSELECT 1;\n"}},
       "20260102000000_b\n"},
      {"sqlx",
       "CREATE TABLE _sqlx_migrations (version bigint PRIMARY KEY, description text, installed_on "
       "timestamptz DEFAULT now(), success bool, checksum bytea, execution_time bigint);"
       "INSERT INTO _sqlx_migrations (version, success) VALUES (1, true)",
       {{"Cargo.toml", "sqlx = \"0.8\"\n"}, {"m/0001_a.sql", kOne}, {"m/0002_b.sql", kOne}},
       "0002_b\n"},
      {"refinery",
       "CREATE TABLE refinery_schema_history (version int4 PRIMARY KEY, name varchar(255), "
       "applied_on varchar(255), checksum varchar(255));"
       "INSERT INTO refinery_schema_history VALUES (2, 'b', '', '')",
       {{"Cargo.toml", "refinery = \"0.8\"\n"}, {"m/V1__a.sql", kOne}, {"m/V2__b.sql", kOne}},
       "V1__a\n"},
      {"sql-migrate",
       "CREATE TABLE gorp_migrations (id text PRIMARY KEY, applied_at timestamptz);"
       "INSERT INTO gorp_migrations VALUES ('1_a.sql')",
       {{"m/1_a.sql", "-- +migrate Up\n"}, {"m/2_b.sql", "-- +migrate Up\n"}},
       "2_b\n"},
      {"supabase",
       "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations "
       "(version text PRIMARY KEY, statements text[], name text);"
       "INSERT INTO supabase_migrations.schema_migrations VALUES ('1')",
       {{"m/supabase/migrations/1_a.sql", kOne}, {"m/supabase/migrations/2_b.sql", kOne}},
       "2_b\n"},
      {"atlas",
       "CREATE SCHEMA atlas_schema_revisions; CREATE TABLE "
       "atlas_schema_revisions.atlas_schema_revisions (version varchar PRIMARY KEY, description "
       "varchar, applied bigint, total bigint);"
       "INSERT INTO atlas_schema_revisions.atlas_schema_revisions VALUES ('1', 'a', 2, 2)",
       {{"m/atlas.sum", "h1:"}, {"m/1_a.sql", kOne}, {"m/2_b.sql", kOne}},
       "2_b\n"},
      {"node-pg-migrate",
       "CREATE TABLE pgmigrations (id serial PRIMARY KEY, name varchar(255), run_on timestamp);"
       "INSERT INTO pgmigrations (name) VALUES ('1_a')",
       {{"package.json", R"({"devDependencies": {"node-pg-migrate": "9"}})"},
        {"m/1_a.sql", "-- Up Migration\nSELECT 1;\n"},
        {"m/2_b.sql", "-- Up Migration\nSELECT 1;\n"}},
       "2_b\n"},
      {"graphile-migrate",
       "CREATE SCHEMA graphile_migrate; CREATE TABLE graphile_migrate.migrations (hash text "
       "PRIMARY "
       "KEY, previous_hash text, filename text, date timestamptz DEFAULT now());"
       "INSERT INTO graphile_migrate.migrations VALUES ('x', NULL, '000001.sql')",
       {{"m/000001.sql", "--! Previous: -\n\n"}, {"m/000002.sql", "--! Previous: x\n\n"}},
       "000002\n"},
      {"sqitch",
       "CREATE SCHEMA sqitch; CREATE TABLE sqitch.changes (change_id text PRIMARY KEY, change "
       "text);"
       "INSERT INTO sqitch.changes VALUES ('x', 'a')",
       {{"m/sqitch.plan", "a 2026 x\nb 2026 x\n"},
        {"m/deploy/a.sql", kOne},
        {"m/deploy/b.sql", kOne}},
       "b\n"},
      {"liquibase",
       "CREATE TABLE databasechangelog (id varchar(255), author varchar(255), filename "
       "varchar(255)); INSERT INTO databasechangelog VALUES ('1', 'ann', 'm/a.sql')",
       {{"m/a.sql",
         "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n--changeset ann:2\nSELECT "
         "2;\n"}},
       "ann:2\n"},
  };
  for (const auto& each : cases) {
    const std::string framework = each.framework;
    CAPTURE(framework);
    const auto session = live::new_database();
    live::run(*session, each.ledger);
    CHECK(pending(*session, each.files, "m") == each.pending);
  }
}

TEST_CASE("without a table of the framework every migration is a deploy of its own, as it was") {
  const auto session = live::new_database();
  const Files files = {{"m/1.sql", kOne}, {"m/2.sql", kOne}};
  CHECK(pending(*session, files, "m") == "1\n2\n");
  live::run(*session,
            "CREATE TABLE schema_migrations (version text); CREATE TABLE pgmigrations ()");
  CHECK(pending(*session, files, "m") == "1\n2\n");
}

TEST_CASE("the table may have another name, which has to be one") {
  const auto session = live::new_database();
  live::run(*session,
            "CREATE SCHEMA \"Own\"; CREATE TABLE \"Own\".\"done ones\" (version varchar);"
            "INSERT INTO \"Own\".\"done ones\" VALUES ('1')");
  const Files files = {{"m/1.sql", "-- migrate:up\nSELECT 1;\n"},
                       {"m/2.sql", "-- migrate:up\nSELECT 1;\n"}};
  CHECK(pending(*session, files, "m", "--history-table '\"Own\".\"done ones\"'") == "2\n");
  const auto step = run_in(
      *session, files, "pgstage lint --isolated --database-url \"$URL\" --history-table gone m");
  CHECK(step.exit_status == 2);
  CHECK(step.err.find("there is no table \"gone\"") != std::string::npos);
}

TEST_CASE("what a framework began and did not finish is said") {
  const auto session = live::new_database();
  live::run(*session,
            "CREATE TABLE schema_migrations (version bigint, dirty bool);"
            "INSERT INTO schema_migrations VALUES (1, true)");
  const auto step = run_in(*session, {{"m/1_a.up.sql", kOne}, {"m/2_b.up.sql", kOne}},
                           "pgstage lint --isolated --database-url \"$URL\" m");
  CHECK(step.err.starts_with("golang-migrate began \"1\" there and did not finish it\n"));
}

TEST_CASE("plan takes what is pending from the folders that it finds") {
  const auto session = live::new_database();
  live::run(*session,
            "CREATE TABLE users (id int PRIMARY KEY, name text);"
            "CREATE TABLE schema_migrations (version varchar PRIMARY KEY);"
            "INSERT INTO schema_migrations VALUES ('1')");
  const auto step = run_in(
      *session,
      {{"db/migrations/1_users.sql", "-- migrate:up\nCREATE TABLE users (id int, name text);\n"},
       {"db/migrations/2_email.sql", "-- migrate:up\nALTER TABLE users ADD COLUMN email text;\n"}},
      "pgstage plan --isolated --database-url \"$URL\" -q --format json | grep -c "
      "'\"migration\": \"2_email\"'");
  CHECK(step.out == "1\n");
}

}  // namespace pgstage

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "pgstage/source/framework.hpp"
#include "pgstage/source/source.hpp"

#include "repository.hpp"

namespace pgstage::source {
namespace {

using Names = std::vector<std::string>;
using tests::Repository;

/// `id sent_as`, in the order in which they would be run.
Names migrations_in(const Repository& repository, const std::string& folder) {
  const auto selected = select({.paths = {repository / folder}, .one_batch = true});
  if (!selected) FAIL(selected.error().message);
  Names out;
  for (const auto& batch : selected->batches) {
    for (const auto& each : batch) {
      out.push_back(each.id + " " + std::string{to_string(each.sent_as)});
    }
  }
  return out;
}

Migration only_one(const std::string& path) {
  const auto selected = select({.paths = {path}});
  if (!selected) FAIL(selected.error().message);
  REQUIRE(selected->batches.size() == 1);
  REQUIRE(selected->batches.front().size() == 1);
  return selected->batches.front().front();
}

}  // namespace

TEST_CASE("Drizzle runs what its journal names, in the journal's order") {
  Repository repository;
  repository.with("drizzle/0000_z.sql").with("drizzle/0001_a.sql").with("drizzle/0002_left.sql");
  repository.with(
      "drizzle/meta/_journal.json",
      R"({"dialect": "postgresql", "entries": [{"tag": "0001_a"}, {"tag": "0000_z"}]})");
  CHECK(migrations_in(repository, "drizzle") == Names{"0001_a batch", "0000_z batch"});
  const auto second = select({.paths = {repository / "drizzle/0000_z.sql"}});
  REQUIRE(second);
  REQUIRE(second->earlier.size() == 1);
  CHECK(second->earlier.front().id == "0001_a");
}

TEST_CASE("Diesel compares versions as text and without their dashes") {
  Repository repository;
  for (const std::string name :
       {"2019-09-18-233204_c", "20170308140537_a", "2018-01-01-000000_b"}) {
    repository.with("migrations/" + name + "/up.sql").with("migrations/" + name + "/down.sql");
  }
  CHECK(migrations_in(repository, "migrations") ==
        Names{"20170308140537_a file", "2018-01-01-000000_b file", "2019-09-18-233204_c file"});
}

TEST_CASE("Prisma and dbmate compare names as text, and others the numbers in them") {
  Repository repository;
  for (const std::string name : {"1_a", "2_b", "10_c"}) {
    repository.with("prisma/migrations/" + name + "/migration.sql");
    repository.with("dbmate/" + name + ".sql", "-- migrate:up\nSELECT 1;\n");
    repository.with("goose/" + name + ".sql", "-- +goose Up\nSELECT 1;\n");
  }
  repository.with("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
  const auto ids = [&](const std::string& folder) {
    std::string out;
    for (const auto& each : migrations_in(repository, folder)) out += each.substr(0, 2) + " ";
    return out;
  };
  CHECK(ids("prisma/migrations") == "10 1_ 2_ ");
  CHECK(ids("dbmate") == "10 1_ 2_ ");
  CHECK(ids("goose") == "1_ 2_ 10 ");
}

TEST_CASE("the folder of one migration is that migration, with those before it") {
  Repository repository;
  for (const std::string name : {"1_a", "2_b", "3_c"}) {
    repository.with("prisma/migrations/" + name + "/migration.sql");
    repository.with("diesel/migrations/" + name + "/up.sql");
    repository.with("diesel/migrations/" + name + "/down.sql");
  }
  repository.with("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
  for (const std::string path :
       {"prisma/migrations/2_b", "prisma/migrations/2_b/", "diesel/migrations/2_b"}) {
    CAPTURE(path);
    const auto one = select({.paths = {repository / path}});
    REQUIRE(one);
    REQUIRE(one->batches.size() == 1);
    CHECK(one->batches.front().front().id == "2_b");
    CHECK(one->earlier.size() == 1);
  }
  const auto all = select({.paths = {repository / "prisma/migrations"}});
  REQUIRE(all);
  CHECK(all->batches.size() == 3);
}

TEST_CASE("since 1.0, Drizzle has a folder for each migration") {
  Repository repository;
  repository.with("drizzle/20260101000000_a/migration.sql");
  repository.with("drizzle/20260101000000_a/snapshot.json", "{}");
  CHECK(repository.histories() == Names{"drizzle drizzle"});
  CHECK(migrations_in(repository, "drizzle") == Names{"20260101000000_a batch"});
}

TEST_CASE("a journal that names a missing file, or is none, is an error that names both") {
  Repository repository;
  repository.with("drizzle/0000_a.sql");
  repository.with("drizzle/meta/_journal.json", R"({"entries": [{"tag": "0001_gone"}]})");
  auto selected = select({.paths = {repository / "drizzle"}});
  REQUIRE_FALSE(selected);
  CHECK(selected.error().message.find("0001_gone.sql") != std::string::npos);
  CHECK(selected.error().message.find("_journal.json") != std::string::npos);
  for (const std::string broken : {"", "[", "[]", "7", R"({"entries": [1]})"}) {
    repository.with("drizzle/meta/_journal.json", broken);
    CHECK_MESSAGE(!select({.paths = {repository / "drizzle"}}), broken);
  }
}

TEST_CASE("Flyway's versions are compared part by part, and repeatable ones come last") {
  Repository repository;
  for (const auto* name :
       {"V1__a", "V1.1__b", "V1_2__c", "V1.10__d", "V2__e", "R__views", "B1__x"}) {
    repository.with(std::string{"sql/"} + name + ".sql");
  }
  CHECK(migrations_in(repository, "sql") == Names{"V1__a file", "V1.1__b file", "V1_2__c file",
                                                  "V1.10__d file", "V2__e file", "R__views file"});
}

TEST_CASE("refinery is told from Flyway by the crate, and its U is no way back") {
  Repository repository;
  repository.with("Cargo.toml", "[dependencies]\nrefinery = \"0.8\"\n");
  repository.with("migrations/V1__a.sql").with("migrations/U2__b.sql").with("migrations/notes.sql");
  CHECK(migrations_in(repository, "migrations") == Names{"V1__a file", "U2__b file"});
}

TEST_CASE("Sqitch's plan says what is deployed, and revert is its way back") {
  Repository repository;
  repository.with("sqitch.plan",
                  "%syntax-version=1.0.0\n%project=shop\n\n"
                  "users 2026-01-01T00:00:00Z A <a@b.c> # first\n"
                  "@v1 2026-01-02T00:00:00Z A <a@b.c>\n"
                  "orders [users] 2026-01-03T00:00:00Z A <a@b.c> # second\n"
                  "users [users@v1] 2026-01-04T00:00:00Z A <a@b.c> # again\n");
  repository.with("deploy/users@v1.sql").with("deploy/orders.sql").with("deploy/users.sql");
  repository.with("revert/orders.sql", "DROP TABLE orders;\n").with("verify/orders.sql");
  repository.with("deploy/not_planned.sql");
  CHECK(migrations_in(repository, "") ==
        Names{"users@v1 statement", "orders statement", "users statement"});
  CHECK(only_one(repository / "deploy/orders.sql").down == "DROP TABLE orders;\n");
  repository.with("sqitch.plan", "gone 2026-01-01T00:00:00Z A <a@b.c>\n");
  CHECK_FALSE(select({.paths = {repository / "deploy"}}));
}

TEST_CASE("changes of Sqitch may have slashes in their names") {
  Repository repository;
  repository.with("db/sqitch.plan", "b/create 2026 x\na/create [b/create] 2026 x\n");
  for (const auto* way : {"deploy", "revert", "verify"}) {
    for (const auto* change : {"a", "b"}) {
      repository.with(std::string{"db/"} + way + "/" + change + "/create.sql",
                      std::string{"SELECT '"} + way + "';\n");
    }
  }
  CHECK(migrations_in(repository, "db") == Names{"b/create statement", "a/create statement"});
  CHECK(migrations_in(repository, "db/deploy") ==
        Names{"b/create statement", "a/create statement"});
  CHECK(only_one(repository / "db/deploy/a/create.sql").down == "SELECT 'revert';\n");
}

TEST_CASE("a changelog of Liquibase holds a migration for each changeset that is for PostgreSQL") {
  Repository repository;
  const std::string text =
      "--liquibase formatted sql\n"
      "\n"
      "--changeset ann:1\n"
      "CREATE TABLE a (b int);\n"
      "--rollback DROP TABLE a;\n"
      "-- changeset ann:2 runInTransaction:false\n"
      "CREATE INDEX CONCURRENTLY c ON a (b);\n"
      "--changeset ann:3 dbms:mysql\n"
      "SELECT 1;\n"
      "--changeset ann:4 dbms:\"h2, postgresql\" splitStatements:false runInTransaction:false\n"
      "SELECT 2;\n";
  repository.with("db/changes.sql", text);
  CHECK(migrations_in(repository, "db") == Names{"ann:1 file", "ann:2 statement", "ann:4 message"});
  const auto selected = select({.paths = {repository / "db/changes.sql"}});
  REQUIRE(selected);
  const auto& batch = selected->batches.front();
  REQUIRE(batch.size() == 3);
  CHECK(batch[0].down == "DROP TABLE a;\n");
  CHECK(batch[1].up.find("CREATE INDEX") == text.find("CREATE INDEX"));
  CHECK(batch[1].up.find("CREATE TABLE") == std::string::npos);
}

TEST_CASE("a byte-order mark and one odd file hide no framework") {
  Repository repository;
  repository.with("l/a.sql", "\xEF\xBB\xBF--liquibase formatted sql\n--changeset x:1\nSELECT 1;\n");
  repository.with("g/1_odd.sql").with("g/2_a.sql", "-- +goose Up\nSELECT 1;\n");
  repository.with("g/3_b.sql", "-- +goose Up\nSELECT 1;\n");
  CHECK(repository.histories() == Names{"g goose", "l liquibase"});
  CHECK(migrations_in(repository, "l") == Names{"x:1 file"});
}

TEST_CASE("the changelog of all says the order of Liquibase's files") {
  Repository repository;
  repository.with("db/changelog.xml", "<include file=\"db/sql/b.sql\"/><include file=\"a.sql\"/>");
  for (const auto* name : {"a", "b"}) {
    repository.with(
        std::string{"db/sql/"} + name + ".sql",
        std::string{"--liquibase formatted sql\n--changeset x:"} + name + "\nSELECT 1;\n");
  }
  CHECK(migrations_in(repository, "db/sql") == Names{"x:b file", "x:a file"});
}

TEST_CASE("node-pg-migrate's scripts share one transaction and hold both ways") {
  Repository repository;
  repository.with("package.json", R"({"dependencies": {"node-pg-migrate": "^9.0.0"}})");
  repository.with("migrations/1_a.sql",
                  "-- Up Migration\nSELECT 1;\n\n--- down migration\nSELECT 2;\n");
  const auto migration = only_one(repository / "migrations/1_a.sql");
  repository.with("queries/1_report.sql");
  CHECK(repository.histories() == Names{"migrations node-pg-migrate"});
  CHECK(migration.framework == "node-pg-migrate");
  CHECK(migration.sent_as == SentAs::Batch);
  CHECK(migration.up == "-- Up Migration\nSELECT 1;\n\n");
  CHECK(migration.down == "--- down migration\nSELECT 2;\n");
}

TEST_CASE("Atlas runs a script in a transaction unless its head says otherwise") {
  Repository repository;
  repository.with("m/atlas.sum", "h1:x\n").with("m/1.sql");
  repository.with("m/2.sql", "-- atlas:nolint\n-- atlas:txmode none\n\nSELECT 1;\n");
  repository.with("m/3.sql", "SELECT 1;\n-- atlas:txmode none\n");
  repository.with("m/4.sql", "-- atlas:txmode none\nSELECT 1;\n");
  CHECK(migrations_in(repository, "m") == Names{"1 file", "2 statement", "3 file", "4 file"});
  repository.with("g/atlas.sum").with("g/1_a.up.sql").with("g/1_a.down.sql");
  CHECK(migrations_in(repository, "g") == Names{"1_a message"});
}

TEST_CASE("what graphile-migrate works on comes behind what was committed") {
  Repository repository;
  repository.with(".gmrc", "{}").with("migrations/committed/000001.sql", "--! Previous: -\n\n");
  repository.with("migrations/committed/000002-b.sql",
                  "--! Previous: sha1:0\n--! Hash: sha1:1\n\n--! no-transaction\nSELECT 1;\n");
  repository.with("migrations/current.sql", "ALTER TABLE t OWNER TO :DATABASE_OWNER;\n");
  repository.with("schema/dump.sql").with("dump.sql").with("migrations/notes.sql");
  CHECK(repository.histories() == Names{"migrations graphile-migrate"});
  CHECK(migrations_in(repository, "migrations") ==
        Names{"000001 file", "000002-b message", "current file"});
  CHECK(migrations_in(repository, "migrations/committed") ==
        Names{"000001 file", "000002-b message"});
  const auto selected = select({.paths = {repository / "migrations/current.sql"}});
  REQUIRE(selected);
  CHECK(selected->earlier.size() == 2);
  CHECK(selected->batches.front().front().up == "ALTER TABLE t OWNER TO _DATABASE_OWNER;\n");
}

TEST_CASE("Prisma sends a script as one message before 7.4, by what is locked or else asked for") {
  struct Setup {
    const char* file;
    const char* text;
    SentAs sent_as;
  };
  constexpr Setup kSetups[] = {
      {"package.json", R"({"devDependencies": {"prisma": "^6.3.0"}})", SentAs::Message},
      {"package.json", R"({"devDependencies": {"prisma": "~7.4.0"}})", SentAs::Statement},
      {"package.json", R"({"devDependencies": {"prisma": "latest"}})", SentAs::Statement},
      {"package-lock.json", "{\n    \"node_modules/prisma\": {\n      \"version\": \"7.3.9\",",
       SentAs::Message},
      {"pnpm-lock.yaml", "packages:\n\n  prisma@7.10.0:\n", SentAs::Statement},
      {"yarn.lock", "\nprisma@^7.0.0:\n  version \"7.2.0\"\n", SentAs::Message},
      {"README.md", "prisma", SentAs::Statement},
  };
  for (const auto& setup : kSetups) {
    Repository repository;
    repository.with(setup.file, setup.text).with("prisma/migrations/1_a/migration.sql");
    CHECK_MESSAGE(
        only_one(repository / "prisma/migrations/1_a/migration.sql").sent_as == setup.sent_as,
        setup.text);
  }
}

TEST_CASE("what is for another database is passed over beside what is for PostgreSQL") {
  Repository repository;
  repository.with("migrations/mysql/1.sql").with("migrations/postgres/1.sql");
  repository.with("migrations_sqlite/1.sql");
  repository.with("other/prisma/migrations/migration_lock.toml", "provider = \"sqlite\"\n");
  repository.with("other/prisma/migrations/1_a/migration.sql");
  repository.with("lite/drizzle/0000_a.sql");
  repository.with("lite/drizzle/meta/_journal.json", R"({"dialect": "sqlite", "entries": []})");
  repository.with("new/drizzle/1_a/migration.sql");
  repository.with("new/drizzle/1_a/snapshot.json", R"({"version": "7", "dialect": "mysql"})");
  repository.with("go/dbconfig.yml", "development:\n  dialect: sqlite3\n");
  repository.with("go/migrations/1.sql", "-- +migrate Up\nSELECT 1;\n");
  const auto selected = select({.paths = {repository / ""}});
  REQUIRE(selected);
  REQUIRE(selected->batches.size() == 1);
  CHECK(selected->batches.front().front().path == repository / "migrations/postgres/1.sql");
}

TEST_CASE("placeholders become names of the same length, but not where they may be text") {
  Repository repository;
  repository.with("sql/V1__a.sql",
                  "SELECT * FROM ${schema}.t WHERE a = '${a}' AND b = $$${b}$$ -- ${c}\n"
                  "  AND {{ .Options.x }} = ANY ('{{1,2}}');\n");
  CHECK(only_one(repository / "sql/V1__a.sql").up ==
        "SELECT * FROM __schema_.t WHERE a = '${a}' AND b = $$${b}$$ -- ${c}\n"
        "  AND ____Options_x___ = ANY ('{{1,2}}');\n");
  repository.with("s/sqitch.plan", "a 2026 x\n");
  repository.with("s/deploy/a.sql",
                  "SELECT a[1:n]::int, :'v', :\"w\", E'\\':x' FROM :t AS \":y\";\n");
  CHECK(only_one(repository / "s/deploy/a.sql").up ==
        "SELECT a[1:n]::int, '_v', \"_w\", E'\\':x' FROM _t AS \":y\";\n");
}

TEST_CASE("a folder that may not be read is named, and the others are taken") {
  Repository repository;
  repository.with("db/1_a.sql").with("db/closed/2_b.sql");
  std::filesystem::permissions(repository.root(), std::filesystem::perms{0755});
  std::filesystem::permissions(repository / "db/closed", std::filesystem::perms::none);
  // Nothing is closed to root.
  constexpr uid_t kNobody = 65534;
  const bool is_root = geteuid() == 0;
  if (is_root) REQUIRE(seteuid(kNobody) == 0);
  const auto selected = select({.paths = {repository / "db"}});
  if (is_root) REQUIRE(seteuid(0) == 0);
  std::filesystem::permissions(repository / "db/closed", std::filesystem::perms::owner_all);
  REQUIRE(selected);
  CHECK(selected->batches.size() == 1);
  CHECK(selected->closed == Names{repository / "db/closed"});
}

}  // namespace pgstage::source

// What a framework does with a migration that stands beside these settings.
#include <string>

#include <doctest/doctest.h>

#include "pgstage/source/source.hpp"

#include "repository.hpp"

namespace pgstage::source {
namespace {

using tests::Repository;

Migration read(const Repository& repository, const std::string& path) {
  const auto selected = select({.paths = {repository / path}});
  if (!selected) FAIL(selected.error().message);
  REQUIRE(selected->batches.size() == 1);
  return selected->batches.front().front();
}

Runner runner_of(const Repository& repository, const std::string& path) {
  return read(repository, path).runner;
}

constexpr auto kMixed =
    "SET lock_timeout = '2s';\nCREATE INDEX CONCURRENTLY orders_idx ON orders (id);\n";
constexpr auto kAlone = "-- why\nCREATE INDEX CONCURRENTLY orders_idx ON orders (id);\n;\n";

}  // namespace

TEST_CASE("Flyway refuses a script with statements of both kinds, unless it is told to mix them") {
  Repository repository;
  repository.with("sql/V1__a.sql", kMixed).with("sql/V2__b.sql", kAlone);
  repository.with("sql/V3__c.sql", kMixed).with("sql/V3__c.sql.conf", "executeInTransaction=false");
  repository.with("sql/V4__d.sql", "ALTER TABLE a ADD b int;\nALTER TABLE a ADD c int;\n");
  CHECK(runner_of(repository, "sql/V1__a.sql").does_not_run.find("both kinds") !=
        std::string::npos);
  for (const auto* name : {"sql/V2__b.sql", "sql/V3__c.sql", "sql/V4__d.sql"}) {
    CHECK_MESSAGE(runner_of(repository, name).does_not_run.empty(), name);
  }
  repository.with("flyway.toml", "[flyway]\nmixed = true\n");
  CHECK(runner_of(repository, "sql/V1__a.sql").does_not_run.empty());
}

TEST_CASE("Flyway keeps a transaction open for its lock, unless it is told not to") {
  Repository repository;
  repository.with("sql/V1__a.sql", kAlone);
  CHECK(runner_of(repository, "sql/V1__a.sql").keeps_transaction == "Flyway");
  repository.with("flyway.conf", "flyway.postgresql.transactional.lock=false\n");
  CHECK(runner_of(repository, "sql/V1__a.sql").keeps_transaction.empty());
}

TEST_CASE("Diesel takes a metadata.toml that says nothing of transactions for a no") {
  Repository repository;
  for (const std::string name : {"1_a", "2_b", "3_c"}) {
    repository.with("migrations/" + name + "/up.sql").with("migrations/" + name + "/down.sql");
  }
  repository.with("migrations/2_b/metadata.toml", "# of nothing\n");
  repository.with("migrations/3_c/metadata.toml", "run_in_transaction = false\n");
  CHECK(runner_of(repository, "migrations/1_a/up.sql").leaves_out_transaction.empty());
  CHECK_FALSE(runner_of(repository, "migrations/2_b/up.sql").leaves_out_transaction.empty());
  CHECK(runner_of(repository, "migrations/3_c/up.sql").leaves_out_transaction.empty());
}

TEST_CASE("Drizzle passes over what is not younger than all before it in its journal") {
  Repository repository;
  repository.with("drizzle/0000_a.sql").with("drizzle/0001_b.sql").with("drizzle/0002_c.sql");
  repository.with("drizzle/meta/_journal.json", R"({"entries": [{"tag": "0000_a", "when": 20},
      {"tag": "0001_b", "when": 20}, {"tag": "0002_c", "when": 21}]})");
  CHECK(runner_of(repository, "drizzle/0000_a.sql").does_not_run.empty());
  CHECK_FALSE(runner_of(repository, "drizzle/0001_b.sql").does_not_run.empty());
  CHECK(runner_of(repository, "drizzle/0002_c.sql").does_not_run.empty());
}

TEST_CASE("Prisma commits each statement since 7.4, but for a script that it cannot divide") {
  Repository repository;
  const std::string script = "prisma/migrations/1_a/migration.sql";
  repository.with(script, "ALTER TABLE a ADD b int;\nALTER TABLE a ADD c int;\n");
  repository.with("package.json", R"({"devDependencies": {"prisma": "7.6.0"}})");
  CHECK(read(repository, script).sent_as == SentAs::Statement);
  CHECK(runner_of(repository, script).commits_each == "Prisma");
  repository.with(script, "ALTER TABLE a ADD b int;\nDROP INDEX CONCURRENTLY a_idx;\n");
  CHECK(read(repository, script).sent_as == SentAs::Message);
  CHECK(runner_of(repository, script).commits_each.empty());
}

TEST_CASE("TypeORM stops at a migration without a transaction, unless its mode allows one") {
  Repository repository;
  const std::string file = "src/migrations/1700000000000-note.ts";
  const std::string query = "async up(queryRunner) { await queryRunner.query(`SELECT 1`); } }\n";
  const std::string head =
      "import { MigrationInterface } from 'typeorm';\nexport class Note1700000000000 {\n";
  repository.with(file, head + query);
  CHECK(runner_of(repository, file).does_not_run.empty());
  repository.with(file, head + "transaction = false;\n" + query);
  CHECK_FALSE(runner_of(repository, file).does_not_run.empty());
  repository.with("src/config/typeorm.ts",
                  "new DataSource({ migrationsTransactionMode: 'each' });\n");
  CHECK(runner_of(repository, file).does_not_run.empty());
}

TEST_CASE("MikroORM runs a migration without a transaction in a second session") {
  Repository repository;
  const std::string file = "migrations/Migration20260101000000.ts";
  const std::string head =
      "import { Migration } from '@mikro-orm/migrations';\n"
      "export class Migration20260101000000 extends Migration {\n";
  const std::string up = "up() { this.addSql('SELECT 1'); }\n}\n";
  repository.with(file, head + up);
  CHECK(runner_of(repository, file).runs_beside.empty());
  repository.with(file, head + "isTransactional() { return false; }\n" + up);
  CHECK(runner_of(repository, file).runs_beside == "MikroORM");
  repository.with("mikro-orm.config.ts", "export default { migrations: { allOrNothing: false } };");
  CHECK(runner_of(repository, file).runs_beside.empty());
}

TEST_CASE("what goose sends as one message is told where there is no transaction around it") {
  Repository repository;
  const std::string statements =
      "-- +goose Up\nSELECT 1; SELECT 2;\n-- +goose StatementBegin\nSELECT 3;\nSELECT 4;\n"
      "-- +goose StatementEnd\nSELECT\n  5; -- last\n";
  repository.with("db/1_a.sql", statements);
  repository.with("db/2_b.sql", "-- +goose NO TRANSACTION\n" + statements);
  CHECK(read(repository, "db/1_a.sql").messages.empty());
  const auto alone = read(repository, "db/2_b.sql");
  std::vector<std::string> held;
  for (const auto message : alone.messages) {
    held.push_back(alone.up.substr(message.offset, message.length));
  }
  CHECK(held == std::vector<std::string>{
                    "SELECT 1; SELECT 2;",
                    "-- +goose StatementBegin\nSELECT 3;\nSELECT 4;\n-- +goose StatementEnd",
                    "SELECT\n  5; -- last"});
}

TEST_CASE("what one call is handed is one message, unless the framework divides it") {
  Repository repository;
  const std::string sql = "SET lock_timeout = '2s'; DROP INDEX CONCURRENTLY orders_idx";
  repository.with("knex/1_a.js", "exports.up = async (knex) => { await knex.raw(`" + sql +
                                     "`); };\nexports.down = () => {};\n"
                                     "exports.config = { transaction: false };\n");
  repository.with("django/migrations/0001_a.py",
                  "from django.db import migrations\nclass Migration(migrations.Migration):\n"
                  "    atomic = False\n    operations = [migrations.RunSQL(\"" +
                      sql + "\")]\n");
  const auto knex = read(repository, "knex/1_a.js");
  CHECK(knex.sent_as == SentAs::Statement);
  REQUIRE(knex.messages.size() == 1);
  CHECK(knex.code.substr(knex.messages[0].offset, knex.messages[0].length) == "`" + sql + "`");
  CHECK(read(repository, "django/migrations/0001_a.py").messages.empty());
}

}  // namespace pgstage::source

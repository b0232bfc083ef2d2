#include <doctest/doctest.h>

#include "pgstage/source/framework.hpp"
#include "pgstage/source/source.hpp"

#include "repository.hpp"

namespace pgstage::source {
namespace {

using tests::Repository;
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("each framework's folder is known by what only it writes") {
  struct Layout {
    std::string file;
    std::string text;
    std::string found;
  };
  const Layout layouts[] = {
      {"prisma/migrations/1_init/migration.sql", "", "prisma/migrations prisma"},
      {"server/migrations/1_init/up.sql", "", "server/migrations diesel"},
      {"supabase/migrations/1_init.sql", "", "supabase/migrations supabase"},
      {"resources/db/migration/V1__init.sql", "", "resources/db/migration flyway"},
      {"db/sql/V1.2__init.sql", "", "db/sql flyway"},
      {"db/versions/1_init.sql", "-- +goose Up\nSELECT 1;\n", "db/versions goose"},
      {"db/scripts/1_init.sql", "-- +migrate Up\n", "db/scripts sql-migrate"},
      {"db/scripts/1_init.sql", "-- migrate:up\n", "db/scripts dbmate"},
      {"db/schema/1_init.up.sql", "", "db/schema golang-migrate"},
      {"migrations/1_init.sql", "", "migrations plain"},
  };
  for (const auto& layout : layouts) {
    const auto found = Repository{}.with(layout.file, layout.text).histories();
    CHECK_MESSAGE(found == Names{layout.found}, layout.file);
  }
}

TEST_CASE("what a folder holds counts more than what stands around it") {
  Repository repository;
  repository.with("package.json", R"({"dependencies": {"node-pg-migrate": "7.9.0"}})");
  repository.with("a/migrations/1_a.sql", "-- +migrate Up\nSELECT 1;\n");
  repository.with("b/migrations/1_a.sql").with("b/Cargo.toml", "sqlx = \"0.8\"\n");
  repository.with("c/migrations/1_a.sql").with("supabase/migrations/1_a.sql");
  CHECK(repository.histories() ==
        std::vector<std::string>{"a/migrations sql-migrate", "b/migrations sqlx",
                                 "c/migrations node-pg-migrate", "supabase/migrations supabase"});
}

TEST_CASE("Drizzle's folder is known by its journal") {
  Repository repository;
  repository.with("app/drizzle/0000_init.sql").with("app/drizzle/meta/_journal.json", "{}");
  CHECK(repository.histories() == Names{"app/drizzle drizzle"});
}

TEST_CASE("sqlx is told from golang-migrate by the crate around it") {
  Repository repository;
  repository.with("server/Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n");
  repository.with("server/migrations/1_init.up.sql");
  CHECK(repository.histories() == Names{"server/migrations sqlx"});
}

TEST_CASE("how a script is sent is what its framework and its own directives say") {
  struct Script {
    std::string file;
    std::string text;
    std::string framework;
    SentAs sent_as;
  };
  const Script scripts[] = {
      {"a/1.sql", "-- +goose Up\nSELECT 1;\n", "goose", SentAs::File},
      {"b/1.sql", "-- +goose NO TRANSACTION\n-- +goose Up\n", "goose", SentAs::Statement},
      {"c/1.sql", "-- migrate:up\n", "dbmate", SentAs::File},
      {"d/1.sql", "-- migrate:up transaction:false\n", "dbmate", SentAs::Message},
      {"e/V1__a.sql", "SELECT 1;\n", "flyway", SentAs::File},
      {"e/V2__a.sql", "SELECT 1;\n-- first\nCREATE UNIQUE INDEX\n  concurrently a ON t (c);\n",
       "flyway", SentAs::Statement},
      {"e/V3__a.sql", "-- VACUUM t;\nSELECT 1;\n", "flyway", SentAs::File},
      {"e/V4__a.sql", "vacuum", "flyway", SentAs::Statement},
      {"e/V5__a.sql", "/* a\n   licence */\nDROP INDEX CONCURRENTLY a;", "flyway",
       SentAs::Statement},
      {"e/V6__a.sql", "/* VACUUM; */ SELECT 1; -- VACUUM", "flyway", SentAs::File},
      {"f/1_a.up.sql", "SELECT 1;\n", "golang-migrate", SentAs::Message},
      {"g/1/up.sql", "SELECT 1;\n", "diesel", SentAs::File},
      {"h/1/migration.sql", "SELECT 1;\n", "prisma", SentAs::Statement},
      {"i/1.sql", "SELECT 1;\n", "plain", SentAs::Statement},
  };
  for (const auto& script : scripts) {
    Repository repository;
    repository.with(script.file, script.text);
    const auto selected = select({.paths = {repository / script.file}});
    REQUIRE(selected);
    const auto& migration = selected->batches.front().front();
    CAPTURE(script.file);
    CHECK(migration.framework == script.framework);
    CHECK(migration.sent_as == script.sent_as);
  }
}

TEST_CASE("what stands beside a script says that it is sent without a transaction") {
  Repository repository;
  repository.with("f/V1__a.sql").with("f/V1__a.sql.conf", "executeInTransaction=false\n");
  repository.with("f/U1__a.sql", "SELECT 2;\n");
  repository.with("d/1/up.sql").with("d/1/metadata.toml", "run_in_transaction = false\n");
  const auto flyway = select({.paths = {repository / "f/V1__a.sql"}});
  REQUIRE(flyway);
  CHECK(flyway->batches.front().front().sent_as == SentAs::Statement);
  CHECK(flyway->batches.front().front().down == "SELECT 2;\n");
  const auto diesel = select({.paths = {repository / "d/1/up.sql"}});
  REQUIRE(diesel);
  CHECK(diesel->batches.front().front().sent_as == SentAs::Message);
}

TEST_CASE("the next versions come behind the last one, in its form") {
  const std::pair<std::string, std::string> versions[] = {
      {"0042_status", "0043"},
      {"9", "10"},
      {"20240131235959_status", "20240201000000"},
      {"2024-01-31-235959_status", "2024-02-01-000000"},
      {"2024-01-31-235959-0000_status", "2024-02-01-000000-0000"},
      {"99999999999999_no_time", "100000000000000"},
      {"status", "0001"},
  };
  for (const auto& version : versions) {
    const auto found = framework_named("goose");
    REQUIRE(found);
    const Naming naming{.last = version.first, .up_suffix = {}, .down_suffix = {}};
    CHECK_MESSAGE((*found)->version(naming, 1) == version.second, version.first);
  }
  const Naming naming{.last = "V2_1.9__status", .up_suffix = {}, .down_suffix = {}};
  CHECK((*framework_named("flyway"))->version(naming, 2) == "2_1.11");
}

TEST_CASE("new migrations come behind all of the history, not only behind those that are named") {
  Repository repository;
  repository.with("migrations/9_a.sql")
      .with("migrations/10_b.sql")
      .with("migrations/10_b.down.sql");
  const auto naming = naming_of({repository / "migrations/9_a.sql"});
  CHECK(naming.last == "10_b");
}

TEST_CASE("SQL that is no history, hidden folders and dependencies are passed over") {
  Repository repository;
  repository.with("queries/1.sql").with("seeds/users.sql").with(".cache/migrations/1.sql");
  repository.with("node_modules/a/migrations/1.sql").with("vendor/b/migrations/1.sql");
  repository.with("migrations/1_init.py").with("db/migrations/1_init.down.sql");
  CHECK(repository.histories().empty());
}

TEST_CASE("several histories are found in the order of their names") {
  Repository repository;
  repository.with("b/migrations/1.sql").with("a/migrations/1.sql");
  CHECK(repository.histories() == Names{"a/migrations plain", "b/migrations plain"});
}

TEST_CASE("a repository is found from a folder inside it") {
  Repository repository;
  repository.with("a/b/c.sql");
  CHECK(repository_of(repository / "a/b") == repository.root());
}

TEST_CASE("of a script that holds both ways only the way forward is taken") {
  Repository repository;
  const std::string up = "-- +goose Up\nCREATE TABLE a (b int);\n\n";
  repository.with("1.sql", up + "-- +goose Down\nDROP TABLE a;\n");
  const auto selected = select({.paths = {repository / "1.sql"}});
  REQUIRE(selected);
  const auto& migration = selected->batches.front().front();
  CHECK(migration.up == up);
  CHECK(migration.down == "-- +goose Down\nDROP TABLE a;\n");
}

}  // namespace pgstage::source

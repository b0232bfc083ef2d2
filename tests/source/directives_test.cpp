// Comments that frameworks read, whole and half-written.
#include <string>

#include <doctest/doctest.h>

#include "pgstage/source/source.hpp"

#include "repository.hpp"

namespace pgstage::source {
namespace {

using tests::Repository;

const std::string kGoose = "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n";
const std::string kDbmate = "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n";
const std::string kSqlMigrate = "-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n";

/// What is said against a script beside others that are as they should be.
std::string said_of(const std::string& others, const std::string& script,
                    const std::string& name = "0003_c.sql") {
  Repository repository;
  repository.with("db/0001_a.sql", others).with("db/0002_b.sql", others).with("db/" + name, script);
  const auto path = repository / ("db/" + name);
  const auto selected = select({.paths = {path}});
  if (selected) return {};
  CHECK_FALSE(selected.error().hint.empty());
  const auto& message = selected.error().message;
  const auto at = message.find(name);
  return at == std::string::npos ? message : message.substr(at + name.size());
}

}  // namespace

TEST_CASE(
    "goose reads its directives in any case, and the way back is no part of the way forward") {
  Repository repository;
  repository.with("db/0001_a.sql", "-- +goose up\nSELECT 1;\n-- +GOOSE down\nDROP TABLE a;\n");
  const auto selected = select({.paths = {repository / "db/0001_a.sql"}});
  REQUIRE(selected);
  const auto& migration = selected->batches.front().front();
  CHECK(migration.framework == "goose");
  CHECK(migration.up.find("DROP") == std::string::npos);
  CHECK(migration.down.find("DROP") != std::string::npos);
}

TEST_CASE("a directive that its framework does not know is an error, with those that it knows") {
  CHECK(said_of(kGoose, "-- +goose Up\n-- +goose StatmentBegin\nSELECT 1;\n") ==
        ":2: goose does not know \"-- +goose StatmentBegin\"");
  CHECK(said_of(kGoose, "-- +goose Up\nSELECT 1;\n-- +goose Dwon\nDROP TABLE a;\n") ==
        ":3: goose does not know \"-- +goose Dwon\"");
  CHECK(said_of(kDbmate, "-- migrate:up\nSELECT 1;\n-- migrate:dwon\nDROP TABLE a;\n") ==
        ":3: dbmate does not know \"-- migrate:dwon\"");
  CHECK(said_of(kSqlMigrate, "-- +migrate Up\nSELECT 1;\n-- +migrate down\nDROP TABLE a;\n") ==
        ":3: sql-migrate does not know \"-- +migrate down\"");
}

TEST_CASE("a directive that does not begin its line is not seen, and that is an error") {
  CHECK(said_of(kDbmate, "-- migrate:up\nSELECT 1;\n  -- migrate:down\nDROP TABLE a;\n") ==
        ":3: dbmate does not see \"-- migrate:down\" behind blanks");
}

TEST_CASE("a statement that is begun and not ended is an error, and so is the other half alone") {
  CHECK(said_of(kGoose, "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n") ==
        ":2: \"-- +goose StatementBegin\" is not ended");
  CHECK(said_of(kGoose, "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n-- +goose Down\n") ==
        ":2: \"-- +goose StatementBegin\" is not ended");
  CHECK(said_of(kSqlMigrate, "-- +migrate Up\nSELECT 1;\n-- +migrate StatementEnd\n") ==
        ":3: \"-- +migrate StatementEnd\" ends nothing");
}

TEST_CASE("a script in which nothing goes forward is an error where its name is a migration's") {
  CHECK(said_of(kGoose, "SELECT 1;\n") ==
        ": goose runs nothing of a script without \"-- +goose Up\"");
  CHECK(said_of(kDbmate, "SELECT 1;\n", "seed.sql").empty());
}

TEST_CASE("options, blanks and carriage returns make no directive half-written") {
  CHECK(said_of(kDbmate, "--  migrate:up  transaction:false\r\nSELECT 1;\r\n-- migrate:down\r\n")
            .empty());
  CHECK(said_of(kSqlMigrate, "-- +migrate Up notransaction\nSELECT 1;\n").empty());
  CHECK(said_of(kGoose, "-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose ENVSUB ON\nSELECT 1;\n")
            .empty());
}

TEST_CASE("a folder that speaks to several frameworks is named, with whose it is taken for") {
  tests::Repository repository;
  repository.with("a/migrations/1_a.sql", "-- +goose Up\nSELECT 1;\n");
  repository.with("a/migrations/2_b.sql", "-- migrate:up transaction:false\nSELECT 1;\n");
  const auto mixed = select({.paths = {repository / "a"}});
  REQUIRE(mixed);
  CHECK(mixed->mixed == std::vector<std::string>{"\"" + (repository / "a/migrations") +
                                                 "\" has directives of dbmate and goose and is "
                                                 "taken for plain files"});
  CHECK(select({.paths = {repository / "a"}, .framework = "plain"})->mixed.empty());
  repository.with("b/migrations/1_a.sql", "-- +goose up\nSELECT 1;\n");
  CHECK(select({.paths = {repository / "b"}})->mixed.empty());
}

}  // namespace pgstage::source

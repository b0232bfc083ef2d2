// Folders of migrations that are code.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/source/source.hpp"

#include "repository.hpp"

namespace pgstage::source {
namespace {

using Names = std::vector<std::string>;
using tests::Repository;

std::string revision(const std::string& id, const std::string& before) {
  return "from alembic import op\nrevision: str = '" + id + "'\ndown_revision = " + before +
         "\n\ndef upgrade():\n    op.execute('SELECT 1')\n";
}

const std::string kKnex =
    "exports.up = async function (knex) { await knex.raw('SELECT 1'); };\n"
    "exports.down = async function (knex) {};\n";

Names ids(const std::vector<Migration>& migrations) {
  Names out;
  for (const auto& each : migrations) out.push_back(each.id);
  return out;
}

Names in_order(const Repository& repository, const std::string& folder) {
  const auto selected = select({.paths = {repository / folder}, .one_batch = true});
  if (!selected) FAIL(selected.error().message);
  return selected->batches.empty() ? Names{} : ids(selected->batches.front());
}

}  // namespace

TEST_CASE("Alembic's revisions come in the order of their graph, whatever they are called") {
  Repository repository;
  repository.with("alembic/versions/a_third.py", revision("33", "('22', \"2b\")"));
  repository.with("alembic/versions/z_first.py", revision("11", "None"));
  repository.with("alembic/versions/m_second.py", revision("22", "'11'"));
  repository.with("alembic/versions/b_branch.py", revision("2b", "'11'"));
  repository.with("alembic/versions/__init__.py", "");
  repository.with("alembic/env.py", "from alembic import context\n");
  CHECK(repository.histories() == Names{"alembic/versions alembic"});
  CHECK(in_order(repository, "alembic/versions") ==
        Names{"z_first", "m_second", "b_branch", "a_third"});
}

TEST_CASE("a graph of revisions that runs in a circle or names a missing one ends all the same") {
  Repository repository;
  repository.with("versions/0001_a.py", revision("1", "'2'"));
  repository.with("versions/0002_b.py", revision("2", "'1'"));
  repository.with("versions/0003_c.py", revision("3", "'gone'"));
  auto found = in_order(repository, "versions");
  std::sort(found.begin(), found.end());
  CHECK(found == Names{"0001_a", "0002_b", "0003_c"});
}

TEST_CASE("who names a migration in code has those before it as earlier ones") {
  Repository repository;
  repository.with("migrations/20260101000000_a.js", kKnex);
  repository.with("migrations/20260102000000_b.js", kKnex);
  repository.with("migrations/20260103000000_c.js", kKnex);
  repository.with("migrations/helpers.js", "module.exports = {};\n");
  const auto selected = select({.paths = {repository / "migrations/20260102000000_b.js"}});
  REQUIRE(selected);
  CHECK(ids(selected->earlier) == Names{"20260101000000_a"});
  REQUIRE(selected->batches.size() == 1);
  CHECK(ids(selected->batches.front()) == Names{"20260102000000_b"});
  CHECK(selected->batches.front().front().framework == "knex");
}

TEST_CASE("goose runs scripts and code by their versions") {
  Repository repository;
  repository.with("migrations/00001_a.sql", "-- +goose Up\nSELECT 1;\n");
  repository.with("migrations/00002_b.go",
                  "package migrations\nimport \"github.com/pressly/goose/v3\"\n"
                  "func init() { goose.AddMigrationContext(up, nil) }\n"
                  "func up(ctx context.Context, tx *sql.Tx) error {\n"
                  "  _, err := tx.ExecContext(ctx, `SELECT 1`)\n  return err\n}\n");
  repository.with("migrations/00003_c.sql", "-- +goose Up\nSELECT 1;\n");
  CHECK(repository.histories() == Names{"migrations goose"});
  CHECK(in_order(repository, "migrations") == Names{"00001_a", "00002_b", "00003_c"});
}

TEST_CASE("code that is no migration makes no history, and is not even opened elsewhere") {
  Repository repository;
  repository.with("src/users.py", "from alembic import op\nop.execute('SELECT 1')\n");
  repository.with("migrations/helpers.py", "def f(): pass\n");
  repository.with("app/migrations/index.ts", "export {};\n");
  CHECK(repository.histories().empty());
  const auto selected = select({.paths = {repository / "src"}});
  REQUIRE_FALSE(selected);
}

}  // namespace pgstage::source

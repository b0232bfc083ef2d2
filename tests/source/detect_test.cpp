#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <stdlib.h>

#include "pgstage/source/source.hpp"

namespace pgstage::source {
namespace {

namespace fs = std::filesystem;

/// A repository that is gone when the test is over.
class Repository {
 public:
  Repository() {
    std::string name = (fs::temp_directory_path() / "pgstage-detect-XXXXXX").string();
    root_ = fs::canonical(mkdtemp(name.data()));
    fs::create_directory(root_ / ".git");
  }
  ~Repository() {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;

  Repository& with(const std::string& path, const std::string& text = "SELECT 1;\n") {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
    return *this;
  }

  /// `folder framework`, from the root.
  std::vector<std::string> histories() const {
    std::vector<std::string> out;
    for (const auto& each : histories_below(root_.string())) {
      const auto folder = fs::weakly_canonical(each.folder).lexically_relative(root_);
      out.push_back(folder.string() + " " + each.framework);
    }
    return out;
  }

  std::string operator/(const std::string& path) const { return (root_ / path).string(); }
  std::string root() const { return root_.string(); }

 private:
  fs::path root_;
};

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

TEST_CASE("Drizzle's folder is known by its journal") {
  Repository repository;
  repository.with("app/drizzle/0000_init.sql").with("app/drizzle/meta/_journal.json", "{}");
  CHECK(repository.histories() == Names{"app/drizzle drizzle"});
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

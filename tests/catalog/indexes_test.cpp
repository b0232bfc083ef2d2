#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/catalog/replay.hpp"

using namespace pgstage;

namespace {

constexpr std::string_view kStart =
    "CREATE TABLE t (a int, b int); CREATE INDEX i1 ON t (a); CREATE INDEX i2 ON t (b);"
    "CREATE INDEX i3 ON t (a, b);";

/// Which of the names are an index of the table after the statements.
std::vector<std::string> indexes_after(const std::string& statements) {
  const auto script = sql::Script::parse(std::string{kStart} + statements);
  catalog::Replay replay{catalog::Catalog(true)};
  for (const auto& each : script.statements()) replay.advance(each.view(), script, each.span());
  std::vector<std::string> out;
  for (const std::string name : {"i1", "i2", "i3", "i4", "t_pkey"}) {
    const auto* table = replay.catalog().table_of_index({"public", name});
    if (table == nullptr) continue;
    CHECK(table->name == QualifiedName{"public", "t"});
    CHECK(table->index(name) != nullptr);
    out.push_back(name);
  }
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an index is found by its name, whatever happens to those before and behind it") {
  CHECK(indexes_after("") == Names{"i1", "i2", "i3"});
  CHECK(indexes_after("CREATE INDEX i4 ON t (b, a)") == Names{"i1", "i2", "i3", "i4"});
  CHECK(indexes_after("DROP INDEX i1") == Names{"i2", "i3"});
  CHECK(indexes_after("DROP INDEX i2") == Names{"i1", "i3"});
  CHECK(indexes_after("ALTER INDEX i2 RENAME TO i4") == Names{"i1", "i3", "i4"});
  CHECK(indexes_after("ALTER TABLE t DROP COLUMN a") == Names{"i2"});
  CHECK(indexes_after("ALTER TABLE t ADD PRIMARY KEY (a)") == Names{"i1", "i2", "i3", "t_pkey"});
  CHECK(indexes_after("DROP TABLE t").empty());
}

TEST_CASE("what a rolled-back transaction did to indexes is undone") {
  CHECK(indexes_after("BEGIN; DROP INDEX i1; CREATE INDEX i4 ON t (a); ROLLBACK") ==
        Names{"i1", "i2", "i3"});
  CHECK(indexes_after("BEGIN; DROP INDEX i1; SAVEPOINT s; DROP INDEX i2; ROLLBACK TO s; COMMIT") ==
        Names{"i2", "i3"});
}

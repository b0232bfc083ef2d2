#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {
namespace {

/// The rules that something is found by, in order.
std::vector<std::string> rules_in(const std::string& text) {
  auto script = sql::Script::unread(text);
  Run run;
  run.batches.push_back({{.path = "a.sql", .script = &script}});
  Options options;
  options.runner_lock_timeout = "2s";
  options.today = "2026-07-27";
  const auto report = judge(run, catalog::Catalog{}, options);
  std::vector<std::string> out;
  for (const auto& finding : report.files[0].findings) out.emplace_back(finding.rule);
  return out;
}

using Rules = std::vector<std::string>;

const std::string kIgnore = "-- pgstage:ignore drop-table -- why";
const std::string kBlock = "/* pgstage:ignore drop-table -- why */";
const std::string kDrop = "DROP TABLE a;\n";

}  // namespace

TEST_CASE("a comment before, inside or behind a statement is for it") {
  CHECK(rules_in(kIgnore + "\n" + kDrop).empty());
  CHECK(rules_in("DROP " + kBlock + " TABLE a;\n").empty());
  CHECK(rules_in("DROP " + kIgnore + "\nTABLE a;\n").empty());
  CHECK(rules_in("DROP TABLE a; " + kIgnore).empty());
  CHECK(rules_in("DROP TABLE a " + kBlock + ";").empty());
  CHECK(rules_in("DROP TABLE a " + kIgnore + "\n;\n").empty());
  CHECK(rules_in("DROP TABLE a\n" + kBlock + "\n; SELECT 1;").empty());
}

TEST_CASE("between two statements of a line a comment is for the second") {
  CHECK(rules_in("SELECT 1; " + kBlock + " " + kDrop).empty());
  CHECK(rules_in("DROP TABLE a; " + kBlock + " SELECT 1;\n") ==
        Rules{"drop-table", "unused-suppression"});
}

TEST_CASE("behind the last statement there is nothing to ignore") {
  CHECK(rules_in(kDrop + kIgnore) == Rules{"drop-table", "unused-suppression"});
  CHECK(rules_in(kIgnore) == Rules{"unused-suppression"});
}

TEST_CASE("what stands in a string is no comment") {
  CHECK(rules_in("SELECT '" + kIgnore + "\n';" + kDrop) == Rules{"drop-table"});
  CHECK(rules_in("SELECT E'\\'" + kIgnore + "\n';" + kDrop) == Rules{"drop-table"});
  CHECK(rules_in("SELECT \"" + kIgnore + "\n\";" + kDrop) == Rules{"drop-table"});
  CHECK(rules_in("SELECT $$" + kIgnore + "\n$$;" + kDrop) == Rules{"drop-table"});
  CHECK(rules_in("INSERT INTO t VALUES ($a$" + kBlock + "$a$);") == Rules{});
}

TEST_CASE("a comment inside another comment says nothing") {
  CHECK(rules_in("/* " + kBlock + " */ " + kDrop) == Rules{"drop-table"});
  CHECK(rules_in("-- " + kIgnore + "\n" + kDrop) == Rules{"drop-table"});
  CHECK(rules_in("/*\n" + kIgnore + "\n*/ " + kDrop) == Rules{"drop-table"});
}

TEST_CASE("a line for psql holds no comment, and hides none") {
  CHECK(rules_in("\\echo " + kIgnore + "\n" + kDrop) == Rules{"drop-table"});
  CHECK(rules_in("\\echo it's\n" + kIgnore + "\n" + kDrop).empty());
}

TEST_CASE("data of COPY holds no comment, and hides none") {
  const std::string copy = "COPY t FROM stdin;\n";
  CHECK(rules_in(copy + kIgnore + "\n\\.\n" + kDrop) == Rules{"drop-table"});
  CHECK(rules_in(copy + "it's\t$$\t/*\n\\.\n" + kIgnore + "\n" + kDrop).empty());
}

TEST_CASE("in a DO a comment is for the statement behind it, strings and all") {
  CHECK(
      rules_in("DO $$ BEGIN\n" + kIgnore + "\nEXECUTE 'SELECT 1; DROP TABLE a';\nEND $$;").empty());
  CHECK(rules_in("DO $$ BEGIN\n" + kIgnore + "\nPERFORM 1;\nDROP TABLE a;\nEND $$;") ==
        Rules{"unused-suppression", "drop-table"});
}

TEST_CASE("lines may end with a carriage return") {
  CHECK(rules_in(kIgnore + "\r\n" + kDrop).empty());
  CHECK(rules_in("-- pgstage:ignore drop-table\r\n" + kDrop).empty());
}

TEST_CASE("bytes that are no UTF-8 are no hindrance to a comment") {
  CHECK(rules_in("\xEF\xBB\xBF" + kIgnore + "\n" + kDrop).empty());
  CHECK(rules_in(kIgnore + " caf\xE9\n" + kDrop).empty());
  CHECK(rules_in("-- caf\xE9\n" + kIgnore + "\n" + kDrop).empty());
  const std::string nul(1, '\0');
  CHECK(rules_in("-- " + nul + "\n" + kIgnore + "\n" + kDrop).empty());
}

TEST_CASE("a file in UTF-16 is said to be unread, once") {
  const std::string text = "DROP TABLE a; -- pgstage:ignore drop-table -- x\n";
  std::string wide = "\xFF\xFE";
  for (const char c : text) wide += {c, '\0'};
  CHECK(rules_in(wide).size() == 1);
}

TEST_CASE("names may be apart by commas, blanks or both") {
  const std::string alter = "ALTER TABLE t DROP COLUMN a, ALTER COLUMN b SET NOT NULL;\n";
  for (const std::string names :
       {"drop-column, set-not-null-scan", "drop-column set-not-null-scan",
        "drop-column,set-not-null-scan", "drop-column ,set-not-null-scan"}) {
    CHECK_MESSAGE(rules_in("-- pgstage:ignore " + names + " -- why\n" + alter).empty(), names);
  }
}

TEST_CASE("until ends a list of names, unless nothing follows") {
  CHECK(rules_in("-- pgstage:ignore drop-table until 2026-07-27 -- why\n" + kDrop).empty());
  CHECK(rules_in("-- pgstage:ignore drop-table until 2026-07-26 -- why\n" + kDrop) ==
        Rules{"expired-suppression", "drop-table"});
  CHECK(rules_in("-- pgstage:ignore drop-table until -- why\n" + kDrop) ==
        Rules{"unknown-suppression"});
}

}  // namespace pgstage::lint

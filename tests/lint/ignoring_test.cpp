#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "pgstage/lint/edit.hpp"

namespace pgstage::lint {
namespace {

JudgedFile judged(sql::Script& script) {
  Run run;
  run.batches.push_back({{.path = "a.sql", .script = &script}});
  Options options;
  options.runner_lock_timeout = "2s";
  return std::move(judge(run, catalog::Catalog{}, options).files[0]);
}

/// The text with comments for what is found in it.
std::string ignored(const std::string& text) {
  auto script = sql::Script::unread(text);
  return edited(text, ignores_for(judged(script), "why not"));
}

std::size_t findings_in(const std::string& text) {
  auto script = sql::Script::unread(text);
  return judged(script).findings.size();
}

/// What was found is silent in the text with its comments, and these are right as they are.
void check(const std::string& text, const std::string& expected) {
  CHECK(findings_in(text) > 0);
  const auto out = ignored(text);
  CHECK(out == expected);
  CHECK(findings_in(out) == 0);
  CHECK(ignored(out) == out);
}

const std::string kLine = "-- pgstage:ignore drop-table -- why not\n";
const std::string kInline = "/* pgstage:ignore drop-table -- why not */ ";

}  // namespace

TEST_CASE("a comment stands on a line of its own above its statement") {
  check("SELECT 1;\nDROP TABLE a;\n", "SELECT 1;\n" + kLine + "DROP TABLE a;\n");
}

TEST_CASE("a comment is indented as its statement is") {
  check("  DROP TABLE a;", "  " + kLine + "  DROP TABLE a;");
  check("\n\tDROP TABLE a;", "\n\t" + kLine + "\tDROP TABLE a;");
}

TEST_CASE("all rules of a statement are in one comment, by name") {
  const std::string alter = "ALTER TABLE t DROP COLUMN a, ALTER COLUMN b SET NOT NULL;\n";
  check(alter, "-- pgstage:ignore drop-column, set-not-null-scan -- why not\n" + alter);
}

TEST_CASE("a comment that is there names the rule as well") {
  const std::string alter = "ALTER TABLE t DROP COLUMN a, ALTER COLUMN b SET NOT NULL;\n";
  check("-- pgstage:ignore drop-column -- old\n" + alter,
        "-- pgstage:ignore drop-column, set-not-null-scan -- old\n" + alter);
  check("/* pgstage:ignore set-not-null-scan -- old */ " + alter,
        "/* pgstage:ignore set-not-null-scan, drop-column -- old */ " + alter);
}

TEST_CASE("a comment that ends on some day stays as it is") {
  const std::string until = "-- pgstage:ignore drop-table until 2999-01-01 -- old\n";
  CHECK(ignored(until + "ALTER TABLE a DROP COLUMN b;") ==
        until + "-- pgstage:ignore drop-column -- why not\nALTER TABLE a DROP COLUMN b;");
}

TEST_CASE("statements that share a line have their comments in it") {
  check("DROP TABLE a; DROP TABLE b;\n", kLine + "DROP TABLE a; " + kInline + "DROP TABLE b;\n");
  check("SELECT 1; DROP TABLE b; -- gone\n", "SELECT 1; " + kInline + "DROP TABLE b; -- gone\n");
  check("/* a\n */ DROP TABLE a;", "/* a\n */ " + kInline + "DROP TABLE a;");
}

TEST_CASE("lines end as the others of the file do") {
  check("SELECT 1;\r\nDROP TABLE a;\r\n",
        "SELECT 1;\r\n-- pgstage:ignore drop-table -- why not\r\nDROP TABLE a;\r\n");
}

TEST_CASE("a byte-order mark stays in front") {
  check(
      "\xEF\xBB\xBF"
      "DROP TABLE a;",
      "\xEF\xBB\xBF" + kLine + "DROP TABLE a;");
}

TEST_CASE("in the body of a DO the comment is for the statement there") {
  check("DO $$\nBEGIN\n  DROP TABLE a;\n  PERFORM 1;\n  DROP TABLE b;\nEND $$;\n",
        "DO $$\nBEGIN\n  " + kLine + "  DROP TABLE a;\n  PERFORM 1;\n  " + kLine +
            "  DROP TABLE b;\nEND $$;\n");
  check("DO $x$ BEGIN DROP TABLE a; DROP TABLE b; END $x$;",
        "DO $x$ BEGIN " + kInline + "DROP TABLE a; " + kInline + "DROP TABLE b; END $x$;");
}

TEST_CASE("what is executed from a string is ignored in front of the string's statement") {
  const std::string body = "'DROP TABLE a; DROP TABLE b';\nEND $$;\n";
  check("DO $$ BEGIN\n  EXECUTE " + body, "DO $$ BEGIN\n  EXECUTE " + kInline + body);
}

TEST_CASE("a body in plain quotes is ignored as a whole") {
  check("DO 'BEGIN DROP TABLE a; END';", kLine + "DO 'BEGIN DROP TABLE a; END';");
}

TEST_CASE("what concerns the runner is ignored once for the file, behind what heads it") {
  auto script = sql::Script::unread("-- by ann\nALTER TABLE a ADD b int;\n");
  Run run;
  run.batches.push_back({{.path = "a.sql", .script = &script}});
  const auto report = judge(run, catalog::Catalog{}, {});
  CHECK(edited(script.text(), ignores_for(report.files[0], "role")) ==
        "-- by ann\n-- pgstage:ignore-file missing-lock-timeout -- role\n"
        "ALTER TABLE a ADD b int;\n");
}

TEST_CASE("complaints about comments are not silenced by comments") {
  const std::string text = "-- pgstage:ignore drop-tabel -- why\nSELECT 1;\n";
  CHECK(findings_in(text) == 1);
  CHECK(ignored(text) == text);
}

TEST_CASE("for a whole file each rule is named once") {
  auto script = sql::Script::unread("DROP TABLE a;\nDROP TABLE b;\n");
  CHECK(edited(script.text(), file_ignores_for(judged(script), "why not")) ==
        "-- pgstage:ignore-file drop-table -- why not\nDROP TABLE a;\nDROP TABLE b;\n");
}

}  // namespace pgstage::lint

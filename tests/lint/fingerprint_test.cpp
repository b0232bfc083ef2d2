#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/engine.hpp"

namespace pgstage::lint {
namespace {

std::vector<std::string> fingerprints(const std::string& text) {
  auto script = sql::Script::unread(text);
  Run run;
  run.batches.push_back({{.path = "a.sql", .script = &script}});
  Options options;
  options.runner_lock_timeout = "2s";
  std::vector<std::string> out;
  const auto report = judge(run, catalog::Catalog{}, options);
  for (const auto& finding : report.files[0].findings) {
    out.push_back(finding.fingerprint);
  }
  return out;
}

const std::string kDrop = "DROP TABLE users;\n";

}  // namespace

TEST_CASE("a fingerprint survives what moves, indents and comments a statement") {
  const auto before = fingerprints(kDrop);
  REQUIRE(before.size() == 1);
  CHECK(fingerprints("-- why\n\nSELECT 1;\n" + kDrop) == before);
  CHECK(fingerprints("  drop\n\ttable /* at last */ users  ;") == before);
  CHECK(fingerprints("DROP TABLE -- at last\n users") == before);
  CHECK(fingerprints(kDrop + "CREATE TABLE t (a bigint PRIMARY KEY);\n") == before);
}

TEST_CASE("another statement has another fingerprint") {
  const auto before = fingerprints(kDrop);
  CHECK(fingerprints("DROP TABLE orders;\n") != before);
  CHECK(fingerprints("DROP TABLE \"Users\";\n") != before);
  CHECK(fingerprints("DROP TABLE users CASCADE;\n") != before);
}

TEST_CASE("what stands in a string counts as it stands") {
  const std::string update = "ALTER TABLE t ADD c text NOT NULL DEFAULT ";
  CHECK(fingerprints(update + "clock_timestamp()||'a  b';") !=
        fingerprints(update + "clock_timestamp()||'a b';"));
}

TEST_CASE("equal findings of a file are told apart by their number") {
  const auto both = fingerprints(kDrop + kDrop);
  REQUIRE(both.size() == 2);
  CHECK(both[0] == fingerprints(kDrop)[0]);
  CHECK(both[1] == both[0] + "-2");
}

TEST_CASE("two actions of one statement have two fingerprints") {
  const auto both = fingerprints("ALTER TABLE t DROP COLUMN a, DROP COLUMN b;");
  REQUIRE(both.size() == 2);
  CHECK(both[0].substr(0, 16) != both[1].substr(0, 16));
}

TEST_CASE("in a body the statement there counts, not the rest of the body") {
  const auto body = [](const std::string& before) {
    return fingerprints("DO $$ BEGIN\n" + before + "DROP TABLE users;\nEND $$;");
  };
  REQUIRE(body("").size() == 1);
  CHECK(body("PERFORM 1;\n-- a comment\n") == body(""));
}

TEST_CASE("comments about findings have fingerprints, too") {
  const auto unused = fingerprints("-- pgstage:ignore drop-table -- old\nSELECT 1;");
  REQUIRE(unused.size() == 1);
  CHECK(unused[0].size() == 16);
}

}  // namespace pgstage::lint

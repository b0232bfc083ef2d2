// Functions of which one overload is IMMUTABLE and another is not: which is meant is not looked
// into.
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/effects_of.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kTexts = "CREATE TABLE texts (title text, body text, at timestamptz);";

std::string fails(std::string_view sql) {
  return tests::failure_of(tests::effects_of(kTexts, sql, 18));
}

}  // namespace

TEST_CASE("an index over a function that may be immutable is not refused") {
  CHECK(fails("CREATE INDEX ON texts USING gin (to_tsvector('english', body))").empty());
  CHECK(fails("CREATE INDEX ON texts (length(title)) WHERE length(body) > 0").empty());
  CHECK(fails("CREATE INDEX ON texts (title) WHERE at > now()") == "42P17");
}

TEST_CASE("a function that was made again is as stable as it is now") {
  const auto indexed_after = [](const std::string& changes) {
    const std::string made =
        "CREATE FUNCTION rank(body text) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';";
    return tests::failure_of(tests::effects_of(std::string{kTexts} + made + changes,
                                               "CREATE INDEX ON texts (rank(body))", 18));
  };
  const std::string again =
      "CREATE OR REPLACE FUNCTION rank(body text) RETURNS int LANGUAGE plpgsql IMMUTABLE "
      "AS 'BEGIN RETURN 1; END';";
  CHECK(indexed_after("") == "42P17");
  CHECK(indexed_after(again).empty());
  CHECK(indexed_after("ALTER FUNCTION rank(text) IMMUTABLE;").empty());
  CHECK(indexed_after(again + "ALTER FUNCTION rank(text) STABLE;") == "42P17");
  CHECK(indexed_after("CREATE FUNCTION rank(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE "
                      "AS 'BEGIN RETURN 1; END';")
            .empty());
}

TEST_CASE("a generated column with a function that may be immutable is not refused") {
  CHECK(fails("ALTER TABLE texts ADD COLUMN n int GENERATED ALWAYS AS (length(title)) STORED")
            .empty());
  CHECK(
      fails(
          "ALTER TABLE texts ADD COLUMN n text GENERATED ALWAYS AS (to_char(at, 'YYYY')) STORED") ==
      "42P17");
}

TEST_CASE("a default of a stable overload is kept in the catalog all the same") {
  const auto effects =
      tests::effects_of(kTexts, "ALTER TABLE texts ADD COLUMN day date DEFAULT date(now())");
  CHECK(effects.certain);
  CHECK(!tests::rewrites(effects, "texts"));
}

}  // namespace pgstage

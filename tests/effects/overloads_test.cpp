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

// Columns that come with the statement itself, and defaults that come with their type.
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/effects_of.hpp"

namespace pgstage {
namespace {

using tests::effects_of;
using tests::failure_of;

constexpr std::string_view kUsers = "CREATE TABLE users (id bigint PRIMARY KEY, name text);";

}  // namespace

TEST_CASE("an action may speak of a column that the same statement adds") {
  for (const std::string_view action : {"ALTER nick SET DEFAULT ''", "ALTER nick SET NOT NULL",
                                        "ALTER nick SET STORAGE EXTERNAL"}) {
    const auto sql = "ALTER TABLE users ADD COLUMN nick text, " + std::string{action};
    CAPTURE(sql);
    CHECK(failure_of(effects_of(kUsers, sql)).empty());
  }
}

TEST_CASE("what DROP speaks of has to be there before the statement") {
  for (const std::string_view action : {"ALTER nick DROP DEFAULT", "ALTER nick DROP NOT NULL"}) {
    const auto sql = "ALTER TABLE users ADD COLUMN nick text NOT NULL DEFAULT '', ";
    CHECK(failure_of(effects_of(kUsers, sql + std::string{action})) == "42703");
  }
}

TEST_CASE("a constraint that goes with the statement is not proved for the new type") {
  const std::string schema =
      "CREATE TABLE names (name varchar(10) CONSTRAINT named CHECK (name <> ''));";
  const std::string change = "ALTER TABLE names ALTER name TYPE varchar(20)";
  CHECK(tests::scans(effects_of(schema, change), "names"));
  CHECK(!tests::scans(effects_of(schema, change + ", DROP CONSTRAINT named"), "names"));
}

TEST_CASE("the default of a domain fills a new NOT NULL column") {
  const auto fails = [](std::string_view domain) {
    return failure_of(effects_of(std::string{kUsers} + std::string{domain},
                                 "ALTER TABLE users ADD COLUMN rank score NOT NULL"));
  };
  CHECK(fails("CREATE DOMAIN score AS integer DEFAULT 0;").empty());
  CHECK(fails("CREATE DOMAIN score AS integer;") == "23502");
}

}  // namespace pgstage

// What nobody can read may have changed anything.
#include <string>

#include <doctest/doctest.h>

#include "support/replayed.hpp"

using namespace pgstage;

namespace {

catalog::Replay after(const std::string& statements) { return tests::replayed(statements); }

}  // namespace

TEST_CASE("a catalog is not complete any more when something ran that cannot be read") {
  CHECK(after("DO 'BEGIN EXECUTE ''DROP TABLE t''; END'").catalog().complete());
  const auto computed = after("DO 'DECLARE name text; BEGIN EXECUTE name; END'");
  CHECK(computed.catalog().blurred());
  CHECK(!computed.catalog().complete());
  CHECK(after("DO LANGUAGE plpython3u 'x = 1'").catalog().blurred());
}

TEST_CASE("a statement that no grammar here reads may have changed anything") {
  const auto unread = after("CREATE TABLE t (a int); CREATE TABLE u AS SELECT FROM FROM t");
  CHECK(unread.catalog().blurred());
  CHECK(unread.catalog().relation({"public", "t"}) != nullptr);
}

TEST_CASE("a function that cannot be read does nothing until it is called") {
  const std::string function =
      "CREATE FUNCTION f(name text) RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE name; END';";
  CHECK(!after(function).catalog().blurred());
  CHECK(after(function + "SELECT f('x')").catalog().blurred());
}

TEST_CASE("what is rolled back has changed nothing") {
  const std::string computed = "DO 'DECLARE name text; BEGIN EXECUTE name; END';";
  CHECK(!after("BEGIN;" + computed + "ROLLBACK").catalog().blurred());
  CHECK(after(computed + "BEGIN;" + computed + "ROLLBACK").catalog().blurred());
}

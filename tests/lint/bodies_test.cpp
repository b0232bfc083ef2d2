#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/judging.hpp"

namespace pgstage {
namespace {

/// `rule: text that it is about`, by place.
std::vector<std::string> found_in(const std::string& sql) {
  tests::Judging judging{.files = {{sql}}};
  judging.options.choices = {{.wishes = {{"missing-lock-timeout", lint::Level::Off}}}};
  std::vector<std::string> out;
  for (const auto& verdict : tests::verdicts(judging)) {
    out.push_back(verdict.rule + ": " + verdict.text);
  }
  return out;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("a statement in a DO block is judged at its own place") {
  CHECK(found_in("DO $$ BEGIN\n  UPDATE orders SET a = 1;\nEND $$;") ==
        Found{"update-without-where: UPDATE orders SET a = 1"});
}

TEST_CASE("an action of an ALTER TABLE in a DO block is underlined alone") {
  CHECK(found_in("DO $do$ BEGIN ALTER TABLE a ADD x int, DROP COLUMN y; END $do$;") ==
        Found{"drop-column: DROP COLUMN y"});
}

TEST_CASE("every branch of a DO block is judged, but no exception handler") {
  CHECK(found_in("DO $$ BEGIN IF now() > 'today' THEN DELETE FROM a; ELSE DELETE FROM b; END IF; "
                 "EXCEPTION WHEN others THEN DELETE FROM c; END $$") ==
        Found{"delete-without-where: DELETE FROM a", "delete-without-where: DELETE FROM b"});
}

TEST_CASE("what a DO block makes is new to what follows in it") {
  CHECK(found_in("DO $$ BEGIN CREATE TABLE t (a int); CREATE INDEX ON t (a); END $$").empty());
}

TEST_CASE("what EXECUTE is given as a constant is judged where it is computed") {
  CHECK(found_in("DO $$ BEGIN\n EXECUTE 'DELETE FROM ' || 'a';\nEND $$") ==
        Found{"delete-without-where: 'DELETE FROM ' || 'a'"});
}

TEST_CASE("in a body with escapes the whole statement is meant") {
  const std::string sql = "DO 'BEGIN DELETE FROM a; PERFORM ''x''; END'";
  CHECK(found_in(sql) == Found{"delete-without-where: " + sql});
}

TEST_CASE("what a function does is said of the statement that calls it, with the line") {
  const tests::Judging judging{
      .files = {{"CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n"
                 "  DELETE FROM a;\nEND $$;\nSELECT f();"}}};
  const auto found = tests::verdicts(judging);
  REQUIRE(found.size() == 1);
  CHECK(found[0].text == "SELECT f()");
  CHECK(found[0].message.starts_with("in line 3 of function \"public.f\": "));
}

TEST_CASE("of what the server cannot read nothing else is said, in a body as elsewhere") {
  const std::string key =
      "ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES users NOT ENFORCED;";
  for (const auto& sql : {key, "DO $$ BEGIN " + key + " END $$;"}) {
    tests::Judging judging{.files = {{sql}}};
    judging.options.choices = {
        {.wishes = {{"all", lint::Level::On}, {"unqualified-name", lint::Level::Off}}}};
    const auto found = tests::verdicts(judging);
    REQUIRE(found.size() == 1);
    CHECK(found[0].rule == "syntax-error");
  }
}

TEST_CASE("a function that nobody calls does nothing yet") {
  CHECK(found_in("CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM a'").empty());
}

}  // namespace pgstage

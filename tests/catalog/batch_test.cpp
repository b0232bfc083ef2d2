// What the batch under examination did, and what is forgotten of it when the next one begins.
#include <string>

#include <doctest/doctest.h>

#include "support/replayed.hpp"

using namespace pgstage;

namespace {

catalog::Replay after(const std::string& statements) { return tests::replayed(statements); }

bool is_set(const catalog::Replay& replay, const std::string& sequence) {
  return replay.catalog().relation({"public", sequence})->set_in_batch;
}

}  // namespace

TEST_CASE("a schema is new until the next batch, and not after a rollback") {
  auto replay = after("CREATE SCHEMA a; BEGIN; DROP SCHEMA a; CREATE SCHEMA b; ROLLBACK");
  CHECK(replay.catalog().is_new_schema("a"));
  CHECK(!replay.catalog().has_schema("b"));
  CHECK(!replay.catalog().is_new_schema("b"));
  replay.new_batch();
  CHECK(replay.catalog().has_schema("a"));
  CHECK(!replay.catalog().is_new_schema("a"));
}

TEST_CASE("a function is new until the next batch") {
  auto replay = after("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
  CHECK(replay.catalog().function({"public", "f"})->created_in_batch);
  replay.new_batch();
  CHECK(!replay.catalog().function({"public", "f"})->created_in_batch);
}

TEST_CASE("a name is new until the next batch, however old the table") {
  auto replay = after("CREATE TABLE a (id int)");
  replay.new_batch();
  const auto script = sql::Script::parse("ALTER TABLE a RENAME TO b");
  replay.advance(script.statements()[0].view(), script, script.statements()[0].span());
  CHECK(replay.catalog().relation({"public", "b"})->named_in_batch);
  CHECK(!replay.catalog().relation({"public", "b"})->created_in_batch);
  replay.new_batch();
  CHECK(!replay.catalog().relation({"public", "b"})->named_in_batch);
}

TEST_CASE("a sequence is set by its name or by the column that owns it") {
  const std::string table = "CREATE TABLE t (id serial);";
  CHECK(!is_set(after(table), "t_id_seq"));
  CHECK(is_set(after(table + "SELECT setval('t_id_seq', 9)"), "t_id_seq"));
  CHECK(is_set(after(table + "SELECT setval(pg_get_serial_sequence('t', 'id'), 9)"), "t_id_seq"));
  CHECK(is_set(after(table + "ALTER SEQUENCE t_id_seq RESTART WITH 9"), "t_id_seq"));
  CHECK(!is_set(after(table + "ALTER SEQUENCE t_id_seq CACHE 9"), "t_id_seq"));
  CHECK(is_set(after("CREATE SEQUENCE s START 9"), "s"));
  CHECK(is_set(after("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);"
                     "ALTER TABLE t ALTER COLUMN id RESTART WITH 9"),
               "t_id_seq"));
}

TEST_CASE("a function is exposed while it has its owner's rights and its caller's search_path") {
  const std::string make =
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';";
  const auto exposed = [&](const std::string& then) {
    return after(make + then).catalog().function({"public", "f"})->exposed;
  };
  CHECK(exposed(""));
  CHECK(!exposed("ALTER FUNCTION f() SET search_path = ''"));
  CHECK(!exposed("ALTER FUNCTION f() SECURITY INVOKER"));
  CHECK(exposed("BEGIN; ALTER FUNCTION f() SET search_path = ''; ROLLBACK"));
}

TEST_CASE("row security is on between ENABLE and DISABLE") {
  const std::string enabled = "CREATE TABLE t (); ALTER TABLE t ENABLE ROW LEVEL SECURITY;";
  const auto secured = [](const catalog::Replay& replay) {
    return replay.catalog().relation({"public", "t"})->row_security;
  };
  CHECK(secured(after(enabled)));
  CHECK(secured(after(enabled + "ALTER TABLE t NO FORCE ROW LEVEL SECURITY")));
  CHECK(!secured(after(enabled + "ALTER TABLE t DISABLE ROW LEVEL SECURITY")));
  CHECK(!secured(after("CREATE TABLE t (); ALTER TABLE t FORCE ROW LEVEL SECURITY")));
}

TEST_CASE("a table that was only assumed is known once it is made") {
  catalog::Replay replay{catalog::Catalog{}};
  const auto run = [&](const std::string& statements) {
    const auto script = sql::Script::parse(statements);
    for (const auto& each : script.statements()) replay.advance(each.view(), script, each.span());
  };
  const auto links = [&]() { return *replay.catalog().relation({"public", "links"}); };
  run("ALTER TABLE links ADD COLUMN url text");
  CHECK(!links().known);
  run("CREATE TABLE IF NOT EXISTS links (id int)");
  CHECK(!links().known);
  run("CREATE TABLE links (id int)");
  CHECK(links().known);
  CHECK(links().created_in_batch);
  CHECK(links().columns.size() == 1);
}

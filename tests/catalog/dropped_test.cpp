// What goes with what is dropped.
#include <string>

#include <doctest/doctest.h>

#include "support/replayed.hpp"

using namespace pgstage;

namespace {

catalog::Catalog after(const std::string& statements) {
  return tests::replayed(statements).take_catalog();
}

const catalog::Relation* find(const catalog::Catalog& catalog, const std::string& name) {
  return catalog.relation({"public", name});
}

}  // namespace

TEST_CASE("a sequence goes with the table or the column that owns it") {
  const std::string table = "CREATE TABLE t (id serial, n int); CREATE SEQUENCE s OWNED BY t.n;";
  CHECK(find(after(table), "t_id_seq") != nullptr);
  CHECK(find(after(table + "DROP TABLE t"), "t_id_seq") == nullptr);
  CHECK(find(after(table + "DROP TABLE t"), "s") == nullptr);
  CHECK(find(after(table + "ALTER TABLE t DROP COLUMN n"), "s") == nullptr);
  CHECK(find(after(table + "ALTER TABLE t DROP COLUMN n"), "t_id_seq") != nullptr);
  CHECK(find(after(table + "ALTER SEQUENCE s OWNED BY NONE; DROP TABLE t"), "s") != nullptr);
}

TEST_CASE("columns go with their type, and domains over it") {
  const auto catalog = after(
      "CREATE TYPE mood AS ENUM ('good'); CREATE DOMAIN moods AS mood;"
      "CREATE TABLE t (a mood, b mood[], c moods, d int); DROP TYPE mood CASCADE");
  CHECK(catalog.type({"public", "moods"}) == nullptr);
  REQUIRE(find(catalog, "t")->columns.size() == 1);
  CHECK(find(catalog, "t")->columns[0].name == "d");
}

TEST_CASE("types and functions go with their schema") {
  const auto catalog = after(
      "CREATE SCHEMA s; CREATE TYPE s.mood AS ENUM ('good'); CREATE TABLE t (a s.mood, b int);"
      "CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP SCHEMA s CASCADE");
  CHECK(catalog.type({"s", "mood"}) == nullptr);
  CHECK(catalog.function({"s", "f"}) == nullptr);
  CHECK(find(catalog, "t")->columns.size() == 1);
}

TEST_CASE("triggers and policies go with their function") {
  const auto catalog = after(
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
      "CREATE TABLE t (id int);"
      "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();"
      "CREATE POLICY p ON t USING (f() IS NULL); DROP FUNCTION f() CASCADE");
  CHECK(find(catalog, "t")->triggers.empty());
  CHECK(find(catalog, "t")->objects.empty());
}

TEST_CASE("foreign keys and views go with what they need") {
  const std::string schema =
      "CREATE TABLE a (id int CONSTRAINT a_pkey PRIMARY KEY, code int UNIQUE);"
      "CREATE TABLE b (a int REFERENCES a, c int REFERENCES a (code));"
      "CREATE VIEW v AS SELECT code FROM a; CREATE VIEW w AS SELECT id FROM a;";
  const auto keyless = after(schema + "ALTER TABLE a DROP CONSTRAINT a_pkey CASCADE");
  REQUIRE(find(keyless, "b")->constraints.size() == 1);
  CHECK(find(keyless, "b")->constraints[0].columns[0] == "c");
  const auto without = after(schema + "ALTER TABLE a DROP COLUMN code CASCADE");
  REQUIRE(find(without, "b")->constraints.size() == 1);
  CHECK(find(without, "b")->constraints[0].columns[0] == "a");
  CHECK(find(without, "v") == nullptr);
  CHECK(find(without, "w") != nullptr);
}

TEST_CASE("DROP goes before the other actions, wherever it stands") {
  const auto catalog =
      after("CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN a text, DROP COLUMN a");
  REQUIRE(find(catalog, "t")->columns.size() == 1);
  CHECK(find(catalog, "t")->columns[0].type.name.name == "text");
  const auto defaults = after(
      "CREATE TABLE t (a int DEFAULT 1 NOT NULL);"
      "ALTER TABLE t ALTER a SET DEFAULT 2, ALTER a SET NOT NULL, ALTER a DROP DEFAULT, ALTER a "
      "DROP "
      "NOT NULL");
  const auto& column = find(defaults, "t")->columns[0];
  CHECK(column.default_value->sql == "2");
  CHECK(column.not_null);
}

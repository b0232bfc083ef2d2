// Names that PostgreSQL chooses, and what goes on under a new name.
#include <string>

#include <doctest/doctest.h>

#include "support/replayed.hpp"

using namespace pgstage;

namespace {

catalog::Catalog after(const std::string& statements) {
  return tests::replayed(statements).take_catalog();
}

const catalog::Relation& table(const catalog::Catalog& catalog, const std::string& name) {
  const auto* found = catalog.relation({"public", name});
  REQUIRE(found != nullptr);
  return *found;
}

std::string constraint_of(const std::string& name, const std::string& statements) {
  return table(after(statements), name).constraints.at(0).name;
}

bool has_type(const catalog::Catalog& catalog, const std::string& name) {
  return catalog.type({"public", name}) != nullptr;
}

}  // namespace

TEST_CASE("of a table and a column the longer name is cut for a chosen one") {
  const std::string table = "scheduler_dependency_tracker_fri";
  const std::string columns = " (circuit_1_final_prover_job_id bigint ";
  CHECK(constraint_of(table, "CREATE TABLE " + table + columns + "CHECK (true))") ==
        "scheduler_dependency_tracker_fri_check");
  CHECK(constraint_of(table, "CREATE TABLE " + table + columns + "UNIQUE)") ==
        "scheduler_dependency_tracker__circuit_1_final_prover_job_id_key");
  CHECK(constraint_of(table, "CREATE TABLE jobs (id bigint PRIMARY KEY); CREATE TABLE " + table +
                                 columns + "REFERENCES jobs)") ==
        "scheduler_dependency_tracker__circuit_1_final_prover_job_i_fkey");
}

TEST_CASE("an index that has no name is called after its columns, expressions and INCLUDE") {
  const std::string start = "CREATE TABLE t (a text, b text, c date); CREATE INDEX ON t ";
  const auto index = [&](const std::string& what) {
    return table(after(start + what), "t").indexes.at(0).name;
  };
  CHECK(index("(a, b)") == "t_a_b_idx");
  CHECK(index("(a, a) INCLUDE (b)") == "t_a_a1_b_idx");
  CHECK(index("(lower(a), lower(b), (a || b))") == "t_lower_lower1_expr_idx");
  CHECK(index("((a::varchar), (('1' || b)::int), (CASE WHEN a = '' THEN b ELSE 'x' END))") ==
        "t_a_int4_case_idx");
  CHECK(index("(coalesce(a, b), nullif(a, b), (b COLLATE \"C\"))") == "t_coalesce_nullif_b_idx");
  CHECK(constraint_of("t", "CREATE TABLE t (a int, b int, UNIQUE (a) INCLUDE (b))") == "t_a_b_key");
}

TEST_CASE("a partition's index is called after what its parent's is made of") {
  const auto catalog = after(
      "CREATE TABLE p (a int, b text) PARTITION BY LIST (a);"
      "CREATE TABLE p1 PARTITION OF p DEFAULT;"
      "CREATE INDEX by_name ON p (lower(b), a); CREATE INDEX wide ON p (b) INCLUDE (a);");
  CHECK(table(catalog, "p1").indexes.at(0).name == "p1_lower_a_idx");
  CHECK(table(catalog, "p1").indexes.at(1).name == "p1_b_a_idx");
}

TEST_CASE("no letter is cut in two for a chosen name") {
  const std::string column = "\"" + std::string(25, 'a') + "ёёёёёёёёёёёёёёёёёё\"";
  CHECK(constraint_of("t", "CREATE TABLE t (" + column + " int UNIQUE)") ==
        "t_" + std::string(25, 'a') + "ёёёёёёёёёёёёёёёё_key");
}

TEST_CASE("the sequence of a serial column has a name that is cut in the same way") {
  const auto catalog = after(
      "CREATE TABLE scheduler_dependency_tracker_fri (circuit_10_final_prover_job_id bigserial)");
  const std::string name = "scheduler_dependency_tracker__circuit_10_final_prover_job_i_seq";
  CHECK(catalog.relation({"public", name}) != nullptr);
  const auto& column = table(catalog, "scheduler_dependency_tracker_fri").columns.at(0);
  CHECK(column.default_value->sequences.at(0).name == name);
}

TEST_CASE("a renamed type is that of the columns that had it") {
  const auto catalog = after(
      "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE DOMAIN moods AS mood;"
      "CREATE TABLE t (a mood, b mood[], c moods);"
      "ALTER TYPE mood RENAME TO feeling; ALTER DOMAIN moods RENAME TO feelings");
  CHECK(!has_type(catalog, "mood"));
  CHECK(!has_type(catalog, "moods"));
  REQUIRE(has_type(catalog, "feeling"));
  REQUIRE(has_type(catalog, "feelings"));
  CHECK(catalog.type({"public", "feeling"})->labels.size() == 2);
  CHECK(catalog.type({"public", "feelings"})->base.name.name == "feeling");
  const auto& columns = table(catalog, "t").columns;
  CHECK(columns.at(0).type.name.name == "feeling");
  CHECK(columns.at(1).type.name.name == "feeling");
  CHECK(columns.at(2).type.name.name == "feelings");
}

TEST_CASE("a type may take the place of another") {
  const auto catalog = after(
      "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE TABLE t (a mood);"
      "CREATE TYPE mood_new AS ENUM ('good'); ALTER TABLE t ALTER a TYPE mood_new USING NULL;"
      "ALTER TYPE mood RENAME TO mood_old; ALTER TYPE mood_new RENAME TO mood;"
      "DROP TYPE mood_old");
  CHECK(!has_type(catalog, "mood_old"));
  CHECK(!has_type(catalog, "mood_new"));
  CHECK(catalog.type({"public", "mood"})->labels.size() == 1);
  CHECK(table(catalog, "t").columns.at(0).type.name.name == "mood");
}

TEST_CASE("a type or a function goes to another schema") {
  const auto catalog = after(
      "CREATE SCHEMA shop; CREATE TYPE mood AS ENUM ('good'); CREATE TABLE t (a mood);"
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';"
      "ALTER TYPE mood SET SCHEMA shop; ALTER FUNCTION f() SET SCHEMA shop;"
      "ALTER FUNCTION shop.f() RENAME TO g");
  CHECK(!has_type(catalog, "mood"));
  CHECK(table(catalog, "t").columns.at(0).type.name.schema == "shop");
  CHECK(catalog.function({"public", "f"}) == nullptr);
  CHECK(catalog.function({"shop", "f"}) == nullptr);
  CHECK(catalog.function({"shop", "g"}) != nullptr);
}

TEST_CASE("a foreign key behind its column is checked when it says") {
  const auto catalog = after(
      "CREATE TABLE orders (id int PRIMARY KEY, before int REFERENCES orders ON DELETE SET NULL"
      " DEFERRABLE INITIALLY DEFERRED, behind int REFERENCES orders DEFERRABLE);"
      "ALTER TABLE orders ADD CONSTRAINT third FOREIGN KEY (id) REFERENCES orders DEFERRABLE"
      " INITIALLY DEFERRED NOT VALID;");
  const auto& orders = table(catalog, "orders");
  CHECK(orders.constraint("orders_before_fkey")->definition ==
        "FOREIGN KEY (before) REFERENCES public.orders ON DELETE SET NULL DEFERRABLE INITIALLY "
        "DEFERRED");
  CHECK(orders.constraint("orders_behind_fkey")->definition ==
        "FOREIGN KEY (behind) REFERENCES public.orders DEFERRABLE");
  CHECK(orders.constraint("third")->definition ==
        "FOREIGN KEY (id) REFERENCES public.orders (id) DEFERRABLE INITIALLY DEFERRED");
}

TEST_CASE("a renamed column has its new name in all that is said of it") {
  const auto catalog = after(
      "CREATE TABLE orders (id serial PRIMARY KEY, state text CHECK (state <> lower('state')),"
      " kind text GENERATED ALWAYS AS (upper(state)) STORED, before int REFERENCES orders (id));"
      "CREATE UNIQUE INDEX one ON orders (state(id), state) WHERE orders.state <> '';"
      "CREATE TRIGGER noted BEFORE UPDATE OF state ON orders FOR EACH ROW EXECUTE FUNCTION note();"
      "CREATE POLICY seen ON orders USING (state <> 'secret');"
      "ALTER TABLE orders RENAME state TO \"State\"; ALTER TABLE orders RENAME id TO number;");
  const auto& orders = table(catalog, "orders");
  CHECK(orders.constraint("orders_state_check")->definition ==
        "CHECK (\"State\" <> lower('state'))");
  CHECK(orders.constraint("orders_before_fkey")->definition ==
        "FOREIGN KEY (before) REFERENCES public.orders (number)");
  CHECK(orders.constraint("orders_pkey")->definition == "PRIMARY KEY (number)");
  CHECK(orders.index("one")->definition.ends_with(
      "ON orders (state(number), \"State\") WHERE \"State\" <> ''"));
  CHECK(orders.column("kind")->default_value->sql.find("upper(\"State\")") != std::string::npos);
  CHECK(orders.triggers.at(0).columns.contains("State"));
  CHECK(orders.objects.at(0).columns.contains("State"));
  CHECK(table(catalog, "orders_id_seq").owner_column == "number");
}

TEST_CASE("what a renamed schema holds goes with it") {
  const auto catalog = after(
      "CREATE SCHEMA a; CREATE TABLE a.t (id int PRIMARY KEY); CREATE TYPE a.mood AS ENUM ('x');"
      "CREATE TABLE u (t int REFERENCES a.t, m a.mood); ALTER SCHEMA a RENAME TO b");
  CHECK(!catalog.has_schema("a"));
  CHECK(catalog.has_schema("b"));
  CHECK(catalog.relation({"a", "t"}) == nullptr);
  REQUIRE(catalog.relation({"b", "t"}) != nullptr);
  CHECK(table(catalog, "u").constraints.at(0).referenced.schema == "b");
  CHECK(table(catalog, "u").columns.at(1).type.name.schema == "b");
}

TEST_CASE("a column has its new name in every table below") {
  const auto catalog =
      after("CREATE TABLE t (a int); CREATE TABLE u () INHERITS (t); ALTER TABLE t RENAME a TO b");
  REQUIRE(table(catalog, "u").columns.size() == 1);
  CHECK(table(catalog, "u").columns.at(0).name == "b");
}

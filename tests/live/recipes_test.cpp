// Every recipe, from the migration as a person writes it: planned, and proved on a real server to
// end where the migration would have ended, and to be undone from expand and from migrate.
#include <doctest/doctest.h>

#include "pgstage/plan/planner.hpp"
#include "pgstage/shadow/prove.hpp"
#include "pgstage/sql/script.hpp"

#include "support.hpp"

namespace pgstage {
namespace {

struct Case {
  std::string name;
  const char* schema;
  const char* migration;
};

constexpr const char* kShop =
    "CREATE TABLE customers (id bigserial PRIMARY KEY, name text NOT NULL);"
    "CREATE TABLE orders (id bigserial PRIMARY KEY, customer_id bigint, state varchar(20) NOT NULL "
    "DEFAULT 'new', quantity integer, price numeric(8,2), note text, extra json);"
    "CREATE INDEX orders_state_idx ON orders (state);"
    "COMMENT ON COLUMN orders.state IS 'where it is';"
    "CREATE TABLE \"Order Items\" (\"Id\" int PRIMARY KEY, \"Order\" bigint REFERENCES orders "
    "(id), "
    "\"Kind\" text CHECK (\"Kind\" <> ''));";

const Case kCases[] = {
    {"add a nullable column", kShop, "ALTER TABLE orders ADD COLUMN weight numeric"},
    {"add a column with a constant default", kShop,
     "ALTER TABLE orders ADD COLUMN paid boolean NOT NULL DEFAULT false"},
    {"add a column with a volatile default", kShop,
     "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()"},
    {"add a NOT NULL column with a volatile default", kShop,
     "ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()"},
    {"add a NOT NULL column without default", kShop,
     "ALTER TABLE orders ADD COLUMN shop integer NOT NULL"},
    {"add a column with a check", kShop,
     "ALTER TABLE orders ADD COLUMN weight int DEFAULT 1 CHECK (weight > 0)"},
    {"add a column that references another table", kShop,
     "ALTER TABLE orders ADD COLUMN giver bigint REFERENCES customers (id) ON DELETE SET NULL"},
    {"add a unique column", kShop, "ALTER TABLE orders ADD COLUMN code text UNIQUE"},
    {"set NOT NULL", kShop, "ALTER TABLE orders ALTER COLUMN note SET NOT NULL"},
    {"rename a column", kShop, "ALTER TABLE orders RENAME COLUMN state TO status"},
    {"rename a column of a type without equality", kShop,
     "ALTER TABLE orders RENAME COLUMN extra TO details"},
    {"rename a quoted column with a check", kShop,
     "ALTER TABLE \"Order Items\" RENAME COLUMN \"Kind\" TO \"Sort\""},
    {"rename a column with a foreign key", kShop,
     "ALTER TABLE \"Order Items\" RENAME COLUMN \"Order\" TO order_id"},
    {"rename a key column", kShop, "ALTER TABLE orders RENAME COLUMN id TO order_id"},
    {"rename a table", kShop, "ALTER TABLE orders RENAME TO purchases"},
    {"rename a quoted table", kShop, "ALTER TABLE \"Order Items\" RENAME TO order_items"},
    {"widen a type", kShop, "ALTER TABLE orders ALTER COLUMN state TYPE text"},
    {"change a type with a rewrite", kShop, "ALTER TABLE orders ALTER COLUMN quantity TYPE bigint"},
    {"change a type with an index and a default", kShop,
     "ALTER TABLE orders ALTER COLUMN state TYPE varchar(10) USING left(state, 10)"},
    {"drop a column", kShop, "ALTER TABLE orders DROP COLUMN state"},
    {"drop a table", kShop, "DROP TABLE \"Order Items\""},
    {"create an index", kShop, "CREATE INDEX ON orders (customer_id, price DESC) WHERE price > 0"},
    {"create a unique index", kShop,
     "CREATE UNIQUE INDEX customers_name_key ON customers (lower(name))"},
    {"drop an index", kShop, "DROP INDEX orders_state_idx"},
    {"add a foreign key", kShop,
     "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE"},
    {"add a check", kShop, "ALTER TABLE orders ADD CONSTRAINT positive CHECK (quantity > 0)"},
    {"add a unique constraint", kShop,
     "ALTER TABLE customers ADD CONSTRAINT one_name UNIQUE (name) DEFERRABLE"},
    {"add a primary key", "CREATE TABLE log (at int, what text)",
     "ALTER TABLE log ADD PRIMARY KEY (at)"},
    {"update all rows", kShop, "UPDATE orders SET note = 'none' WHERE note IS NULL"},
    {"delete many rows", kShop, "DELETE FROM \"Order Items\" WHERE \"Kind\" LIKE 'x%'"},
    {"update a column from itself under an alias", kShop,
     "UPDATE orders AS o SET quantity = o.quantity / 2, note = upper(o.note) WHERE o.quantity > 0"},
    {"update a table without a simple key",
     "CREATE TABLE stock (shop int, item text, n int, PRIMARY KEY (shop, item))",
     "UPDATE ONLY stock SET n = 0 WHERE n IS NULL"},
    {"delete rows that others depend on", kShop,
     "DELETE FROM orders WHERE state = 'new' AND NOT EXISTS (SELECT FROM \"Order Items\" i WHERE "
     "i.\"Order\" = orders.id)"},
    {"fill a new column", kShop,
     "ALTER TABLE orders ADD COLUMN total numeric; UPDATE orders SET total = price * quantity"},
    {"several tables in one transaction", kShop,
     "BEGIN; ALTER TABLE orders ADD COLUMN a int; ALTER TABLE customers ADD COLUMN b int; COMMIT"},
    {"a table that the batch creates", kShop,
     "CREATE TABLE tags (id int, name text); ALTER TABLE tags ALTER COLUMN name SET NOT NULL; "
     "CREATE INDEX ON tags (name); ALTER TABLE tags ADD PRIMARY KEY (id)"},
};

plan::Plan plan_of(const Case& each, int major) {
  const auto schema = sql::Script::parse(each.schema);
  const auto migration = sql::Script::parse(each.migration);
  plan::PlanRequest request;
  request.earlier = {
      {{.path = "1.sql", .framework = "plain", .migration = "1", .sha256 = ""}, &schema}};
  request.pending = {
      {{.path = "2.sql", .framework = "plain", .migration = "2", .sha256 = ""}, &migration}};
  request.version = ServerVersion{major};
  auto plan = plan::make_plan(request);
  if (!plan) FAIL(each.name << ": " << plan.error().message);
  return *std::move(plan);
}

std::vector<std::string> statements_of(const char* text) {
  const auto script = sql::Script::parse(text);
  std::vector<std::string> out;
  for (const auto& statement : script.statements()) out.emplace_back(script.text(statement.span()));
  return out;
}

}  // namespace

TEST_CASE("every recipe is proved equal to the migration it replaces") {
  for (const auto& each : kCases) {
    CAPTURE(each.name);
    shadow::ProofInput input;
    input.schema = statements_of(each.schema);
    input.original = statements_of(each.migration);
    input.plan = plan_of(each, live::server().major());
    const auto proof = shadow::prove(input, live::server());
    if (!proof) {
      FAIL_CHECK(each.name << ": " << proof.error().message);
      continue;
    }
    CHECK_MESSAGE(proof->equal, each.name);
    for (const auto& difference : proof->differences) MESSAGE(each.name << ": " << difference);
    for (const auto& lock : proof->undeclared_locks) FAIL_CHECK(each.name << ": " << lock);
  }
}

TEST_CASE("no recipe reads or writes a live table in full while others are shut out") {
  for (const auto& each : kCases) {
    CAPTURE(each.name);
    CHECK(plan_of(each, live::server().major()).warnings.empty());
  }
}

}  // namespace pgstage

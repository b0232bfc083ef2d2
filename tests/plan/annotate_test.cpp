// What a plan says of its steps and gates besides what its recipes wrote.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/planned.hpp"

namespace pgstage {
namespace {

constexpr const char* kShop =
    "CREATE TABLE customers (id bigint PRIMARY KEY);"
    "CREATE TABLE orders (id integer PRIMARY KEY, state text, note text, customer bigint);"
    "CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'open';";

plan::Plan plan_of(const std::string& migration) {
  auto plan = tests::plan_after(kShop, migration);
  REQUIRE(plan);
  return *std::move(plan);
}

using Names = std::vector<std::string>;

/// Of all gates.
Names retired_by(const plan::Plan& plan) {
  Names out;
  for (const auto& phase : plan.phases) {
    if (!phase.gate) continue;
    out.insert(out.end(), phase.gate->retires.begin(), phase.gate->retires.end());
  }
  return out;
}

Names retired_by(const std::string& migration) { return retired_by(plan_of(migration)); }

const plan::Step& step_with(const plan::Plan& plan, std::string_view text) {
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      for (const auto& sql : step.sql) {
        if (sql.find(text) != std::string::npos) return step;
      }
    }
  }
  FAIL("no step has " << text);
  return plan.phases.front().steps.front();
}

}  // namespace

TEST_CASE("a gate names what code of before knows and finds no more behind it") {
  CHECK(retired_by("ALTER TABLE customers RENAME COLUMN id TO number") ==
        Names{"public.customers.id"});
  CHECK(retired_by("ALTER TABLE orders RENAME COLUMN state TO status") ==
        Names{"public.orders.state"});
  CHECK(retired_by("DROP VIEW open_orders; ALTER TABLE orders DROP COLUMN state") ==
        Names{"public.open_orders", "public.orders.state"});
  CHECK(retired_by("ALTER TABLE customers RENAME TO clients") == Names{"public.customers"});
}

TEST_CASE("a gate names what goes, though nobody knows what is there") {
  const auto pending = sql::Script::parse(
      "DROP TABLE orders; ALTER TABLE customers DROP COLUMN note; CREATE TABLE own (id int); "
      "DROP TABLE own");
  plan::PlanRequest request;
  request.pending = {{{.path = "migration.sql"}, &pending}};
  const auto plan = plan::make_plan(request);
  REQUIRE(plan);
  CHECK(retired_by(*plan) == Names{"public.customers.note", "public.orders"});
}

TEST_CASE("what a plan itself made, and what it puts back under its name, no gate names") {
  CHECK(retired_by("ALTER TABLE orders ALTER COLUMN note TYPE integer USING length(note)").empty());
  CHECK(retired_by("ALTER TABLE orders ALTER COLUMN customer SET NOT NULL").empty());
}

TEST_CASE("the undo of a step has locks of its own") {
  using Locks = std::map<std::string, LockMode>;
  const auto key = plan_of("ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers");
  const auto& added = step_with(key, "NOT VALID");
  CHECK(added.locks == Locks{{"public.customers", LockMode::ShareRowExclusive},
                             {"public.orders", LockMode::ShareRowExclusive}});
  CHECK(added.undo_locks == Locks{{"public.customers", LockMode::AccessExclusive},
                                  {"public.orders", LockMode::AccessExclusive}});
  const auto index = plan_of("CREATE INDEX ON orders (state)");
  CHECK(step_with(index, "CREATE INDEX").undo_locks ==
        Locks{{"public.orders", LockMode::ShareUpdateExclusive}});
}

}  // namespace pgstage

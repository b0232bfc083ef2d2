// What a batch takes away and makes again is gone for no longer than one transaction.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "pgstage/plan/planner.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kShop =
    "CREATE TABLE orders (id bigint PRIMARY KEY, state varchar(20), amount integer, note text);"
    "CREATE VIEW open_orders AS SELECT id, state, amount FROM orders WHERE state = 'open';";

Result<plan::Plan> plan_of(std::string_view migration) {
  const auto schema = sql::Script::parse(std::string{kShop});
  const auto script = sql::Script::parse(std::string{migration});
  plan::PlanRequest request;
  request.start.set_complete(true);
  request.earlier = {{{.path = "before.sql"}, &schema}};
  request.pending = {{{.path = "migration.sql"}, &script}};
  return plan::make_plan(request);
}

bool names(const plan::Step& step, std::string_view text) {
  return std::any_of(step.sql.begin(), step.sql.end(),
                     [&](const auto& sql) { return sql.find(text) != std::string::npos; });
}

/// The step that has both in its SQL; null where none has.
const plan::Step* step_with(const plan::Plan& plan, std::string_view a, std::string_view b) {
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      if (names(step, a) && names(step, b)) return &step;
    }
  }
  return nullptr;
}

constexpr std::string_view kDrop = "DROP VIEW open_orders";
constexpr std::string_view kCreate = "CREATE VIEW open_orders";

}  // namespace

TEST_CASE("a view that makes way for a column is gone for one transaction") {
  const auto plan = plan_of(
      "DROP VIEW open_orders;"
      "ALTER TABLE orders ALTER COLUMN state TYPE text;"
      "CREATE VIEW open_orders AS SELECT id, state, amount FROM orders WHERE state = 'open';");
  REQUIRE(plan);
  const auto* step = step_with(*plan, kDrop, kCreate);
  REQUIRE(step != nullptr);
  CHECK(step->transaction);
  CHECK(names(*step, "ALTER COLUMN state TYPE text"));
  CHECK(step->undo.size() == 3);
}

TEST_CASE("what need not be in the transaction of a view is planned by itself") {
  const auto plan = plan_of(
      "DROP VIEW open_orders;"
      "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;"
      "CREATE VIEW open_orders AS SELECT id, state, amount, note FROM orders;");
  REQUIRE(plan);
  const auto* step = step_with(*plan, kDrop, kCreate);
  REQUIRE(step != nullptr);
  CHECK_FALSE(names(*step, "NOT NULL"));
  CHECK(step_with(*plan, "VALIDATE CONSTRAINT", "orders") != nullptr);
}

TEST_CASE("a column goes behind the view that does without it") {
  const auto plan = plan_of(
      "DROP VIEW open_orders; ALTER TABLE orders DROP COLUMN note, DROP COLUMN amount;"
      "CREATE VIEW open_orders AS SELECT id, state FROM orders WHERE state = 'open';");
  REQUIRE(plan);
  REQUIRE(plan->phases.back().name == plan::PhaseName::Contract);
  const auto& steps = plan->phases.back().steps;
  REQUIRE(steps.size() == 3);
  CHECK(names(steps[0], kCreate));
  CHECK(names(steps[2], "DROP COLUMN amount"));
}

TEST_CASE("a view that would be missed for long is refused with the line that takes long") {
  const auto plan = plan_of(
      "DROP VIEW open_orders;\n"
      "ALTER TABLE orders ALTER COLUMN amount TYPE bigint;\n"
      "CREATE VIEW open_orders AS SELECT id, state, amount FROM orders;");
  REQUIRE_FALSE(plan);
  CHECK(plan.error().message.find("line 2 ") != std::string::npos);
  CHECK_FALSE(plan.error().hint.empty());
}

TEST_CASE("a view that is not made again waits for contract") {
  const auto plan = plan_of("DROP VIEW open_orders; CREATE VIEW others AS SELECT id FROM orders;");
  REQUIRE(plan);
  CHECK(step_with(*plan, kDrop, "CREATE VIEW") == nullptr);
  CHECK(plan->phases.back().name == plan::PhaseName::Contract);
}

}  // namespace pgstage

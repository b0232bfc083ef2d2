// What a batch takes away and makes again is gone for no longer than one transaction.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/planned.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kShop =
    "CREATE TABLE orders (id bigint PRIMARY KEY, state varchar(20), amount integer, note text);"
    "CREATE VIEW open_orders AS SELECT id, state, amount FROM orders WHERE state = 'open';";

Result<plan::Plan> plan_of(std::string_view migration) {
  return tests::plan_after(std::string{kShop}, std::string{migration});
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

TEST_CASE("what is not there is not dropped, or it would be what the batch makes of that name") {
  const auto plan = plan_of(
      "DROP TABLE IF EXISTS fresh; CREATE TABLE fresh (id bigint);"
      "DROP INDEX IF EXISTS fresh_idx; CREATE INDEX fresh_idx ON orders (note);"
      "DROP VIEW IF EXISTS seen; CREATE VIEW seen AS SELECT id FROM orders;"
      "DROP TRIGGER IF EXISTS checked ON orders; DROP TYPE IF EXISTS mood;"
      "CREATE TYPE mood AS ENUM ('sad'); DROP FUNCTION IF EXISTS f(integer);"
      "DROP SCHEMA IF EXISTS shop; CREATE SCHEMA shop;");
  REQUIRE(plan);
  CHECK(step_with(*plan, "DROP", "") == nullptr);
  CHECK(plan->phases.size() == 1);
}

TEST_CASE("a view that is made again twice comes back as it was") {
  const auto plan = plan_of(
      "DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id, state, amount FROM orders;"
      "DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id, state, amount, note FROM "
      "orders;");
  REQUIRE(plan);
  for (const auto& phase : plan->phases) {
    for (const auto& step : phase.steps) {
      if (names(step, kDrop)) CHECK(names(step, kCreate));
    }
  }
}

TEST_CASE("an index that is made anew is there before the old one goes") {
  const auto plan = plan_of(
      "CREATE INDEX orders_note_idx ON orders (note);"
      "DROP INDEX orders_note_idx; CREATE INDEX orders_note_idx ON orders (note, state);");
  REQUIRE(plan);
  CHECK(step_with(*plan, "CREATE INDEX CONCURRENTLY pgstage_new_orders_note_idx", "") != nullptr);
  CHECK(step_with(*plan, "RENAME TO pgstage_old", "RENAME TO orders_note_idx") != nullptr);
}

TEST_CASE("a view that is not made again waits for contract") {
  const auto plan = plan_of("DROP VIEW open_orders; CREATE VIEW others AS SELECT id FROM orders;");
  REQUIRE(plan);
  CHECK(step_with(*plan, kDrop, "CREATE VIEW") == nullptr);
  CHECK(plan->phases.back().name == plan::PhaseName::Contract);
}

}  // namespace pgstage

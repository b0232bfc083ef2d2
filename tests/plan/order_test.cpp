// Where the statements of a batch go, after what those before them leave for later phases.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/planned.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kShop =
    "CREATE TABLE orders (id bigint PRIMARY KEY, state text, note text, code text NOT NULL);"
    "CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'open';";

Result<plan::Plan> plan_of(std::string_view migration) {
  return tests::plan_after(std::string{kShop}, std::string{migration});
}

/// The phase of the first step that has this text in its SQL; empty where none has.
std::string phase_of(const plan::Plan& plan, std::string_view text) {
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      const bool has = std::any_of(step.sql.begin(), step.sql.end(), [&](const auto& sql) {
        return sql.find(text) != std::string::npos;
      });
      if (has) return std::string{to_string(phase.name)};
    }
  }
  return {};
}

std::string phase_of(std::string_view migration, std::string_view text) {
  const auto plan = plan_of(migration);
  if (!plan) return plan.error().message;
  return phase_of(*plan, text);
}

}  // namespace

TEST_CASE("what cannot be taken back waits for contract, behind a gate that names it") {
  const auto plan = plan_of("DROP VIEW open_orders; TRUNCATE orders;");
  REQUIRE(plan);
  CHECK(phase_of(*plan, "DROP VIEW") == "contract");
  CHECK(phase_of(*plan, "TRUNCATE") == "contract");
  REQUIRE(plan->phases.back().gate);
  CHECK(plan->phases.back().gate->says.find("public.open_orders") != std::string::npos);
  CHECK(plan->irreversible.size() == 2);
}

TEST_CASE("a view that is dropped and made anew is made where it was dropped") {
  CHECK(phase_of("DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT state FROM orders;",
                 "CREATE VIEW") == "contract");
  CHECK(phase_of("CREATE VIEW others AS SELECT state FROM orders;", "CREATE VIEW") == "expand");
}

TEST_CASE("what looks at rows waits for the statement that changes them") {
  CHECK(phase_of("UPDATE orders SET state = 'new' WHERE state IS NULL;"
                 "ALTER TABLE orders ADD CONSTRAINT known CHECK (state IS NOT NULL);",
                 "VALIDATE") == "migrate");
  CHECK(phase_of("TRUNCATE orders; INSERT INTO orders (id, code) VALUES (1, 'a');",
                 "INSERT INTO orders") == "contract");
}

TEST_CASE("a constraint that is built later is dropped later still") {
  CHECK(phase_of("ALTER TABLE orders ADD CONSTRAINT one UNIQUE (code);"
                 "ALTER TABLE orders DROP CONSTRAINT one;",
                 "DROP CONSTRAINT") != "expand");
}

TEST_CASE("rows that come or go as a whole wait for a column to be gone") {
  CHECK(phase_of("ALTER TABLE orders DROP COLUMN note; DELETE FROM orders WHERE state IS NULL;",
                 "DELETE FROM") == "contract");
  CHECK(phase_of("ALTER TABLE orders DROP COLUMN note; UPDATE orders SET state = 'a' WHERE id = 1;",
                 "UPDATE") == "migrate");
}

TEST_CASE("a table is hidden behind a view only when nothing works on it any more") {
  const std::string_view migration =
      "UPDATE orders SET note = 'none' WHERE note IS NULL; ALTER TABLE orders RENAME TO purchases;";
  CHECK(phase_of(migration, "RENAME TO purchases") == "migrate");
}

TEST_CASE("what uses a new name waits until there is something of that name") {
  const std::string_view renamed =
      "UPDATE orders SET note = 'none' WHERE note IS NULL; ALTER TABLE orders RENAME TO purchases;"
      "CREATE VIEW bought AS SELECT id FROM purchases;";
  CHECK(phase_of(renamed, "CREATE VIEW bought") == "migrate");
  const std::string_view copied =
      "DELETE FROM orders WHERE state IS NULL; CREATE TABLE copy AS SELECT id AS key FROM orders;"
      "CREATE INDEX ON copy (key); COMMENT ON TABLE copy IS 'made once';";
  CHECK(phase_of(copied, "CREATE TABLE copy") == "contract");
  CHECK(phase_of(copied, "CREATE INDEX") == "contract");
  CHECK(phase_of(copied, "made once") == "contract");
}

TEST_CASE("the undo of what is new finds it under another name or gone") {
  const auto plan = plan_of(
      "CREATE TABLE notes (id integer, text text); ALTER TABLE notes RENAME COLUMN text TO words;"
      "ALTER TABLE notes RENAME TO remarks; CREATE VIEW recent AS SELECT id FROM remarks;"
      "DROP VIEW recent;");
  REQUIRE(plan);
  std::vector<std::string> undo;
  for (const auto& step : plan->phases.front().steps) {
    undo.insert(undo.end(), step.undo.begin(), step.undo.end());
  }
  CHECK(undo ==
        std::vector<std::string>{"DROP TABLE IF EXISTS public.notes",
                                 "ALTER TABLE IF EXISTS public.notes RENAME COLUMN words TO text",
                                 "ALTER TABLE IF EXISTS public.remarks RENAME TO notes",
                                 "DROP VIEW IF EXISTS public.recent"});
}

TEST_CASE("a gate goes along with the steps that it stands before") {
  const auto plan = plan_of(
      "TRUNCATE orders; ALTER TABLE orders ADD CONSTRAINT one_code UNIQUE (code);"
      "CREATE UNIQUE INDEX one_note ON orders (note);");
  REQUIRE(plan);
  CHECK(phase_of(*plan, "INDEX CONCURRENTLY one_note") == "contract");
  REQUIRE(plan->phases.back().gate);
  CHECK(plan->phases.back().gate->says.find("\"one_note\"") != std::string::npos);
}

TEST_CASE("each statement of a plan keeps its rows in a table of its own") {
  const auto plan = plan_of(
      "UPDATE orders SET note = 'a' WHERE id = 1; UPDATE orders SET note = 'b' WHERE id = 2; "
      "INSERT INTO orders (id, code) VALUES (3, 'c'); INSERT INTO orders (id, code) VALUES (4, "
      "'d');");
  REQUIRE(plan);
  for (const std::string_view kept : {"pgstage_kept_orders_1", "pgstage_kept_orders_2",
                                      "pgstage_added_orders_3", "pgstage_added_orders_4"}) {
    CHECK(phase_of(*plan, "CREATE TABLE public." + std::string{kept} + " AS") != "");
  }
}

TEST_CASE("what is written without a schema is found where the script looks for it") {
  const auto plan =
      plan_of("SET search_path = public, shop; INSERT INTO orders (id, code) VALUES (3, 'c');");
  REQUIRE(plan);
  const auto& sql = plan->phases.front().steps.front().sql;
  CHECK(sql.front() == "SET LOCAL search_path = 'public', 'shop'");
}

TEST_CASE("what needs two deploys one after the other is refused in words") {
  const auto plan = plan_of(
      "ALTER TABLE orders RENAME COLUMN note TO remark;"
      "ALTER TABLE orders DROP COLUMN code; ALTER TABLE orders RENAME TO purchases;");
  REQUIRE_FALSE(plan);
  CHECK(plan.error().message.starts_with("migration.sql:1: this builds on \"public.orders"));
  CHECK(plan.error().hint ==
        "Put the two statements into separate deploys and plan each by itself.");
}

TEST_CASE("actions of one statement are planned in the order in which the server comes to them") {
  const auto plan = plan_of(
      "ALTER TABLE orders ADD CONSTRAINT either CHECK (note IS NULL OR kind IS NULL), ALTER code "
      "DROP NOT NULL, ADD COLUMN kind text;");
  REQUIRE_MESSAGE(plan, plan.error().message);
  CHECK(phase_of(*plan, "ADD COLUMN kind") == "expand");
  CHECK(phase_of(*plan, "VALIDATE CONSTRAINT either") == "migrate");
}

}  // namespace pgstage

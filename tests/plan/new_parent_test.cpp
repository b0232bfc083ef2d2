// A table in use that becomes a partition of a new one of its name.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/planned.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kEvents =
    "CREATE TABLE events (id bigint, at date NOT NULL, note text, PRIMARY KEY (id, at));";
constexpr std::string_view kRename = "ALTER TABLE events RENAME TO events_old;";
constexpr std::string_view kCreate =
    "CREATE TABLE events (id bigint, at date NOT NULL, note text, PRIMARY KEY (id, at)) "
    "PARTITION BY RANGE (at);";
constexpr std::string_view kAttach =
    "ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (MINVALUE) TO ('2030-01-01');";

Result<plan::Plan> plan_of(std::string_view between, std::string_view behind = {}) {
  std::string migration{kRename};
  migration.append(between).append(kCreate).append(kAttach).append(behind);
  return tests::plan_after(std::string{kEvents}, migration);
}

bool has(const std::vector<std::string>& sql, std::string_view text) {
  return std::any_of(sql.begin(), sql.end(),
                     [&](const auto& each) { return each.find(text) != std::string::npos; });
}

/// The step that attaches it; null where there is none.
const plan::Step* swap_of(const plan::Plan& plan) {
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      if (has(step.sql, "ATTACH PARTITION")) return &step;
    }
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a table is renamed away, replaced and attached in one step that can be undone") {
  const auto plan = plan_of("");
  REQUIRE(plan);
  const auto* swap = swap_of(*plan);
  REQUIRE(swap != nullptr);
  CHECK(has(swap->sql, "RENAME TO events_old"));
  CHECK(has(swap->sql, "PARTITION BY RANGE"));
  CHECK(swap->undo.front() == "ALTER TABLE public.events DETACH PARTITION public.events_old");
  CHECK(swap->undo.back() == "ALTER TABLE public.events_old RENAME TO events");
  CHECK(plan->phases.back().name == plan::PhaseName::Migrate);
}

TEST_CASE("what attaching would look at is proved before, under the name that the table has") {
  const auto plan = plan_of("");
  REQUIRE(plan);
  const auto& steps = plan->phases.front().steps;
  REQUIRE(steps.size() == 3);
  CHECK(has(steps[0].sql,
            "ALTER TABLE public.events ADD CONSTRAINT pgstage_inside_events_old "
            "CHECK (at IS NOT NULL AND at < '2030-01-01') NOT VALID"));
  CHECK(has(steps[1].sql, "VALIDATE CONSTRAINT pgstage_inside_events_old"));
}

TEST_CASE("a check that the script adds for it is proved before as well") {
  const auto plan = plan_of(
      "ALTER TABLE events_old ADD CONSTRAINT past CHECK (at IS NOT NULL AND at < '2030-01-01');",
      "ALTER TABLE events_old DROP CONSTRAINT past;");
  REQUIRE(plan);
  const auto& steps = plan->phases.front().steps;
  REQUIRE(steps.size() == 3);
  CHECK(has(steps[0].sql, "ALTER TABLE public.events ADD CONSTRAINT past"));
  CHECK_FALSE(has(steps[2].sql, "ADD CONSTRAINT past"));
  CHECK(has(steps[2].sql, "DROP CONSTRAINT past"));
}

TEST_CASE("a key that has to go waits for code that does without it") {
  const auto plan = tests::plan_after(
      "CREATE TABLE events (id bigint PRIMARY KEY, at date NOT NULL, note text);",
      std::string{kRename} + "ALTER TABLE events_old DROP CONSTRAINT events_pkey;" +
          std::string{kCreate} + std::string{kAttach});
  REQUIRE(plan);
  const auto& contract = plan->phases.back();
  REQUIRE(contract.gate);
  CHECK(contract.gate->says.find("constraint \"events_pkey\" of public.events:") !=
        std::string::npos);
  CHECK(has(contract.steps.front().sql,
            "ADD CONSTRAINT events_old_pkey PRIMARY KEY USING INDEX events_old_pkey"));
  CHECK(plan->irreversible == std::vector<std::string>{contract.steps.front().id});
}

TEST_CASE("rows that came to other partitions are back when the table is by itself again") {
  const auto plan = plan_of("", "CREATE TABLE events_later PARTITION OF events DEFAULT;");
  REQUIRE(plan);
  CHECK(has(swap_of(*plan)->undo,
            "INSERT INTO public.events_old (id, at, note) OVERRIDING SYSTEM VALUE SELECT id, at, "
            "note FROM public.events"));
}

TEST_CASE("what comes after it is planned for a table in use") {
  const auto plan = plan_of("",
                            "UPDATE events SET note = 'none' WHERE note IS NULL;"
                            "ALTER TABLE events ADD CONSTRAINT noted CHECK (note <> '');");
  REQUIRE(plan);
  const auto& steps = plan->phases.front().steps;
  const auto validates = [](const auto& step) {
    return has(step.sql, "VALIDATE CONSTRAINT noted");
  };
  CHECK(std::any_of(steps.begin(), steps.end(), validates));
}

TEST_CASE("work in between that would shut others out is refused by its line") {
  const auto plan = plan_of("ALTER TABLE events_old ALTER note SET NOT NULL;\n");
  REQUIRE_FALSE(plan);
  CHECK(plan.error().message.find("more than a moment's work") != std::string::npos);
}

TEST_CASE("a table that is renamed and replaced by another one is not made its partition") {
  const auto plan = tests::plan_after(std::string{kEvents},
                                      std::string{kRename} + "CREATE TABLE others (id integer);");
  REQUIRE(plan);
  CHECK(swap_of(*plan) == nullptr);
}

}  // namespace pgstage

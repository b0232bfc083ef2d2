// When a table is written anew beside itself, and when it cannot be.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/planned.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kEvents = "CREATE TABLE events (id bigint PRIMARY KEY, what text);";
constexpr std::string_view kChange = "ALTER TABLE events SET UNLOGGED;";

/// Why others have to wait; empty when they need not.
std::string why_others_wait(std::string_view more, std::string_view migration = kChange) {
  const auto plan = tests::plan_after(std::string{kEvents}.append(more), std::string{migration});
  REQUIRE(plan);
  constexpr std::string_view kBefore = "cannot take its place: ";
  for (const auto& warning : plan->warnings) {
    const auto at = warning.find(kBefore);
    if (at != std::string::npos) return warning.substr(at + kBefore.size());
  }
  return {};
}

/// All that the step does, of the first with this title.
std::string sql_of(const plan::Plan& plan, std::string_view title) {
  std::string out;
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      if (!step.title.starts_with(title) || !out.empty()) continue;
      for (const auto& sql : step.sql) out += sql + ";\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a table with a key is written anew beside itself, and nobody waits for it") {
  const auto plan = tests::plan_after(std::string{kEvents}, std::string{kChange});
  REQUIRE(plan);
  CHECK(why_others_wait("").empty());
  REQUIRE_FALSE(plan->warnings.empty());
  CHECK(plan->warnings.front().find("takes its room twice") != std::string::npos);
  for (const auto& phase : plan->phases) {
    for (const auto& step : phase.steps) CHECK_MESSAGE(step.brief, step.title);
  }
}

TEST_CASE("the twin is written as the change wants it before it has a row") {
  const auto plan = tests::plan_after(std::string{kEvents}, std::string{kChange});
  REQUIRE(plan);
  CHECK(sql_of(*plan, "Make public.pgstage_twin_1_events")
            .find("ALTER TABLE public.pgstage_twin_1_events SET UNLOGGED") != std::string::npos);
}

TEST_CASE("all locks of a swap are taken first, and parents before those that reference them") {
  const auto plan = tests::plan_after(
      "CREATE TABLE kinds (id int PRIMARY KEY);"
      "CREATE TABLE events (id int PRIMARY KEY, kind int REFERENCES kinds);"
      "CREATE UNLOGGED TABLE seen (id int PRIMARY KEY, event int REFERENCES events);",
      std::string{kChange});
  REQUIRE(plan);
  const auto sql = sql_of(*plan, "Let the twin");
  CHECK(
      sql.starts_with("LOCK TABLE public.kinds IN ACCESS EXCLUSIVE MODE;\n"
                      "LOCK TABLE public.events IN ACCESS EXCLUSIVE MODE;\n"
                      "LOCK TABLE public.pgstage_twin_1_events IN ACCESS EXCLUSIVE MODE;\n"
                      "LOCK TABLE public.seen IN ACCESS EXCLUSIVE MODE;\n"));
}

TEST_CASE("what cannot be carried to another table waits for a quiet hour, and says why") {
  CHECK(why_others_wait("ALTER TABLE events DROP CONSTRAINT events_pkey;")
            .starts_with("it has no key to find a row again by"));
  CHECK(why_others_wait("CREATE TABLE more () INHERITS (events);") ==
        "tables inherit from it, or it from others.");
  CHECK(why_others_wait("CREATE MATERIALIZED VIEW known AS SELECT id FROM events;") ==
        "materialized view public.known reads it.");
  CHECK(why_others_wait("CREATE RULE keep AS ON DELETE TO events DO INSTEAD NOTHING;")
            .starts_with("rule \"keep\" would be run"));
  CHECK(why_others_wait("ALTER TABLE events ADD UNIQUE (what) DEFERRABLE;")
            .starts_with("constraint \"events_what_key\" is deferrable"));
  CHECK(why_others_wait("CREATE TABLE log (id int, event events);") ==
        "public.log has a column of its row type.");
  CHECK(why_others_wait("CREATE FUNCTION f(events) RETURNS int LANGUAGE sql AS 'SELECT 1';") ==
        "function public.f takes or gives rows of it.");
}

TEST_CASE("a table that another statement of the plan names is not written anew beside itself") {
  const std::string why = "another statement of the plan names it, or what hangs on it.";
  CHECK(why_others_wait("", "ALTER TABLE events SET UNLOGGED; ALTER TABLE events ADD more int;") ==
        why);
  CHECK(why_others_wait("CREATE VIEW known AS SELECT id FROM events;",
                        "ALTER TABLE events SET UNLOGGED; DROP VIEW known;") == why);
  CHECK(why_others_wait("", "ALTER TABLE events SET UNLOGGED, ADD more int;") ==
        "the statement does something else to it, too.");
}

TEST_CASE("what could not be computed or conflicts is not written before the gate asks for it") {
  for (const auto* change :
       {"ALTER TABLE events ADD COLUMN size int GENERATED ALWAYS AS (length(what)) STORED;",
        "ALTER TABLE events ADD CONSTRAINT once EXCLUDE USING btree (what WITH =);"}) {
    CAPTURE(change);
    const auto plan = tests::plan_after(std::string{kEvents}, change);
    REQUIRE(plan);
    CHECK(why_others_wait("", change).empty());
    REQUIRE(plan->phases.size() == 3);
    CHECK(plan->phases.at(1).gate);
    for (const auto& step : plan->phases.front().steps) CHECK(step.title.starts_with("Make"));
  }
  CHECK(why_others_wait("", "ALTER TABLE events ADD EXCLUDE USING btree (what WITH =) DEFERRABLE;")
            .starts_with("the constraint is deferrable"));
  CHECK(why_others_wait("",
                        "ALTER TABLE events ADD COLUMN size int GENERATED ALWAYS AS "
                        "(length(what)) STORED UNIQUE;") ==
        "the new column brings a constraint with it.");
}

TEST_CASE("a table that takes the name of a published one is nothing new to subscribers") {
  const auto plan =
      tests::plan_after(std::string{kEvents} + "CREATE PUBLICATION all_of_it FOR TABLE events;",
                        "ALTER TABLE events SET TABLESPACE elsewhere;");
  REQUIRE(plan);
  CHECK(std::none_of(plan->warnings.begin(), plan->warnings.end(), [](const auto& warning) {
    return warning.find("subscribers") != std::string::npos;
  }));
}

}  // namespace pgstage

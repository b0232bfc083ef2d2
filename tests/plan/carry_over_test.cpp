// What code of before writes to what a batch copies and then drops.
#include <algorithm>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/planned.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kUsers =
    "CREATE TABLE users (id bigint PRIMARY KEY, name text, bio text, found boolean);";
constexpr std::string_view kProfiles =
    "CREATE TABLE profiles (user_id bigint PRIMARY KEY, bio text);";
constexpr std::string_view kDrop = "ALTER TABLE users DROP COLUMN bio;";

Result<plan::Plan> plan_of(std::string_view copy, std::string_view drop = kDrop,
                           std::string_view create = kProfiles) {
  std::string migration{create};
  migration.append(copy).append(drop);
  return tests::plan_after(std::string{kUsers}, migration);
}

/// Of the first step that has this text in its SQL; null where none has.
const plan::Step* step_with(const plan::Plan& plan, std::string_view text) {
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) {
      const bool has = std::any_of(step.sql.begin(), step.sql.end(), [&](const auto& sql) {
        return sql.find(text) != std::string::npos;
      });
      if (has) return &step;
    }
  }
  return nullptr;
}

bool is_followed(const Result<plan::Plan>& plan) {
  REQUIRE(plan);
  return step_with(*plan, "CREATE FUNCTION public.pgstage_carry_users_profiles") != nullptr;
}

bool is_warned_of(const Result<plan::Plan>& plan) {
  REQUIRE(plan);
  return std::any_of(plan->warnings.begin(), plan->warnings.end(), [](const auto& warning) {
    return warning.find("is gone in the end") != std::string::npos;
  });
}

}  // namespace

TEST_CASE("a table that columns move to follows them until they are dropped") {
  const auto plan = plan_of("INSERT INTO profiles SELECT id, bio FROM users;");
  REQUIRE(is_followed(plan));
  CHECK_FALSE(is_warned_of(plan));
  const auto* begin = step_with(*plan, "CREATE FUNCTION");
  CHECK(begin->id == "expand-2");
  const auto* copy = step_with(*plan, "ON CONFLICT (user_id) DO NOTHING");
  REQUIRE(copy != nullptr);
  CHECK(copy->kind == plan::StepKind::Backfill);
  CHECK(copy->sql.front().find("FOR SHARE") != std::string::npos);
  const auto& contract = plan->phases.back().steps;
  REQUIRE(contract.size() == 3);
  CHECK(contract[0].kind == plan::StepKind::Check);
  CHECK(contract[1].sql.front().starts_with("DROP TRIGGER"));
  CHECK(contract.back().sql.front().find("DROP COLUMN bio") != std::string::npos);
}

TEST_CASE("a table that is dropped after its rows were copied is followed") {
  CHECK(is_followed(plan_of("INSERT INTO profiles (bio, user_id) SELECT upper(bio), id FROM users;",
                            "DROP TABLE users;")));
}

TEST_CASE("comments around the parts of the query are not taken over") {
  const auto plan = plan_of(
      "INSERT INTO profiles SELECT id, -- the key\n bio -- the text\n FROM public.users u "
      "WHERE bio <> '' -- all\n;");
  REQUIRE(is_followed(plan));
  CHECK(step_with(*plan, "SELECT id, -- the key\n bio FROM public.users AS u WHERE ctid"));
  CHECK(step_with(*plan, "AND (bio <> '') FOR SHARE"));
}

TEST_CASE("rows that are copied from what stays are copied as written") {
  const auto plan = plan_of("INSERT INTO profiles SELECT id, name FROM users;");
  CHECK_FALSE(is_followed(plan));
  CHECK_FALSE(is_warned_of(plan));
}

TEST_CASE("what cannot be followed is said at the head of the plan") {
  for (const std::string_view copy :
       {"INSERT INTO profiles SELECT id, max(bio) OVER () FROM users;",
        "INSERT INTO profiles SELECT id, bio FROM users ORDER BY id LIMIT 10;",
        "INSERT INTO profiles SELECT u.id, u.bio FROM users u JOIN users v ON u.id = v.id;",
        "INSERT INTO profiles SELECT id + 1, bio FROM users;",
        "INSERT INTO profiles SELECT id, bio || random() FROM users;"}) {
    CAPTURE(copy);
    const auto plan = plan_of(copy);
    CHECK_FALSE(is_followed(plan));
    CHECK(is_warned_of(plan));
  }
  CHECK(is_warned_of(tests::plan_after(std::string{kUsers},
                                       "CREATE TABLE profiles AS SELECT id, bio FROM users;"
                                       "DROP TABLE users;")));
}

TEST_CASE("a table without a key for its rows cannot follow") {
  const auto plan = plan_of("INSERT INTO profiles SELECT id, bio FROM users;", kDrop,
                            "CREATE TABLE profiles (user_id bigint, bio text);");
  CHECK_FALSE(is_followed(plan));
  CHECK(is_warned_of(plan));
}

TEST_CASE("an index on the table that follows is built while running code writes to it") {
  const auto plan = plan_of(
      "INSERT INTO profiles SELECT id, bio FROM users; CREATE INDEX by_bio ON profiles (bio);");
  REQUIRE(is_followed(plan));
  CHECK(step_with(*plan, "CREATE INDEX CONCURRENTLY by_bio") != nullptr);
}

}  // namespace pgstage

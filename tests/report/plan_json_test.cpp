#include <optional>
#include <set>

#include <doctest/doctest.h>

#include "pgstage/report/plan.hpp"

#include "support/golden.hpp"
#include "support/project.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

std::string with(std::string text, std::string_view what, std::string_view instead) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

std::string a_plan_file() {
  const auto samples = tests::recipe_samples();
  return report::plan_json(tests::sure_plan_of(samples.front(), 15));
}

std::size_t kinds_of_steps(const plan::Plan& plan) {
  std::set<plan::StepKind> kinds;
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) kinds.insert(step.kind);
  }
  return kinds.size();
}

}  // namespace

TEST_CASE("the plan that fuzzing begins with is one, of many kinds of steps") {
  std::optional<plan::Plan> most;
  for (const auto& sample : tests::recipe_samples()) {
    if (!sample.is_shown()) continue;
    auto plan = tests::sure_plan_of(sample, 15);
    if (!most || kinds_of_steps(plan) > kinds_of_steps(*most)) most = std::move(plan);
  }
  REQUIRE(most);
  CHECK(kinds_of_steps(*most) > 2);
  tests::expect_file(tests::project("tests/fuzz/seeds/plan.json"), report::plan_json(*most));
}

TEST_CASE("a plan file that is read is the plan that was written") {
  for (const auto& sample : tests::recipe_samples()) {
    CAPTURE(sample.name);
    if (!sample.is_shown()) continue;
    const auto plan = tests::sure_plan_of(sample, 15);
    const auto read = report::plan_from_json(report::plan_json(plan));
    REQUIRE(read);
    CHECK(*read == plan);
  }
}

TEST_CASE("a plan file keeps the proof of its own plan, and the plan's id is the same without") {
  auto plan = tests::sure_plan_of(tests::recipe_samples().front(), 15);
  plan.proof = plan::Proof{.plan = plan.id,
                           .server = "15.18",
                           .seed = 7,
                           .equal = false,
                           .undone = true,
                           .differences = {"column public.users.name is there"},
                           .undeclared_locks = {"expand-1: ShareLock on public.users"},
                           .accepted = {"column position of public.users.name"},
                           .notes = {"the tables are empty"},
                           .writes = 12,
                           .queries = 3};
  CHECK(report::plan_id(plan) == plan.id);
  const auto read = report::plan_from_json(report::plan_json(plan));
  REQUIRE(read);
  CHECK(*read == plan);
}

TEST_CASE("a plan file with the proof of another plan is refused") {
  auto plan = tests::sure_plan_of(tests::recipe_samples().front(), 15);
  plan.proof = plan::Proof{.plan = "0123456789abcdef", .server = "15.18", .equal = true};
  const auto read = report::plan_from_json(report::plan_json(plan));
  REQUIRE_FALSE(read);
  CHECK(read.error().message.find("of another plan") != std::string::npos);
}

TEST_CASE("a plan that was tried says so before its steps, as text and as Markdown") {
  auto plan = tests::sure_plan_of(tests::recipe_samples().front(), 15);
  plan.proof = plan::Proof{.plan = plan.id,
                           .server = "15.18",
                           .equal = false,
                           .differences = {"column public.users.name is there"}};
  for (const auto& text : {report::plan_text(plan, {}), report::plan_markdown(plan)}) {
    CAPTURE(text);
    const auto said = text.find("column public.users.name is there");
    CHECK(text.find("not equal") < said);
    CHECK(said < text.find("expand-1"));
  }
}

TEST_CASE("a plan file that was edited is refused") {
  const auto edited = report::plan_from_json(with(a_plan_file(), "ALTER TABLE", "DROP TABLE"));
  REQUIRE_FALSE(edited);
  CHECK(edited.error().message.find("changed after it was made") != std::string::npos);
}

TEST_CASE("a plan file that was cut is refused at any length, and none of them is a crash") {
  const std::string whole = a_plan_file();
  const std::size_t content = whole.find_last_of('}');
  for (std::size_t length = 0; length < content; length += 7) {
    CHECK_FALSE(report::plan_from_json(whole.substr(0, length)));
  }
}

TEST_CASE("unknown, missing and mistyped fields are named by their place") {
  const auto error = [](const std::string& text) {
    const auto plan = report::plan_from_json(text);
    REQUIRE_FALSE(plan);
    return plan.error().message;
  };
  CHECK(error(with(a_plan_file(), "\"facts\"", "\"fcts\"")).find("facts") != std::string::npos);
  CHECK(error(with(a_plan_file(), "\"transaction\": true", "\"transaction\": 1"))
            .find("phases[0].steps[0].transaction") != std::string::npos);
}

}  // namespace pgstage

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "pgstage/report/plan.hpp"

#include "support/golden.hpp"
#include "support/project.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

constexpr int kMajor = 15;

}  // namespace

TEST_CASE("every recipe gives the plan that is kept beside its sample") {
  for (const auto& sample : tests::recipe_samples()) {
    if (!sample.is_shown()) continue;
    const auto plan = tests::sure_plan_of(sample, kMajor);
    const auto file =
        tests::project("samples/recipes/" + sample.recipe + "/" + sample.name + ".plan.txt");
    tests::expect_file(file, report::plan_text(plan, {}));
  }
}

TEST_CASE("no recipe reads or writes a live table in full while others are shut out") {
  for (const auto& sample : tests::recipe_samples()) {
    const auto plan = tests::plan_of(sample, kMajor);
    if (!plan || sample.is_warned()) continue;
    for (const auto& warning : plan->warnings) {
      if (warning.find(" wait") != std::string::npos) FAIL_CHECK(sample.words(), ": ", warning);
    }
  }
}

TEST_CASE(
    "a plan that shuts others out warns of it, and waits for an hour in which they can wait") {
  for (const auto& sample : tests::recipe_samples()) {
    if (!sample.is_warned()) continue;
    const auto plan = tests::sure_plan_of(sample, kMajor);
    CAPTURE(sample.words());
    CHECK_FALSE(plan.warnings.empty());
    const bool waits = std::any_of(plan.phases.begin(), plan.phases.end(), [](const auto& phase) {
      return phase.gate && phase.gate->says.find("an hour in which") != std::string::npos;
    });
    CHECK(waits);
  }
}

TEST_CASE("what cannot be planned is refused with its place, a reason and a way out") {
  for (const auto& sample : tests::recipe_samples()) {
    const auto plan = tests::plan_of(sample, kMajor);
    if (plan) continue;
    CAPTURE(sample.words());
    CHECK(plan.error().message.starts_with(sample.name + ".sql:"));
    CHECK_FALSE(plan.error().hint.empty());
  }
}

TEST_CASE("the same migration gives the same plan, byte for byte") {
  for (const auto& sample : tests::recipe_samples()) {
    const auto plan = tests::plan_of(sample, kMajor);
    if (!plan) continue;
    CAPTURE(sample.words());
    CHECK(report::plan_json(*plan) == report::plan_json(tests::sure_plan_of(sample, kMajor)));
  }
}

}  // namespace pgstage

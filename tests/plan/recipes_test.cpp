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
    const auto plan = tests::plan_of(sample, kMajor);
    const auto file = tests::project("samples/recipes/" + sample.name + ".plan.txt");
    tests::expect_file(file, report::plan_text(plan, {}));
  }
}

TEST_CASE("no recipe reads or writes a live table in full while others are shut out") {
  for (const auto& sample : tests::recipe_samples()) {
    CAPTURE(sample.name);
    CHECK(tests::plan_of(sample, kMajor).warnings.empty());
  }
}

TEST_CASE("the same migration gives the same plan, byte for byte") {
  for (const auto& sample : tests::recipe_samples()) {
    CAPTURE(sample.name);
    CHECK(report::plan_json(tests::plan_of(sample, kMajor)) ==
          report::plan_json(tests::plan_of(sample, kMajor)));
  }
}

}  // namespace pgstage

#include "support/recipe_samples.hpp"

#include <doctest/doctest.h>

#include "pgstage/plan/planner.hpp"
#include "pgstage/report/plan.hpp"
#include "pgstage/sql/script.hpp"

#include "support/project.hpp"

namespace pgstage::tests {
namespace {

constexpr std::string_view kFolder = "samples/recipes/";
constexpr std::string_view kBefore = ".before.sql";

std::string stem(std::string_view file) {
  file.remove_prefix(kFolder.size());
  return std::string{file.substr(0, file.find('.'))};
}

std::string schema_of(const std::string& name) {
  const auto own = project(std::string{kFolder} + name + std::string{kBefore});
  return read_file(std::filesystem::exists(own) ? own : project("samples/recipes/shop.sql"));
}

}  // namespace

std::vector<RecipeSample> recipe_samples() {
  std::vector<RecipeSample> out;
  for (const auto& file : files_below("samples/recipes")) {
    const std::string name = stem(file);
    if (!file.ends_with(".sql") || file.ends_with(kBefore) || name == "shop") continue;
    out.push_back({name, schema_of(name), read_file(project(file))});
  }
  REQUIRE_FALSE(out.empty());
  return out;
}

plan::Plan plan_of(const RecipeSample& sample, int major) {
  const auto schema = sql::Script::parse(sample.schema);
  const auto migration = sql::Script::parse(sample.migration);
  plan::PlanRequest request;
  request.earlier = {
      {{.path = "before.sql", .framework = "plain", .migration = "before", .sha256 = ""}, &schema}};
  request.pending = {
      {{.path = sample.name + ".sql", .framework = "plain", .migration = sample.name, .sha256 = ""},
       &migration}};
  request.version = ServerVersion{major};
  auto plan = plan::make_plan(request);
  if (!plan) FAIL(sample.name << ": " << plan.error().message);
  plan->id = report::plan_id(*plan);
  return *std::move(plan);
}

}  // namespace pgstage::tests

#include "support/recipe_samples.hpp"

#include <filesystem>
#include <map>

#include <doctest/doctest.h>

#include "pgstage/plan/planner.hpp"
#include "pgstage/report/plan.hpp"
#include "pgstage/sql/script.hpp"

#include "support/project.hpp"

namespace pgstage::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBefore = ".before.sql";

/// By name: what the migrations of all recipes are tried on.
std::map<std::string, std::string> schemas() {
  std::map<std::string, std::string> out;
  for (const auto& file : files_below("samples/recipes/schemas")) {
    out.emplace(fs::path(file).stem().string(), read_file(project(file)));
  }
  return out;
}

}  // namespace

std::string RecipeSample::words() const { return recipe + "/" + name + " on " + start; }

std::vector<RecipeSample> recipe_samples() {
  const auto shared = schemas();
  std::vector<RecipeSample> out;
  for (const auto& file : files_below("samples/recipes")) {
    const fs::path path = file;
    const auto recipe = path.parent_path().filename().string();
    if (!file.ends_with(".sql") || file.ends_with(kBefore) || recipe == "schemas") continue;
    const RecipeSample sample{
        .recipe = recipe, .name = path.stem().string(), .migration = read_file(project(file))};
    const auto own = project(file).replace_extension(kBefore);
    auto starts = shared;
    if (fs::exists(own)) starts = {{"own", read_file(own)}};
    for (const auto& [start, schema] : starts) {
      out.push_back(sample);
      out.back().start = start;
      out.back().schema = schema;
    }
  }
  REQUIRE_FALSE(out.empty());
  return out;
}

Result<plan::Plan> plan_of(const RecipeSample& sample, int major) {
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
  if (plan) plan->id = report::plan_id(*plan);
  return plan;
}

plan::Plan sure_plan_of(const RecipeSample& sample, int major) {
  auto plan = plan_of(sample, major);
  if (!plan) FAIL(sample.words() << ": " << plan.error().message);
  return *std::move(plan);
}

}  // namespace pgstage::tests

#pragma once

#include <string>
#include <vector>

#include "pgstage/plan/plan.hpp"

namespace pgstage::tests {

/// A migration as a person writes it: samples/recipes/<name>.sql, on the schema of
/// <name>.before.sql or else shop.sql.
struct RecipeSample {
  std::string name;
  std::string schema;
  std::string migration;
};

std::vector<RecipeSample> recipe_samples();

/// The plan that is made of it; the test fails when there is none.
plan::Plan plan_of(const RecipeSample& sample, int major);

}  // namespace pgstage::tests

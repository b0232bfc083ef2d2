#pragma once

#include <string>
#include <vector>

#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::tests {

/// A migration as a person writes it, on one of the schemas that it may meet: with <name> for the
/// sentence that tells it, samples/recipes/<recipe>/<name>.sql on <name>.before.sql or else on each
/// of samples/recipes/schemas.
struct RecipeSample {
  std::string recipe;  ///< The one that it is for; `as_written` where none has to be.
  std::string name;
  std::string start;  ///< Of the schema: `plain`, `dressed`, …, or `own`.
  std::string schema;
  std::string migration;

  /// `recipe/name on start`.
  std::string words() const;
  /// The plan of this start is kept beside the migration.
  bool is_shown() const { return start == "plain" || start == "own"; }
  /// It says of itself that there is no way without shutting others out.
  bool is_warned() const { return migration.starts_with("-- Others have to wait."); }
};

std::vector<RecipeSample> recipe_samples();

Result<plan::Plan> plan_of(const RecipeSample& sample, int major);
/// The test fails where there is none.
plan::Plan sure_plan_of(const RecipeSample& sample, int major);

}  // namespace pgstage::tests

// An application of before and one of then, which work while a plan is carried out.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/compare.hpp"
#include "pgstage/shadow/rounds.hpp"

#include "pgbench.hpp"
#include "support/folder.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage::live {

/// What came of a plan under load.
struct LoadResult {
  /// Empty, or why there is nothing to measure: the plan promises nothing, or the migration fails.
  std::string left_out;
  Tally alone;                      ///< Both applications, each where nothing changes.
  std::map<std::string, Tally> by;  ///< `old-simple`, …, `new-prepared`.
  std::vector<std::string> problems;
  std::set<std::string> notes;  ///< Who does not write to which table, and why.
  bool prepared_anew = false;   ///< The plan says that prepared statements have to be.

  Tally all() const;
};

/// How long others may wait behind a step, as `apply` has it by default.
inline constexpr double kLockBudgetMs = 200;

LoadResult carry_out_under_load(const tests::RecipeSample& sample);

}  // namespace pgstage::live

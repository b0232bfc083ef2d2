#pragma once

#include <string>

#include "recipe.hpp"
#include "sync.hpp"

namespace pgstage::plan {

/// One column takes the place of another of the same table.
struct Replacement {
  Sync sync;
  std::string final_name;  ///< The new column's name in the end.
  Box<QualifiedName> collation = {};
  std::string check = {};  ///< Where the conversion is not certain: whether all rows will do.
};

/// Expand: the new column and the trigger that keeps it in step, in one transaction. Migrate: the
/// rows that are there, twins of the indexes and constraints, the proof of NOT NULL. Contract: one
/// short transaction in which the new column takes over.
Result<void> replace_column(const Change& change, const Replacement& replacement, Draft& out);

}  // namespace pgstage::plan

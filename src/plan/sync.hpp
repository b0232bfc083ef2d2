// Two columns of one table kept in step by a trigger, while old code writes one and new code the
// other.
#pragma once

#include <string>
#include <vector>

#include "pgstage/catalog/relation.hpp"

#include "recipe.hpp"

namespace pgstage::plan {

struct Sync {
  std::size_t number = 0;  ///< Of the change: later ones see what earlier ones wrote.
  QualifiedName table;
  std::string old_column;
  std::string new_column;
  catalog::Type old_type;
  catalog::Type new_type;
  /// SQL over the old column that gives the new one; `{}` stands for the value.
  std::string forward = "{}";
  /// Whether writes to the new column are to reach the old one: not when nobody writes it yet.
  bool both_ways = true;

  std::string trigger() const;
  QualifiedName function() const;
};

/// CREATE FUNCTION, CREATE TRIGGER, ENABLE ALWAYS: to run in the transaction that adds the column,
/// so that every later write goes through it (a write in between would be missed).
std::vector<std::string> install_sync(const Sync& sync);
std::vector<std::string> remove_sync(const Sync& sync);

/// The forward expression over a column reference.
std::string forward_of(const Sync& sync, const std::string& value);
/// `a IS DISTINCT FROM b`, by way of text for a type without an equality operator.
std::string differ(const catalog::Type& type, const std::string& a, const std::string& b);

}  // namespace pgstage::plan

// Two columns of one table kept in step by a trigger, while old code writes one and new code the
// other.
#pragma once

#include <string>
#include <vector>

#include "pgstage/catalog/relation.hpp"

#include "recipe.hpp"

namespace pgstage::plan {

struct Sync {
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

/// A DO block that gives one column the comment, grants, statistics target and options of another.
std::string copy_dress(const QualifiedName& table, const std::string& from, const std::string& to);

/// What a column brings with it that its successor has to get: twins are built beside the
/// originals, and take over their names when the old column goes.
struct Dress {
  std::vector<std::string> rename;  ///< Statements that give the twins their final names.
};
/// Why a column cannot be replaced by another beside it; empty when it can.
std::string why_not_replaceable(const Change& change, const QualifiedName& table,
                                const std::string& column);
/// Adds the steps that build twin indexes, checks and foreign keys to the migrate phase.
Dress build_twins(const Change& change, const QualifiedName& table, const std::string& old_column,
                  const std::string& new_column, Draft& out);

}  // namespace pgstage::plan

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
  /// SQL over columns of the table that gives the new one; empty: the old column.
  std::string forward = {};
  std::vector<std::string> columns = {};  ///< Those that `forward` may name.
  /// Whether it gives a value for every row. Otherwise no write fails for it until
  /// be_strict_step().
  bool certain = true;
  /// Whether writes to the new column are to reach the old one: not when nobody writes it yet.
  bool both_ways = true;
  /// The old column's default, where it is always the same: what an INSERT that names neither
  /// column leaves in it.
  std::string usual = {};
  /// false: nobody can tell such an INSERT from one of old code.
  bool counts_inserts = true;

  std::string trigger() const;
  QualifiedName function() const;
  /// Where both ways go: a sequence that stands at the second of the last write by the old name.
  QualifiedName last_write() const;
};

/// CREATE FUNCTION, CREATE TRIGGER, ENABLE ALWAYS: to run in the transaction that adds the column,
/// so that every later write goes through it (a write in between would be missed).
std::vector<std::string> install_sync(const Sync& sync);
std::vector<std::string> remove_sync(const Sync& sync);

/// From then on a write that gives the new column no value fails, as it will when the plan is
/// through.
Step be_strict_step(const Change& change, const Sync& sync);

/// That no code writes the old name any more.
GateCheck old_name_rests(const Sync& sync);

/// The forward expression over the columns of a row.
std::string forward_of(const Sync& sync);

}  // namespace pgstage::plan

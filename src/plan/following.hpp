// Columns that a batch fills from others of the row, and then drops those: a split or a merge.
// Until they are gone, what code of before writes into them has to arrive as well.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

/// New columns that follow old ones: kept by a trigger from the step after the one that adds them
/// to the one before the old ones are dropped.
struct Following {
  /// A column that is filled.
  struct Target {
    std::string column;
    catalog::Type type;
    std::string value;  ///< SQL over the columns of the row.
    std::string usual;  ///< Its default as SQL, `NULL` without one.
    bool not_null = false;
  };
  struct Source {
    std::string column;
    catalog::Type type;
  };

  std::size_t number = 0;  ///< Of the change: triggers fire in the order of changes.
  QualifiedName table;
  std::vector<Target> targets;
  std::vector<Source> sources;  ///< What the values are computed from.
  std::string where;            ///< Which rows are filled; `true`: all.
};

/// For an UPDATE. Nothing where it fills other than new columns, where no later statement drops
/// what they are filled from, or where that is not all in the row.
std::optional<Following> following(const Change& change, const sql::Query& query);

/// The steps that begin and end it.
void follow(const Change& change, const Following& following, Draft& out);

}  // namespace pgstage::plan

// Rows that a batch copies into a new table from one that it drops afterwards, or whose columns it
// drops. Until then, what code of before writes has to arrive in the new table as well.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

struct CarryOver {
  std::size_t number = 0;  ///< Of the change.
  QualifiedName source;
  QualifiedName target;
  std::string alias;                 ///< What the source is called in the texts.
  std::vector<std::string> columns;  ///< Of the target.
  std::string list;                  ///< Their values, as SQL over the row.
  std::string where;                 ///< Which rows are copied; `true`: all.
  /// Columns of the target that find a row again, and those of the source that they are.
  std::vector<std::pair<std::string, std::string>> key;
  std::vector<catalog::Column> read;  ///< Columns of the source.
};

/// For an INSERT. Nothing where the source stays, or where its rows cannot be told apart in both.
std::optional<CarryOver> carry_over(const Change& change, const sql::Query& query);

/// The triggers from before the copying to contract, and the copying in chunks.
void carry(const Change& change, const CarryOver& over, Draft& out);

}  // namespace pgstage::plan

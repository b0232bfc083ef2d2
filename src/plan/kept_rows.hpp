// Rows that a plan changes or deletes are kept in a table of their own until the contract phase, so
// that the change can be undone exactly.
#pragma once

#include <string>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

struct RowChange {
  std::string title;
  QualifiedName table;
  std::vector<std::string> columns;  ///< Assigned by the UPDATE; unused for DELETE.
  std::string set;                   ///< Empty: DELETE.
  std::string where;
};

/// It takes a primary key to find the rows again.
bool can_keep_rows(const Change& change, const QualifiedName& table);

/// Migrate: make the table for the old rows; change the rows chunk by chunk and put their old
/// values aside in the same transaction. Contract: drop what was kept.
void change_and_keep_rows(const Change& change, const RowChange& rows, Draft& out);

}  // namespace pgstage::plan

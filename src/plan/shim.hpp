// An updatable view in the place of a table, for code that still uses an old name.
#pragma once

#include <string>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

/// An old column name that the view offers for a column of the table.
struct Alias {
  std::string column;
  std::string old_name;
};

/// CREATE VIEW over the table with all its columns and the aliases, and the grants of the table on
/// it. From 15 on the view checks the rights of its user, not of its owner (manual, CREATE VIEW).
std::vector<std::string> put_view(const Change& change, const QualifiedName& view,
                                  const QualifiedName& table, const std::vector<Alias>& aliases);

/// Before 15 a view runs with its owner's rights, so row security would be evaded.
Result<void> refuse_view_in_front(const Change& change, const catalog::Relation* table);

}  // namespace pgstage::plan

// The names that a statement gives to what it makes or renames.
#pragma once

#include <string_view>
#include <vector>

#include "pgstage/sql/statements.hpp"

namespace pgstage::lint {

enum class Named {
  Table,
  View,
  Column,
  Index,
  Sequence,
  Schema,
  Type,
  Function,
  Trigger,
  PrimaryKey,
  Unique,
  ForeignKey,
  Check,
  Other,
};

struct GivenName {
  Named what = Named::Other;
  std::string_view name;
};

/// In the order in which they are written, as PostgreSQL keeps them, and only those that somebody
/// wrote. A renamed constraint is Other: the statement does not say of what kind it is.
std::vector<GivenName> given_names(const sql::View& view);

}  // namespace pgstage::lint

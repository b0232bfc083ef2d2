// What becomes of a column's values when it gets another type.
#pragma once

#include <string>

#include "recipe.hpp"

namespace pgstage::plan {

struct Conversion {
  /// SQL over the columns of the table. Assigned to the new column, as ALTER COLUMN … TYPE does it.
  std::string value;
  /// Whether every value of the old type has one in the new type. Otherwise the server raises an
  /// error for those that have none.
  bool certain = false;
  /// SELECT of one boolean: whether all rows that are there can be converted. It may also fail with
  /// the server's reason.
  std::string check;
};

/// Of an ALTER COLUMN … TYPE. An error where two looks at a row may not give the same value.
Result<Conversion> conversion_of(const Change& change, const catalog::Column& column,
                                 const catalog::Type& to);

}  // namespace pgstage::plan

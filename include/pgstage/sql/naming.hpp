#pragma once

#include <string_view>

#include "pgstage/sql/expression.hpp"

namespace pgstage::sql {

/// What PostgreSQL calls the column of an index that is this expression: the function, the type it
/// is cast to … (FigureIndexColname in the server). Empty where it has no word for it.
std::string_view column_name_of(const Expression& expression);

}  // namespace pgstage::sql

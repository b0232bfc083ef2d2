#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "pgstage/sql/expression.hpp"

namespace pgstage::sql {

/// What PostgreSQL calls the column of an index that is this expression: the function, the type it
/// is cast to … (FigureIndexColname in the server). Empty where it has no word for it.
std::string_view column_name_of(const Expression& expression);

/// What it calls the columns that a query gives; nothing with `*`, or where it has no word for one.
std::optional<std::vector<std::string_view>> output_names(const Expression& query);

}  // namespace pgstage::sql

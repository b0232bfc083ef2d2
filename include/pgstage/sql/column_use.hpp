// Which columns of a table a query names.
#pragma once

#include <string_view>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/expression.hpp"

namespace pgstage::sql {

/// Whether the query names the table: by its whole name, or by its own name without a schema, since
/// which one that finds is the session's affair.
bool uses_table(const Expression& query, const QualifiedName& table);

/// Whether the query names the column of that table, to read it or to write it. A column without a
/// table in front is the table's wherever the query names that at all, and an alias stands for its
/// table in the whole of the query; INSERT without a list of columns gives a value to each. `*`
/// names none.
bool uses_column(const Expression& query, const QualifiedName& table, std::string_view column);

}  // namespace pgstage::sql

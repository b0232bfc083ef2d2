// The columns and constraints that a statement makes, wherever in it they stand.
#pragma once

#include <string_view>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// A column that is made, or whose type is changed, in a table that is not temporary.
struct NewColumn {
  QualifiedName table;
  std::string_view name;
  catalog::Type type;
  const sql::ColumnDefinition* definition = nullptr;  ///< null for ALTER COLUMN TYPE.
  Span span;
};
std::vector<NewColumn> new_columns(const Context& context);

/// A constraint that is added to a table that is not temporary, or made with it.
struct NewConstraint {
  QualifiedName table;
  const sql::ConstraintDefinition* definition = nullptr;
  std::string_view column;  ///< Of a column constraint.
  Span span;
};
std::vector<NewConstraint> new_constraints(const Context& context);

/// Whether the type is one of PostgreSQL's own, by its internal name.
bool is_builtin(const catalog::Type& type, std::string_view name);
/// Whether it is written as serial, bigserial or smallserial.
bool is_serial(const sql::TypeName& type);

}  // namespace pgstage::lint

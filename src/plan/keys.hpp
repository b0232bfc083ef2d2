#pragma once

#include "recipe.hpp"

namespace pgstage::plan {

/// UNIQUE and PRIMARY KEY on a live table, by way of an index built concurrently, or of one that is
/// there (USING INDEX).
Result<void> add_key(const Change& change, const QualifiedName& table,
                     const sql::ConstraintDefinition& definition, const catalog::Constraint& made,
                     Draft& out);

/// `a, "B"`.
std::string column_list(const std::vector<std::string>& columns);

}  // namespace pgstage::plan

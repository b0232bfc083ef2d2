#pragma once

#include "recipe.hpp"

namespace pgstage::plan {

/// Adds a constraint to a live table without reading it under a lock that blocks writers: checks
/// and foreign keys NOT VALID and validated, keys by way of an index built concurrently. The name
/// is the one that PostgreSQL would give.
Result<void> add_safely(const Change& change, const QualifiedName& table,
                        const sql::ConstraintDefinition& constraint, std::string_view column,
                        Draft& out);

}  // namespace pgstage::plan

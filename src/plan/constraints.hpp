#pragma once

#include "recipe.hpp"

namespace pgstage::plan {

/// Adds a constraint to a live table without reading it under a lock that blocks writers: checks
/// and foreign keys NOT VALID and validated, keys by way of an index built concurrently. The name
/// is the one that PostgreSQL would give.
Result<void> add_safely(const Change& change, const QualifiedName& table,
                        const sql::ConstraintDefinition& constraint, std::string_view column,
                        Draft& out);

/// A foreign key by its name and definition.
Result<void> add_foreign_key(const Change& change, const QualifiedName& table,
                             const catalog::Constraint& key, Draft& out);

/// Statements, each a transaction of its own, that bring back a check, foreign key or NOT NULL that
/// was dropped, without shutting anybody out while rows are read.
std::vector<std::string> add_again(const Change& change, const QualifiedName& table,
                                   const catalog::Constraint& constraint);

}  // namespace pgstage::plan

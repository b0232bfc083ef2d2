#pragma once

#include <string>

#include "recipe.hpp"

namespace pgstage::plan {

/// Why a column cannot be replaced by another of the same table; empty when it can.
std::string why_not_replaceable(const Change& change, const QualifiedName& table,
                                const std::string& column);

/// Why code that uses either of two columns would not be served alike by both: what is bound to the
/// one does not see what is written to the other. Empty when nothing is.
std::string why_not_doubled(const Change& change, const QualifiedName& table,
                            const std::string& column);

/// Why a foreign key of the table cannot be made again as it is; empty when it can.
std::string foreign_key_obstacle(const Change& change, const QualifiedName& table,
                                 const catalog::Constraint& key);

/// The same, whatever the tables are.
std::string text_obstacle(const catalog::Constraint& key);

/// Whether the list has it.
bool holds(const std::vector<std::string>& columns, const std::string& column);
/// Whether the constraint is one that an index stands behind.
bool is_key(const catalog::Constraint& constraint);

/// The tables in which a column that can be replaced has its successor.
std::vector<QualifiedName> with_partitions(const Change& change, const QualifiedName& table);

}  // namespace pgstage::plan

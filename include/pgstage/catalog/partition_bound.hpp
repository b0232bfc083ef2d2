#pragma once

#include <optional>
#include <string>

#include "pgstage/catalog/relation.hpp"

namespace pgstage::catalog {

/// A condition that proves that a row belongs to a partition, as in `k IS NOT NULL AND k >= '1'`.
/// Nothing where it cannot be said in terms of one column.
std::optional<std::string> inside(const Relation& parent, const sql::PartitionBound& bound);
/// The opposite, for a default partition.
std::optional<std::string> outside(const Relation& parent, const sql::PartitionBound& bound);

}  // namespace pgstage::catalog

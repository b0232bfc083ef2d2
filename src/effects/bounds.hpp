// What is known of the rows of a table, held against the bound of a partition.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// Valid checks of the table leave no row outside the bound, so that nobody has to look
/// (ConstraintImpliedByRelConstraint).
bool proves_bound(const catalog::Relation& table, const catalog::Relation& parent,
                  const sql::PartitionBound& bound);
/// The same for the default partition: no row of it belongs inside the bound.
bool proves_outside(const catalog::Relation& table, const catalog::Relation& parent,
                    const sql::PartitionBound& bound);
/// The two would share a value.
bool overlap(const sql::PartitionBound& a, const sql::PartitionBound& b);
/// A row of the partition may fulfil the condition.
bool may_hold(const sql::PartitionBound& bound, std::string_view key,
              const std::vector<sql::Comparison>& condition);

}  // namespace pgstage::effects

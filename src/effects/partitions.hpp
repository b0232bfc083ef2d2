// What CREATE TABLE … PARTITION OF and ATTACH PARTITION share.
#pragma once

#include "builder.hpp"

namespace pgstage::effects {

/// 42P17: only a partitioned table has partitions.
void refuse_unpartitioned(Builder& out, const catalog::Relation& parent);
/// Foreign keys to the parent reach the new partition as well.
void lock_referencing(Builder& out, const catalog::Relation& parent);
/// 42P17 when the values are another partition's.
void refuse_overlap(Builder& out, const catalog::Relation& parent,
                    const sql::PartitionBound& bound);
/// Reads the table, unless its constraints say enough.
void prove_bound(Builder& out, const catalog::Relation& parent, const catalog::Relation& partition,
                 const sql::PartitionBound& bound);
/// The default partition loses the values: it is locked, and read unless it says it has none.
void close_default(Builder& out, const catalog::Relation& parent, const sql::PartitionBound& bound,
                   std::string_view partition);

}  // namespace pgstage::effects

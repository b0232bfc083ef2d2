#include "partitions.hpp"

#include "bounds.hpp"

namespace pgstage::effects {

void refuse_unpartitioned(Builder& out, const catalog::Relation& parent) {
  if (!parent.known || parent.kind == catalog::RelationKind::PartitionedTable) return;
  out.fail("42P17", "\"" + parent.name.name + "\" is not partitioned");
}

void lock_referencing(Builder& out, const catalog::Relation& parent) {
  for (const auto& other : out.catalog().referencing(parent.name)) {
    out.lock_tree(other, LockMode::ShareRowExclusive);
  }
}

void refuse_overlap(Builder& out, const catalog::Relation& parent,
                    const sql::PartitionBound& bound) {
  for (const auto& child : out.catalog().partitions_around(parent.name, bound)) {
    const auto* sibling = out.relation(child);
    if (sibling == nullptr || !sibling->bound || !overlap(*sibling->bound, bound)) continue;
    out.fail("42P17", "partition would overlap partition \"" + child.name + "\"");
  }
}

void prove_bound(Builder& out, const catalog::Relation& parent, const catalog::Relation& partition,
                 const sql::PartitionBound& bound) {
  for (const auto& leaf : out.leaves(partition.name)) {
    const auto* table = out.relation(leaf);
    const bool proved = proves_bound(partition, parent, bound) ||
                        (table != nullptr && proves_bound(*table, parent, bound));
    if (!proved) out.scan_one(leaf, Why::ProvePartitionBound, partition.name.name);
  }
}

void close_default(Builder& out, const catalog::Relation& parent, const sql::PartitionBound& bound,
                   std::string_view partition) {
  for (const auto& child : out.catalog().partitions_around(parent.name, bound)) {
    const auto* sibling = out.relation(child);
    if (sibling == nullptr || !sibling->is_default_partition) continue;
    out.lock_tree(child, LockMode::AccessExclusive);
    if (!proves_outside(*sibling, parent, bound)) {
      out.scan(child, Why::ProvePartitionBound, partition);
    }
  }
}

}  // namespace pgstage::effects

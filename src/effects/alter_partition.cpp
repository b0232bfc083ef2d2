// ATTACH and DETACH PARTITION, INHERIT and NO INHERIT.
#include <algorithm>

#include "pgstage/catalog/tree.hpp"

#include "alter_table.hpp"
#include "circles.hpp"
#include "enum_labels.hpp"
#include "partitions.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

void refuse_columns(Builder& out, const Relation& parent, const Relation& child) {
  for (const auto& column : child.columns) {
    if (parent.column(column.name) != nullptr) continue;
    out.fail("42804", "table \"" + child.name.name + "\" contains column \"" + column.name +
                          "\" not found in parent");
  }
}

void refuse_merge(Builder& out, const Relation& parent, const Relation& child) {
  for (const auto& column : parent.columns) {
    const auto* own = child.column(column.name);
    if (own == nullptr) {
      out.fail("42804", "child table is missing column \"" + column.name + "\"");
    } else if (own->type != column.type) {
      out.fail("42804", "child table has different type for column \"" + column.name + "\"");
    } else if (column.not_null && !own->not_null) {
      out.fail("42804", "column \"" + column.name + "\" in child table must be marked NOT NULL");
    }
  }
  for (const auto& constraint : parent.constraints) {
    if (constraint.kind != ConstraintKind::Check || constraint.no_inherit) continue;
    if (child.constraint(constraint.name) != nullptr) continue;
    out.fail("42804", "child table is missing constraint \"" + constraint.name + "\"");
  }
}

void refuse_attach(const Alteration& at, const Relation& parent, const Relation& partition) {
  if (!parent.known || !partition.known) return;
  if (catalog::closes_circle(at.out.catalog(), parent.name, partition.name)) {
    return refuse_circular_inheritance(at.out, parent.name, partition.name);
  }
  if (parent.kind != RelationKind::PartitionedTable) {
    return refuse_unpartitioned(at.out, parent);
  }
  if (partition.is_partition) {
    return at.out.fail("42809", "\"" + partition.name.name + "\" is already a partition");
  }
  if (partition.parent ||
      (!partition.children.empty() && partition.kind != RelationKind::PartitionedTable)) {
    return at.out.fail("42809", "cannot attach a table of an inheritance tree as partition");
  }
  refuse_columns(at.out, parent, partition);
  refuse_merge(at.out, parent, partition);
  refuse_overlap(at.out, parent, at.action.bound);
}

/// An index of the parent that no index of the partition can be part of is built on it.
bool has_equal(const Relation& partition, const catalog::Index& index) {
  return std::any_of(partition.indexes.begin(), partition.indexes.end(), [&](const auto& own) {
    return own.columns == index.columns && own.unique == index.unique &&
           own.method == index.method && own.mentions == index.mentions && own.valid &&
           (index.constraint.empty() || !own.constraint.empty());
  });
}

void cover_indexes(const Alteration& at, const Relation& parent, const Relation& partition) {
  for (const auto& index : parent.indexes) {
    at.out.lock_index({parent.name.schema, index.name}, LockMode::ShareUpdateExclusive);
    if (has_equal(partition, index)) continue;
    at.out.scan(partition.name, Why::BuildIndex, index.name);
    at.out.build_index({.index = {partition.name.schema, partition.name.name + "_" + index.name},
                        .table = partition.name,
                        .unique = index.unique,
                        .constraint = !index.constraint.empty()});
  }
}

/// The parent's foreign keys are the partition's from now on; one that it has already is kept.
void take_foreign_keys(const Alteration& at, const Relation& parent, const Relation& partition) {
  for (const auto& key : parent.constraints) {
    if (key.kind != ConstraintKind::ForeignKey) continue;
    bool there = false;
    bool valid = false;
    for (const auto& own : partition.constraints) {
      const bool equal = own.kind == key.kind && own.columns == key.columns &&
                         own.referenced == key.referenced && own.on_delete == key.on_delete;
      there = there || equal;
      valid = valid || (equal && own.validated);
    }
    // One that it has loses its own triggers on the referenced table; one that is NOT VALID is
    // taken from 18 on, and proved then.
    const bool taken =
        valid || (there && has(at.out.version(), Behaviour::NotValidKeyOnPartitioned));
    at.out.lock_tree(key.referenced,
                     taken ? LockMode::AccessExclusive : LockMode::ShareRowExclusive);
    if (valid) continue;
    at.out.scan(partition.name, Why::ValidateForeignKey, key.name);
    at.out.scan(key.referenced, Why::ValidateForeignKey, key.name);
  }
}

const Relation* default_partition(const Builder& out, const Relation& parent) {
  for (const auto& child : parent.children) {
    const auto* each = out.relation(child);
    if (each != nullptr && each->is_default_partition) return each;
  }
  return nullptr;
}

}  // namespace

void describe_attach(const Alteration& at) {
  const auto name = at.out.existing(at.action.other);
  at.out.lock_tree(name, LockMode::AccessExclusive);
  const auto* parent = at.relation();
  const auto* partition = at.out.relation(name);
  if (parent == nullptr || partition == nullptr) {
    at.out.scan(name, Why::ProvePartitionBound, at.action.other.name);
    return at.out.uncertain();
  }
  refuse_attach(at, *parent, *partition);
  refuse_new_labels(at.out, at.action.bound, *parent);
  // A default partition without siblings holds whatever there is.
  const bool anything = at.action.default_bound && parent->children.empty();
  if (!anything) prove_bound(at.out, *parent, *partition, at.action.bound);
  close_default(at.out, *parent, at.action.bound, at.action.other.name);
  lock_referencing(at.out, *parent);
  cover_indexes(at, *parent, *partition);
  take_foreign_keys(at, *parent, *partition);
}

void describe_detach(const Alteration& at) {
  const auto name = at.out.existing(at.action.other);
  const auto* parent = at.relation();
  const auto* partition = at.out.relation(name);
  const bool known = parent != nullptr && parent->known && partition != nullptr && partition->known;
  if (known && partition->parent != at.table) {
    at.out.fail("42P01", "relation \"" + name.name + "\" is not a partition of relation \"" +
                             at.table.name + "\"");
  }
  const auto* other = parent == nullptr ? nullptr : default_partition(at.out, *parent);
  if (at.action.concurrently) {
    at.out.effects().transaction_allowed = false;
    if (other != nullptr) {
      at.out.fail("55000", "cannot detach partitions concurrently when a default partition exists");
    }
  }
  const bool strong = at.action.concurrently || at.action.kind == sql::ActionKind::FinalizeDetach ||
                      has(at.out.version(), Behaviour::DetachLocksPartition);
  const bool apart = at.action.concurrently || at.action.kind == sql::ActionKind::FinalizeDetach;
  if (apart) {
    at.out.lock_apart(name, LockMode::AccessExclusive);
  } else {
    at.out.lock(name, strong ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
  }
  if (other != nullptr && !at.action.concurrently) {
    at.out.lock(other->name, LockMode::AccessExclusive);
  }
  at.out.breaks(Broken::What::Gone, at.table, at.action.other.name);
  if (parent == nullptr || partition == nullptr) return;
  for (const auto& index : partition->indexes) {
    if (!index.parent.empty()) {
      at.out.lock_index({name.schema, index.name}, LockMode::AccessExclusive);
    }
  }
  for (const auto& key : parent->constraints) {
    if (key.kind == ConstraintKind::ForeignKey) {
      at.out.lock_tree(key.referenced, LockMode::ShareRowExclusive);
    }
  }
  // No row may point into what leaves (RI_PartitionRemove_Check).
  for (const auto& referencing : at.out.catalog().referencing(at.table)) {
    at.out.lock_tree(referencing, LockMode::AccessExclusive);
    at.out.scan(referencing, Why::ValidateForeignKey, name.name);
  }
}

namespace {

void refuse_no_inherit(const Alteration& at, const Relation& child, const Relation& parent) {
  if (child.is_partition) return at.out.fail("42809", "cannot change inheritance of a partition");
  const auto parents = catalog::parents_of(child);
  if (std::find(parents.begin(), parents.end(), parent.name) != parents.end()) return;
  at.out.fail("42P01", "relation \"" + parent.name.name + "\" is not a parent of relation \"" +
                           child.name.name + "\"");
}

void refuse_inherit(const Alteration& at, const Relation& child, const Relation& parent) {
  if (child.is_partition) return at.out.fail("42809", "cannot change inheritance of a partition");
  if (child.kind == RelationKind::PartitionedTable) {
    return at.out.fail(
        "42809", "cannot change inheritance of partitioned table \"" + child.name.name + "\"");
  }
  if (parent.kind == RelationKind::PartitionedTable) {
    return at.out.fail("42809",
                       "cannot inherit from partitioned table \"" + parent.name.name + "\"");
  }
  if (parent.kind != RelationKind::Table && parent.kind != RelationKind::ForeignTable) {
    return at.out.fail("42809", "\"" + parent.name.name + "\" is not a table");
  }
  refuse_circular_inheritance(at.out, parent.name, child.name);
  refuse_merge(at.out, parent, child);
}

}  // namespace

void describe_inherit(const Alteration& at) {
  const auto name = at.out.existing(at.action.other);
  const auto* parent = at.out.relation(name);
  const auto* child = at.relation();
  const bool leaves = at.action.kind == sql::ActionKind::NoInherit;
  at.out.lock(name, leaves ? LockMode::AccessShare : LockMode::ShareUpdateExclusive);
  if (parent == nullptr || child == nullptr || !parent->known || !child->known) return;
  if (leaves) return refuse_no_inherit(at, *child, *parent);
  refuse_inherit(at, *child, *parent);
}

}  // namespace pgstage::effects

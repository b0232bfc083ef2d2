// Actions on how a table is kept and who owns it.
#include <algorithm>

#include "alter_table.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using Kind = sql::ActionKind;
using catalog::RelationKind;

void lock_owned_sequences(const Alteration& at) {
  for (const auto& name : at.out.catalog().owned_sequences(at.table)) {
    at.out.lock(name, LockMode::AccessExclusive);
  }
}

bool is_permanent_key(const Alteration& at, const QualifiedName& other) {
  const auto* table = at.out.relation(other);
  return table != nullptr && other != at.table && table->persistence == Persistence::Permanent;
}

/// A permanent table must not point at one that a crash empties, nor an unlogged table be pointed
/// at from one that is permanent (ATPrepChangePersistence).
void refuse_persistence(const Alteration& at, const catalog::Relation& table) {
  if (at.action.kind == Kind::SetUnlogged) {
    for (const auto& other : at.out.catalog().referencing(at.table)) {
      if (!is_permanent_key(at, other)) continue;
      at.out.fail("42P16", "could not change table \"" + at.table.name +
                               "\" to unlogged because it is referenced by a permanent table");
    }
    return;
  }
  for (const auto& key : table.constraints) {
    const bool elsewhere = key.kind == ConstraintKind::ForeignKey && key.referenced != at.table;
    if (!elsewhere || is_permanent_key(at, key.referenced)) continue;
    at.out.fail("42P16", "could not change table \"" + at.table.name +
                             "\" to logged because it references an unlogged table");
  }
}

void change_persistence(const Alteration& at) {
  const auto* table = at.relation();
  const auto wanted =
      at.action.kind == Kind::SetLogged ? Persistence::Permanent : Persistence::Unlogged;
  if (table != nullptr && table->known) {
    if (table->persistence == wanted) return;
    if (table->persistence == Persistence::Temporary) {
      return at.out.fail("42P16", "cannot change logged status of a temporary table");
    }
    refuse_persistence(at, *table);
    if (table->kind == RelationKind::PartitionedTable) return;
    if (table->kind == RelationKind::Sequence) return;
  }
  if (has(at.out.version(), Behaviour::SequencesFollowPersistence)) lock_owned_sequences(at);
  at.out.rewrite_one(at.table, Why::ChangeStorage);
}

void change_access_method(const Alteration& at) {
  const auto* table = at.relation();
  const std::string_view wanted = at.action.name == "heap" ? "" : at.action.name;
  const bool same = wanted == (table == nullptr ? "" : table->access_method);
  if (same || at.is_partitioned()) return;
  at.out.rewrite_one(at.table, Why::ChangeStorage);
}

void require_index(const Alteration& at, LockMode mode) {
  if (at.action.name.empty()) return;
  const auto* table = at.relation();
  at.out.lock_index({at.table.schema, std::string{at.action.name}}, mode);
  if (table == nullptr || !table->known || table->index(at.action.name) != nullptr) return;
  at.out.fail("42704", "index \"" + std::string{at.action.name} + "\" for table \"" +
                           at.table.name + "\" does not exist");
}

void set_replica_identity(const Alteration& at) {
  require_index(at, LockMode::Share);
  const auto* table = at.relation();
  const auto* index = table == nullptr ? nullptr : table->index(at.action.name);
  if (index == nullptr) return;
  const std::string name = "index \"" + index->name + "\"";
  if (!index->unique) at.out.fail("42809", name + " is not unique");
  if (index->partial) at.out.fail("42809", name + " is partial");
  for (const auto& key : index->columns) {
    const auto* column = table->column(key);
    if (column == nullptr) {
      at.out.fail("42809", name + " contains expressions");
    } else if (!column->not_null) {
      at.out.fail("42809", name + " cannot be used because column \"" + key + "\" is nullable");
    }
  }
}

/// The owner of a table owns its indexes and the sequences of its columns.
void change_owner(const Alteration& at) {
  const auto* table = at.relation();
  if (table != nullptr && (table->owner == at.action.name)) return;
  if (table != nullptr && table->kind == RelationKind::View) return;
  at.out.lock_indexes_of(at.table, LockMode::AccessExclusive);
  lock_owned_sequences(at);
}

void require_trigger(const Alteration& at) {
  const auto* table = at.relation();
  if (at.action.name.empty() || table == nullptr || !at.out.catalog().complete()) return;
  const bool there = std::any_of(table->triggers.begin(), table->triggers.end(),
                                 [&](const auto& each) { return each.name == at.action.name; });
  const bool inherited = table->is_partition;
  if (there || inherited) return;
  at.out.fail("42704", "trigger \"" + std::string{at.action.name} + "\" for table \"" +
                           at.table.name + "\" does not exist");
}

}  // namespace

void describe_storage(const Alteration& at) {
  switch (at.action.kind) {
    case Kind::SetLogged:
    case Kind::SetUnlogged:
      return change_persistence(at);
    case Kind::SetAccessMethod:
      return change_access_method(at);
    case Kind::ClusterOn:
      if (at.is_partitioned()) {
        at.out.fail("0A000", "cannot mark index clustered in partitioned table");
      }
      return require_index(at, LockMode::ShareUpdateExclusive);
    case Kind::ReplicaIdentity:
      return set_replica_identity(at);
    case Kind::OwnerTo:
      return change_owner(at);
    case Kind::EnableTrigger:
    case Kind::DisableTrigger:
      return require_trigger(at);
    case Kind::SetStatistics:
    case Kind::SetColumnOptions:
    case Kind::SetStorage:
    case Kind::SetCompression:
      own_column(at, at.action.name);
      return;
    default:
      return;
  }
}

}  // namespace pgstage::effects

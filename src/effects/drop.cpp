#include <set>

#include "statements.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

bool holds_data(RelationKind kind) {
  return kind == RelationKind::Table || kind == RelationKind::PartitionedTable ||
         kind == RelationKind::Sequence;
}

/// Its foreign keys take the tables they point at, the other way round with CASCADE.
void lock_foreign_key_peers(Builder& out, const Relation& table, bool cascade) {
  for (const auto& constraint : table.constraints) {
    if (constraint.kind == ConstraintKind::ForeignKey && constraint.referenced != table.name) {
      out.lock(constraint.referenced, LockMode::AccessExclusive);
    }
  }
  for (const auto& other : out.catalog().referencing(table.name)) {
    if (other == table.name) continue;
    out.lock(other, LockMode::AccessExclusive);
    if (!cascade) {
      out.fail("2BP01",
               "cannot drop table " + table.name.name + " because other objects depend on it");
    }
  }
}

void drop_relation(Builder& out, const QualifiedName& name, bool cascade,
                   std::set<QualifiedName>& seen) {
  if (!seen.insert(name).second) return;
  out.lock(name, LockMode::AccessExclusive);
  out.breaks(Broken::What::Gone, name);
  const auto* found = out.relation(name);
  if (found == nullptr || holds_data(found->kind)) out.destroy(Destroyed::What::Table, name);
  if (found == nullptr) return;
  if (found->parent) out.lock(*found->parent, LockMode::AccessExclusive);
  out.lock_indexes_of(name, LockMode::AccessExclusive);
  lock_foreign_key_peers(out, *found, cascade);
  for (const auto& child : found->children) drop_relation(out, child, cascade, seen);
  for (const auto& reader : out.catalog().readers(name)) {
    if (cascade) {
      drop_relation(out, reader, cascade, seen);
    } else {
      out.fail("2BP01",
               "cannot drop " + name.name + " because view \"" + reader.name + "\" depends on it");
    }
  }
}

void drop_index(Builder& out, const sql::Drop& statement, const sql::Name& written) {
  const auto index = out.session().resolve_index(written);
  const auto* table = out.catalog().table_of_index(index);
  const LockMode mode =
      statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
  out.lock_index(index, mode);
  if (statement.concurrently) out.effects().transaction_allowed = false;
  if (table == nullptr) {
    if (out.catalog().complete() && !statement.if_exists) {
      out.fail("42704", "index \"" + index.name + "\" does not exist");
    }
    return out.uncertain();
  }
  if (statement.concurrently && table->kind == RelationKind::PartitionedTable) {
    out.fail("0A000", "cannot drop partitioned index \"" + index.name + "\" concurrently");
  }
  if (!table->index(index.name)->constraint.empty()) {
    out.fail("2BP01", "cannot drop index " + index.name + " because constraint on table " +
                          table->name.name + " requires it");
  }
  out.lock_tree(table->name, mode);
}

void drop_part(Builder& out, const sql::Drop& statement, const sql::Name& table) {
  out.lock_tree(out.existing(table, statement.if_exists), LockMode::AccessExclusive);
}

void drop_schema(Builder& out, const sql::Drop& statement, const sql::Name& name) {
  std::set<QualifiedName> seen;
  for (const auto& [relation, contents] : out.catalog().relations()) {
    if (relation.schema != name.name) continue;
    if (!statement.cascade) {
      out.fail("2BP01", "cannot drop schema " + std::string{name.name} +
                            " because other objects depend on it");
    }
    drop_relation(out, relation, true, seen);
  }
  if (!out.catalog().complete()) out.uncertain();
  out.breaks(Broken::What::Gone, {std::string{name.name}, {}});
}

void drop_one(Builder& out, const sql::Drop& statement, const sql::Name& name,
              std::set<QualifiedName>& seen) {
  switch (statement.object) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable: {
      const auto relation = out.existing(name, statement.if_exists);
      const bool absent = out.catalog().complete() && out.relation(relation) == nullptr;
      if (!absent) drop_relation(out, relation, statement.cascade, seen);
      return;
    }
    case sql::ObjectKind::Index:
      drop_index(out, statement, name);
      return;
    case sql::ObjectKind::Trigger:
    case sql::ObjectKind::Policy:
    case sql::ObjectKind::Rule:
      drop_part(out, statement, name);
      return;
    case sql::ObjectKind::Schema:
      drop_schema(out, statement, name);
      return;
    case sql::ObjectKind::Other:
      return;
    default:
      if (statement.cascade) out.uncertain();
      return;
  }
}

}  // namespace

void describe(Builder& out, const sql::Drop& statement) {
  std::set<QualifiedName> seen;
  for (const auto& name : statement.names) drop_one(out, statement, name, seen);
}

}  // namespace pgstage::effects

#include "statements.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using catalog::Index;
using catalog::Relation;
using catalog::RelationKind;

class Reindexing {
 public:
  Reindexing(Builder& out, bool concurrently) : out_(out), concurrently_(concurrently) {}

  void index(const Relation& table, const Index& index) {
    if (table.kind == RelationKind::PartitionedTable) return partitioned_index(table, index);
    // One that backs an exclusion constraint is passed over with a warning.
    const auto* constraint = table.constraint(index.constraint);
    const bool exclusion = constraint != nullptr && constraint->kind == ConstraintKind::Exclusion;
    if (concurrently_ && exclusion) return;
    const QualifiedName name{table.name.schema, index.name};
    out_.lock(table.name, mode(LockMode::Share));
    out_.lock_index(name, mode(LockMode::AccessExclusive));
    out_.scan_one(table.name, Why::Reorganize);
    out_.build_index({.index = name,
                      .table = table.name,
                      .why = Why::Reorganize,
                      .unique = index.unique,
                      .concurrently = concurrently_});
  }

  void table(const Relation& table) {
    out_.lock(table.name, mode(LockMode::Share));
    if (table.kind == RelationKind::PartitionedTable) return partitioned_table(table);
    for (const auto& each : table.indexes) index(table, each);
  }

 private:
  LockMode mode(LockMode plain) const {
    return concurrently_ ? LockMode::ShareUpdateExclusive : plain;
  }

  /// Each partition in a transaction of its own.
  void partitioned_table(const Relation& table) {
    if (!has(out_.version(), Behaviour::ReindexOfPartitioned)) return;
    out_.effects().transaction_allowed = false;
    for (const auto& child : table.children) {
      if (const auto* below = out_.relation(child)) this->table(*below);
    }
  }

  void partitioned_index(const Relation& table, const Index& index) {
    if (!has(out_.version(), Behaviour::ReindexOfPartitioned)) {
      return out_.fail("0A000", "REINDEX is not yet implemented for partitioned indexes");
    }
    out_.effects().transaction_allowed = false;
    out_.lock(table.name, mode(LockMode::Share));
    out_.lock_index({table.name.schema, index.name}, mode(LockMode::AccessExclusive));
    for (const auto& child : table.children) {
      const auto* below = out_.relation(child);
      if (below == nullptr) continue;
      for (const auto& each : below->indexes) {
        if (each.parent == index.name) this->index(*below, each);
      }
    }
  }

  Builder& out_;
  bool concurrently_;
};

void reindex_index(Builder& out, const sql::Reindex& statement, Reindexing& reindexing) {
  const auto name = out.session().resolve_index(statement.name);
  const auto* table = out.catalog().table_of_index(name);
  if (table != nullptr) return reindexing.index(*table, *table->index(name.name));
  if (out.catalog().complete()) {
    return out.fail("42P01", "relation \"" + name.name + "\" does not exist");
  }
  out.uncertain();
  out.lock_index(
      name, statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive);
}

/// A schema, or the database; the system catalogs are nobody's tables.
void reindex_many(Builder& out, const sql::Reindex& statement, Reindexing& reindexing) {
  out.effects().transaction_allowed = false;
  if (!out.catalog().complete()) out.uncertain();
  if (statement.system) return;
  for (const auto* relation : out.catalog().relations()) {
    const bool meant =
        statement.object != sql::ObjectKind::Schema || relation->name.schema == statement.name.name;
    const bool stored =
        relation->kind == RelationKind::Table || relation->kind == RelationKind::MaterializedView;
    if (meant && stored) reindexing.table(*relation);
  }
}

}  // namespace

void describe(Builder& out, const sql::Reindex& statement) {
  if (statement.concurrently) out.effects().transaction_allowed = false;
  Reindexing reindexing(out, statement.concurrently);
  if (statement.object == sql::ObjectKind::Index) {
    return reindex_index(out, statement, reindexing);
  }
  if (statement.object != sql::ObjectKind::Table) {
    return reindex_many(out, statement, reindexing);
  }
  const auto name = out.existing(statement.name);
  const auto* table = out.relation(name);
  if (table != nullptr) return reindexing.table(*table);
  out.lock(name, statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share);
}

}  // namespace pgstage::effects


#include "statements.hpp"

namespace pgstage::effects {
namespace {

std::string chosen_name(const sql::CreateIndex& statement, const QualifiedName& table) {
  if (!statement.name.empty()) return std::string{statement.name};
  std::string name = table.name;
  for (const auto& key : statement.keys) {
    name += "_" + (key.column.empty() ? "expr" : std::string{key.column});
  }
  return name + "_idx";
}

bool is_partitioned(const catalog::Relation* table) {
  return table != nullptr && table->kind == catalog::RelationKind::PartitionedTable;
}

void refuse_concurrently_on_partitioned(Builder& out, const QualifiedName& table) {
  if (!is_partitioned(out.relation(table))) return;
  out.fail("0A000", "cannot create index on partitioned table \"" + table.name + "\" concurrently");
}

}  // namespace

void describe(Builder& out, const sql::CreateIndex& statement) {
  const auto table = out.existing(statement.table);
  const QualifiedName index{table.schema, chosen_name(statement, table)};
  if (statement.concurrently) {
    out.effects().transaction_allowed = false;
    refuse_concurrently_on_partitioned(out, table);
  }
  const LockMode mode = statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share;
  if (statement.only) {
    out.lock(table, mode);
  } else {
    out.lock_tree(table, mode);
  }
  if (out.catalog().table_of_index(index) != nullptr) {
    if (!statement.if_not_exists) {
      out.fail("42P07", "relation \"" + index.name + "\" already exists");
    }
    return;
  }
  for (const auto& key : statement.keys) {
    if (!key.column.empty()) out.column(table, key.column);
  }
  out.create(index);
  // ON ONLY a partitioned table records the index and builds nothing (manual, CREATE INDEX).
  if (statement.only && is_partitioned(out.relation(table))) return;
  for (const auto& leaf : out.leaves(table)) {
    out.scan(leaf, Why::BuildIndex, index.name);
    out.build_index({.index = leaf == table ? index : QualifiedName{leaf.schema, index.name},
                     .table = leaf,
                     .unique = statement.unique,
                     .concurrently = statement.concurrently});
  }
  if (statement.unique) out.breaks(Broken::What::Restriction, table, index.name);
}

void describe(Builder& out, const sql::Reindex& statement) {
  const LockMode table_mode =
      statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share;
  const LockMode index_mode =
      statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
  if (statement.concurrently) out.effects().transaction_allowed = false;
  const catalog::Relation* table = nullptr;
  QualifiedName only_index;
  if (statement.object == sql::ObjectKind::Index) {
    only_index = out.session().resolve_index(statement.name);
    table = out.catalog().table_of_index(only_index);
  } else if (statement.object == sql::ObjectKind::Table) {
    table = out.relation(out.existing(statement.name));
  } else {
    out.effects().transaction_allowed = false;
  }
  if (table == nullptr) {
    out.uncertain();
    if (!only_index.name.empty()) out.lock_index(only_index, index_mode);
    return;
  }
  out.lock_tree(table->name, table_mode);
  out.scan(table->name, Why::Reorganize);
  for (const auto& index : table->indexes) {
    const QualifiedName name{table->name.schema, index.name};
    if (!only_index.name.empty() && name != only_index) continue;
    out.lock_index(name, index_mode);
    out.build_index({.index = name,
                     .table = table->name,
                     .why = Why::Reorganize,
                     .unique = index.unique,
                     .concurrently = statement.concurrently});
  }
}

}  // namespace pgstage::effects

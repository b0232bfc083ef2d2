#include <algorithm>

#include "casts.hpp"
#include "indexes.hpp"
#include "statements.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

std::string chosen_name(const sql::CreateIndex& statement, const QualifiedName& table) {
  if (!statement.name.empty()) return std::string{statement.name};
  std::string name = table.name;
  for (const auto& key : statement.keys) {
    name += "_" + (key.column.empty() ? "expr" : std::string{key.column});
  }
  return name + "_idx";
}

bool is_partitioned(const Relation* table) {
  return table != nullptr && table->kind == RelationKind::PartitionedTable;
}

/// The server puts the body of a function in SQL into the place of its call before it looks, where
/// that is simple.
bool may_be_inlined(const sql::Name& name, const catalog::Catalog& catalog) {
  const std::string schema = name.schema.empty() ? "public" : std::string{name.schema};
  const auto* found = catalog.function({schema, std::string{name.name}});
  return found != nullptr &&
         std::any_of(found->overloads.begin(), found->overloads.end(),
                     [](const auto& overload) { return overload.language == "sql"; });
}

/// Expressions and predicates of an index must not change by themselves.
void refuse_volatile(Builder& out, const sql::Expression& expression) {
  const auto facts = sql::facts(expression);
  for (const auto& name : facts.functions) {
    if (may_be_inlined(name, out.catalog())) return;
  }
  const auto volatility = catalog::volatility_of(facts, out.catalog());
  if (!volatility.certain || volatility.at_best == Volatility::Immutable) return;
  out.fail("42P17", "functions in an index must be marked IMMUTABLE");
}

void refuse_keys(Builder& out, const QualifiedName& table, const sql::CreateIndex& statement) {
  const auto* found = out.relation(table);
  const std::string_view method = statement.method.empty() ? "btree" : statement.method;
  std::vector<std::string_view> columns;
  for (const auto& key : statement.keys) {
    refuse_volatile(out, key.expression);
    if (key.column.empty()) continue;
    columns.push_back(key.column);
    out.column(table, key.column);
    if (found != nullptr && !key.operator_class) refuse_class(out, *found, key.column, method);
  }
  refuse_volatile(out, statement.where);
  for (const auto column : statement.included) out.column(table, column);
  if (statement.unique && is_partitioned(found)) refuse_missing_key(out, *found, columns);
  const bool single = method == "hash" || method == "spgist";
  const bool ordered = method == "btree";
  if (statement.unique && !ordered) {
    out.fail("0A000",
             "access method \"" + std::string{method} + "\" does not support unique indexes");
  }
  if (single && statement.keys.size() > 1) {
    out.fail("0A000",
             "access method \"" + std::string{method} + "\" does not support multicolumn indexes");
  }
}

/// The index that a partition has already, so that it is not read.
const catalog::Index* covering(const Relation* leaf, const sql::CreateIndex& statement) {
  if (leaf == nullptr || statement.where) return nullptr;
  std::vector<std::string> columns;
  for (const auto& key : statement.keys) columns.emplace_back(key.column);
  if (std::find(columns.begin(), columns.end(), "") != columns.end()) return nullptr;
  for (const auto& index : leaf->indexes) {
    const bool same = index.valid && index.parent.empty() && index.columns == columns &&
                      index.unique == statement.unique && !index.partial;
    if (same) return &index;
  }
  return nullptr;
}

void build(Builder& out, const QualifiedName& table, const QualifiedName& index,
           const sql::CreateIndex& statement) {
  const auto* found = out.relation(table);
  // ON ONLY a partitioned table records the index and builds nothing (manual, CREATE INDEX).
  if (statement.only && is_partitioned(found)) return;
  const auto leaves = is_partitioned(found) ? out.leaves(table) : std::vector<QualifiedName>{table};
  for (const auto& leaf : leaves) {
    if (const auto* own = leaf == table ? nullptr : covering(out.relation(leaf), statement)) {
      out.lock_index({leaf.schema, own->name}, LockMode::Share);
      continue;
    }
    out.scan_one(leaf, Why::BuildIndex, index.name);
    out.build_index({.index = leaf == table ? index : QualifiedName{leaf.schema, index.name},
                     .table = leaf,
                     .unique = statement.unique,
                     .concurrently = statement.concurrently});
  }
}

}  // namespace

void refuse_missing_key(Builder& out, const Relation& table,
                        const std::vector<std::string_view>& columns) {
  for (const auto& key : table.partition_key) {
    if (std::find(columns.begin(), columns.end(), key) != columns.end()) continue;
    out.fail("0A000",
             "unique constraint on partitioned table must include all partitioning columns");
  }
}

void refuse_class(Builder& out, const Relation& table, std::string_view column,
                  std::string_view method) {
  const auto* found = table.column(column);
  if (found == nullptr) return;
  if (has_default_class(method, found->type, out.catalog()).value_or(true)) return;
  // btree_gin, btree_gist and other extensions bring more of them.
  if (method != "btree" && method != "hash") out.uncertain();
  out.fail("42704", "data type " + catalog::to_string(found->type) +
                        " has no default operator class for access method \"" +
                        std::string{method} + "\"");
}

void describe(Builder& out, const sql::CreateIndex& statement) {
  const auto table = out.existing(
      statement.table,
      {RelationKind::Table, RelationKind::PartitionedTable, RelationKind::MaterializedView});
  const QualifiedName index{table.schema, chosen_name(statement, table)};
  const auto* found = out.relation(table);
  if (statement.concurrently) {
    out.effects().transaction_allowed = false;
    if (is_partitioned(found)) {
      out.fail("0A000",
               "cannot create index on partitioned table \"" + table.name + "\" concurrently");
    }
  }
  const LockMode mode = statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::Share;
  out.lock(table, mode);
  if (!statement.only && is_partitioned(found)) out.lock_tree(table, mode);
  const bool there =
      out.catalog().table_of_index(index) != nullptr || out.relation(index) != nullptr;
  if (!statement.name.empty() && there) {
    if (!statement.if_not_exists) out.taken(index);
    return;
  }
  refuse_keys(out, table, statement);
  out.create(index);
  build(out, table, index, statement);
  if (statement.unique) out.breaks(Broken::What::Restriction, table, index.name);
}

}  // namespace pgstage::effects

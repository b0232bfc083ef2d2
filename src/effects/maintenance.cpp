#include <set>

#include "statements.hpp"

namespace pgstage::effects {
namespace {

void truncate(Builder& out, const QualifiedName& table, bool cascade,
              std::set<QualifiedName>& seen) {
  if (!seen.insert(table).second) return;
  out.lock_tree(table, LockMode::AccessExclusive);
  for (const auto& leaf : out.leaves(table)) {
    out.lock_indexes_of(leaf, LockMode::AccessExclusive);
    out.destroy(Destroyed::What::Rows, leaf);
  }
  for (const auto& other : out.catalog().referencing(table)) {
    if (cascade) {
      truncate(out, other, cascade, seen);
    } else if (!seen.contains(other)) {
      out.fail("0A000", "cannot truncate a table referenced in a foreign key constraint");
    }
  }
}

}  // namespace

void describe(Builder& out, const sql::Truncate& statement) {
  std::set<QualifiedName> seen;
  std::vector<QualifiedName> tables;
  for (const auto& name : statement.tables) tables.push_back(out.existing(name));
  for (const auto& table : tables) truncate(out, table, statement.cascade, seen);
}

void describe(Builder& out, const sql::Cluster& statement) {
  if (statement.table.name.empty()) {
    out.effects().transaction_allowed = false;
    return out.uncertain();
  }
  const auto table = out.existing(statement.table);
  out.lock(table, LockMode::AccessExclusive);
  out.rewrite(table, Why::Reorganize);
}

void describe(Builder& out, const sql::Vacuum& statement) {
  if (!statement.analyze_only) out.effects().transaction_allowed = false;
  if (statement.tables.empty()) return out.uncertain();
  for (const auto& name : statement.tables) {
    const auto table = out.existing(name);
    out.lock_tree(table,
                  statement.full ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
    if (statement.full) out.rewrite(table, Why::Reorganize);
  }
}

void describe(Builder& out, const sql::Refresh& statement) {
  const auto view = out.existing(statement.view);
  out.lock(view, statement.concurrently ? LockMode::Exclusive : LockMode::AccessExclusive);
  if (!statement.concurrently) out.rewrite(view, Why::Reorganize);
  const auto* found = out.relation(view);
  if (found == nullptr) return;
  for (const auto& reads : found->reads) {
    out.lock(reads.relation, LockMode::AccessShare);
    if (statement.with_data) out.scan(reads.relation, Why::Query);
  }
}

void describe(Builder& out, const sql::Lock& statement) {
  for (const auto& name : statement.tables) out.lock_tree(out.existing(name), statement.mode);
}

}  // namespace pgstage::effects

// TRUNCATE, CLUSTER, VACUUM, ANALYZE, REFRESH, LOCK.
#include <algorithm>
#include <set>

#include "pgstage/catalog/tree.hpp"

#include "statements.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

/// One TRUNCATE: with CASCADE it follows the foreign keys that point at what it empties.
class Truncation {
 public:
  Truncation(Builder& out, const sql::Truncate& statement) : out_(out), statement_(statement) {}

  void run() {
    std::vector<QualifiedName> tables;
    for (std::size_t i = 0; i < statement_.tables.size(); ++i) {
      const auto name = out_.existing(
          statement_.tables[i],
          {RelationKind::Table, RelationKind::PartitionedTable, RelationKind::ForeignTable});
      collect(name, statement_.only[i]);
    }
    const auto named = tables_;
    for (const auto& table : named) follow(table);
  }

 private:
  void collect(const QualifiedName& name, bool only) {
    if (!tables_.insert(name).second) return;
    out_.lock(name, LockMode::AccessExclusive);
    const auto* found = out_.relation(name);
    const bool parent_only =
        only && found != nullptr && found->kind == RelationKind::PartitionedTable;
    if (parent_only) out_.fail("42809", "cannot truncate only a partitioned table");
    if (found == nullptr || found->kind != RelationKind::PartitionedTable) {
      out_.lock_indexes_of(name, LockMode::AccessExclusive);
      out_.destroy(Destroyed::What::Rows, name);
    }
    if (found == nullptr) return;
    if (statement_.restart) restart_sequences(name);
    if (only) return;
    for (const auto& child : found->children) collect(child, false);
  }

  void restart_sequences(const QualifiedName& table) {
    for (const auto& name : out_.catalog().owned_sequences(table)) {
      out_.lock(name, LockMode::AccessExclusive);
    }
  }

  /// A key to a partitioned table is one to each of its partitions.
  void follow(const QualifiedName& table) {
    std::vector<QualifiedName> targets{table};
    const auto* found = out_.relation(table);
    if (found != nullptr && found->is_partition) targets.push_back(*found->parent);
    for (const auto& target : targets) {
      for (const auto& other : out_.catalog().referencing(target)) {
        if (tables_.contains(other)) continue;
        if (!statement_.cascade) {
          out_.fail("0A000", "cannot truncate a table referenced in a foreign key constraint");
          continue;
        }
        collect(other, false);
        follow(other);
      }
    }
  }

  Builder& out_;
  const sql::Truncate& statement_;
  std::set<QualifiedName> tables_;
};

/// The heap is written anew; that of a materialized view counts as its own kind of storage.
void reorganize_one(Builder& out, const QualifiedName& name) {
  const auto* found = out.relation(name);
  out.lock(name, LockMode::AccessExclusive);
  if (found != nullptr && found->kind == RelationKind::PartitionedTable) return;
  if (found == nullptr || found->kind == RelationKind::Table) {
    return out.rewrite_one(name, Why::Reorganize);
  }
  out.scan_one(name, Why::Reorganize);
  out.rebuild_indexes(name, Why::Reorganize);
}

void reorganize(Builder& out, const QualifiedName& name) {
  const auto* found = out.relation(name);
  reorganize_one(out, name);
  if (found == nullptr || found->kind != RelationKind::PartitionedTable) return;
  for (const auto& each : catalog::descendants(out.catalog(), name)) reorganize_one(out, each);
}

/// Transactions of its own for each table: what one holds is not held for long.
void forget_index_locks(Builder& out) { out.effects().index_locks.clear(); }

void refuse_cluster(Builder& out, const sql::Cluster& statement, const Relation& table) {
  const auto name =
      statement.index.empty() ? std::string_view{table.clustered_on} : statement.index;
  if (name.empty()) {
    return out.fail("42704",
                    "there is no previously clustered index for table \"" + table.name.name + "\"");
  }
  const auto* index = table.index(name);
  if (index == nullptr) {
    out.fail("42704", "index \"" + std::string{name} + "\" for table \"" + table.name.name +
                          "\" does not exist");
  } else if (index->method != "btree" && index->method != "gist") {
    out.fail("0A000", "cannot cluster on index \"" + index->name +
                          "\" because access method does not support clustering");
  }
}

void cluster_all(Builder& out) {
  out.effects().transaction_allowed = false;
  if (!out.catalog().complete()) out.uncertain();
  for (const auto* relation : out.catalog().relations()) {
    if (!relation->clustered_on.empty()) reorganize(out, relation->name);
  }
  forget_index_locks(out);
}

class Vacuuming {
 public:
  Vacuuming(Builder& out, const sql::Vacuum& statement) : out_(out), statement_(statement) {}

  void all() {
    if (!out_.catalog().complete()) out_.uncertain();
    for (const auto* relation : out_.catalog().relations()) {
      if (is_stored(*relation)) one(relation->name);
    }
  }

  void table(const QualifiedName& name, bool only) {
    const auto* found = out_.relation(name);
    if (found == nullptr) return one(name);
    // A warning, and on to the next.
    if (!is_stored(*found) && found->kind != RelationKind::PartitionedTable) return;
    for (const auto& column : statement_.columns) out_.column(name, column);
    if (found->kind == RelationKind::PartitionedTable) return partitioned(*found, only);
    one(name);
    // The rows of a whole inheritance tree have statistics, too.
    if (statement_.analyze_only && !only) out_.scan(name, Why::Query);
  }

 private:
  static bool is_stored(const Relation& relation) {
    return relation.kind == RelationKind::Table || relation.kind == RelationKind::MaterializedView;
  }

  void one(const QualifiedName& name) {
    if (statement_.full) return reorganize(out_, name);
    out_.lock(name, LockMode::ShareUpdateExclusive);
    out_.scan_one(name, Why::Query);
  }

  void partitioned(const Relation& table, bool only) {
    out_.lock(table.name,
              statement_.full ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
    const bool samples = statement_.analyze_only || statement_.analyzes;
    if (samples) out_.scan(table.name, Why::Query);
    if (only) return;
    for (const auto& child : table.children) this->table(child, false);
  }

  Builder& out_;
  const sql::Vacuum& statement_;
};

/// What a view reads, through other views, down to tables; each once.
std::vector<QualifiedName> sources_of(const Builder& out, const Relation& view) {
  std::vector<QualifiedName> sources;
  std::set<QualifiedName> seen;
  std::vector<const Relation*> views{&view};
  while (!views.empty()) {
    const auto& next = *views.back();
    views.pop_back();
    for (const auto& reads : next.reads) {
      if (!seen.insert(reads.relation).second) continue;
      sources.push_back(reads.relation);
      const auto* source = out.relation(reads.relation);
      if (source != nullptr && source->kind == RelationKind::View) views.push_back(source);
    }
  }
  return sources;
}

void scan_sources(Builder& out, const Relation& view) {
  for (const auto& name : sources_of(out, view)) {
    out.lock(name, LockMode::AccessShare);
    const auto* source = out.relation(name);
    if (source == nullptr || source->kind != RelationKind::View) out.scan(name, Why::Query);
  }
}

void refuse_concurrently(Builder& out, const sql::Refresh& statement, const Relation& view) {
  if (!statement.with_data) {
    out.fail("42601", "CONCURRENTLY and WITH NO DATA options cannot be used together");
  }
  if (!view.populated) {
    out.fail("0A000", "CONCURRENTLY cannot be used when the materialized view is not populated");
  }
  const bool unique = std::any_of(view.indexes.begin(), view.indexes.end(), [](const auto& index) {
    const bool plain =
        std::find(index.columns.begin(), index.columns.end(), "") == index.columns.end();
    return index.unique && index.valid && !index.partial && plain;
  });
  if (!unique) {
    out.fail("55000", "cannot refresh materialized view \"" + view.name.name + "\" concurrently");
  }
}

void lock_with_sources(Builder& out, const QualifiedName& name, LockMode mode, bool only) {
  const auto* found = out.relation(name);
  if (only) {
    out.lock(name, mode);
  } else {
    out.lock_tree(name, mode);
  }
  if (found == nullptr || found->kind != RelationKind::View) return;
  for (const auto& source : sources_of(out, *found)) out.lock_tree(source, mode);
}

}  // namespace

void describe(Builder& out, const sql::Truncate& statement) { Truncation(out, statement).run(); }

void describe(Builder& out, const sql::Cluster& statement) {
  if (statement.table.name.empty()) return cluster_all(out);
  const auto table = out.existing(statement.table);
  const auto* found = out.relation(table);
  if (found != nullptr && found->known) refuse_cluster(out, statement, *found);
  reorganize(out, table);
  if (found == nullptr || found->kind != RelationKind::PartitionedTable) return;
  out.effects().transaction_allowed = false;
  forget_index_locks(out);
}

void describe(Builder& out, const sql::Vacuum& statement) {
  if (!statement.analyze_only) out.effects().transaction_allowed = false;
  Vacuuming vacuuming(out, statement);
  if (statement.tables.empty()) vacuuming.all();
  for (std::size_t i = 0; i < statement.tables.size(); ++i) {
    const auto name = out.existing(statement.tables[i]);
    if (!out.absent(name)) vacuuming.table(name, statement.only[i]);
  }
  if (statement.full) forget_index_locks(out);
}

void describe(Builder& out, const sql::Refresh& statement) {
  const auto view = out.existing(statement.view, {RelationKind::MaterializedView});
  out.lock(view, statement.concurrently ? LockMode::Exclusive : LockMode::AccessExclusive);
  const auto* found = out.relation(view);
  if (found == nullptr) return;
  if (statement.concurrently) {
    // The new rows are compared with the old ones.
    refuse_concurrently(out, statement, *found);
    out.scan_one(view, Why::Reorganize);
    out.lock_indexes_of(view, LockMode::RowExclusive);
  } else {
    out.rebuild_indexes(view, Why::Reorganize);
    if (statement.with_data && !found->indexes.empty()) out.scan_one(view, Why::Reorganize);
  }
  if (statement.with_data) scan_sources(out, *found);
}

void describe(Builder& out, const sql::Lock& statement) {
  // A body is never at the top level, so the server does not look (RequireTransactionBlock()).
  if (!out.session().in_transaction() && !out.inside().running.nested()) {
    out.fail("25P01", "LOCK TABLE can only be used in transaction blocks");
  }
  for (std::size_t i = 0; i < statement.tables.size(); ++i) {
    const auto name = out.existing(statement.tables[i], {RelationKind::Table, RelationKind::View,
                                                         RelationKind::PartitionedTable});
    lock_with_sources(out, name, statement.mode, statement.only[i]);
  }
}

}  // namespace pgstage::effects

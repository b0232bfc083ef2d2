// ADD UNIQUE, PRIMARY KEY and EXCLUDE.
#include <algorithm>

#include "alter_table.hpp"
#include "indexes.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

const sql::ConstraintDefinition& definition(const Alteration& at) { return *at.action.constraint; }

bool is_primary(const Alteration& at) { return definition(at).kind == ConstraintKind::PrimaryKey; }

std::string chosen_name(const Alteration& at) {
  const auto& constraint = definition(at);
  if (!constraint.name.empty()) return std::string{constraint.name};
  if (is_primary(at)) return at.table.name + "_pkey";
  std::string name = at.table.name;
  for (const auto column : constraint.columns) name += "_" + std::string{column};
  return name + (constraint.kind == ConstraintKind::Unique ? "_key" : "_excl");
}

/// A primary key makes its columns NOT NULL, in the whole tree.
void prove_not_null(const Alteration& at, std::string_view column) {
  const auto* found = at.relation();
  const auto* known = found == nullptr ? nullptr : found->column(column);
  if (known != nullptr && known->not_null) return;
  if (!at.statement.only) at.out.lock_tree(at.table, LockMode::AccessExclusive);
  for (const auto& leaf : at.out.leaves(at.table)) {
    if (!proved_not_null(at.out, leaf, column)) at.out.scan_one(leaf, Why::ProveNotNull, column);
  }
}

/// From 18 on: a NOT NULL that was never checked does not make a key.
void refuse_unproved(const Alteration& at, std::string_view column) {
  const auto* found = at.relation();
  if (found == nullptr) return;
  for (const auto& each : found->constraints) {
    const bool here = each.kind == ConstraintKind::NotNull && !each.validated &&
                      each.columns == std::vector<std::string>{std::string{column}};
    if (here)
      at.out.fail("55000", "cannot create primary key on column \"" + std::string{column} + "\"");
  }
}

void refuse_index(const Alteration& at, const catalog::Index& index) {
  const std::string name = "\"" + index.name + "\"";
  if (!index.valid) at.out.fail("55000", "index " + name + " is not valid");
  if (!index.unique) at.out.fail("42809", name + " is not a unique index");
  if (std::find(index.columns.begin(), index.columns.end(), "") != index.columns.end()) {
    at.out.fail("42809", "index " + name + " contains expressions");
  }
  if (index.partial) at.out.fail("42809", name + " is a partial index");
  if (!index.constraint.empty()) {
    at.out.fail("55000", "index " + name + " is already associated with a constraint");
  }
}

void describe_using_index(const Alteration& at) {
  const auto& constraint = definition(at);
  const QualifiedName name{at.table.schema, std::string{constraint.using_index}};
  // It takes the constraint's name, and is renamed like any index.
  const bool renamed = !constraint.name.empty() && constraint.name != constraint.using_index;
  if (renamed) at.out.lock_index(name, LockMode::ShareUpdateExclusive);
  if (at.is_partitioned()) {
    at.out.fail("0A000", "ADD CONSTRAINT USING INDEX is not supported on partitioned tables");
  }
  const auto* found = at.relation();
  const auto* index = found == nullptr ? nullptr : found->index(constraint.using_index);
  if (index == nullptr) {
    if (found == nullptr || !found->known) return at.out.uncertain();
    return at.out.fail("42704", "index \"" + name.name + "\" does not exist");
  }
  refuse_index(at, *index);
  if (!is_primary(at)) return;
  for (const auto& column : index->columns) {
    refuse_unproved(at, column);
    prove_not_null(at, column);
  }
}

bool covered(const Alteration& at, const QualifiedName& leaf) {
  const auto& constraint = definition(at);
  const std::vector<std::string> columns{constraint.columns.begin(), constraint.columns.end()};
  const auto* found = at.out.relation(leaf);
  return found != nullptr && leaf != at.table &&
         std::any_of(found->indexes.begin(), found->indexes.end(), [&](const auto& index) {
           return index.unique && !index.partial && index.columns == columns &&
                  !index.constraint.empty() && index.parent.empty();
         });
}

void lock_partitions(const Alteration& at) {
  if (!at.is_partitioned() || at.statement.only) return;
  // DefineIndex() locks what it builds on like CREATE INDEX does; ALTER TABLE came first from 18
  // on.
  const bool whole = has(at.out.version(), Behaviour::UniqueLocksPartitionsExclusively);
  for (const auto& child : at.relation()->children) {
    at.out.lock_tree(child, whole ? LockMode::AccessExclusive : LockMode::Share);
  }
}

void build(const Alteration& at, const std::string& name) {
  if (at.is_partitioned() && at.statement.only) return;
  const auto leaves =
      at.is_partitioned() ? at.out.leaves(at.table) : std::vector<QualifiedName>{at.table};
  for (const auto& leaf : leaves) {
    if (covered(at, leaf)) continue;
    at.out.scan_one(leaf, Why::BuildIndex, name);
    at.out.build_index({.index = {leaf.schema, name},
                        .table = leaf,
                        .unique = definition(at).kind != ConstraintKind::Exclusion,
                        .constraint = true});
  }
}

void refuse_on_partitioned(const Alteration& at) {
  const auto& constraint = definition(at);
  if (!at.is_partitioned()) return;
  refuse_missing_key(at.out, *at.relation(), constraint.columns);
  // Exclusion constraints on partitioned tables are of 17 (release notes, 17).
  const bool exclusion = constraint.kind == ConstraintKind::Exclusion;
  if (exclusion && at.out.version().major < 17) {
    at.out.fail("0A000", "exclusion constraints are not supported on partitioned tables");
  }
}

}  // namespace

void describe_indexed(const Alteration& at) {
  const auto& constraint = definition(at);
  const auto* found = at.relation();
  if (is_primary(at) && found != nullptr && found->primary_key() != nullptr) {
    const bool goes = drops_constraint(at, found->primary_key()->name);
    if (!goes) at.out.fail("42P16", "multiple primary keys for table are not allowed");
  }
  if (!constraint.using_index.empty()) return describe_using_index(at);
  const auto name = chosen_name(at);
  const bool freed =
      drops_constraint(at, name) && found != nullptr && found->index(name) != nullptr;
  if (!constraint.name.empty() && !freed) at.out.taken({at.table.schema, name});
  at.out.breaks(Broken::What::Restriction, at.table, name);
  refuse_on_partitioned(at);
  const std::string_view fallback =
      constraint.kind == ConstraintKind::Exclusion && constraint.access_method.empty() ? "btree"
                                                                                       : "";
  const auto method = constraint.access_method.empty() ? fallback : constraint.access_method;
  for (const auto column : constraint.columns) {
    if (!constraint.without_overlaps && found != nullptr) {
      refuse_class(at.out, *found, column, method.empty() ? "btree" : method);
    }
  }
  lock_partitions(at);
  build(at, name);
  if (!is_primary(at)) return;
  for (const auto column : constraint.columns) {
    refuse_unproved(at, column);
    prove_not_null(at, column);
  }
}

}  // namespace pgstage::effects

#include <algorithm>

#include "alter_table.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

void fail_if_exists(Builder& out, const QualifiedName& table,
                    const sql::ConstraintDefinition& constraint) {
  const auto* found = out.relation(table);
  if (constraint.name.empty() || found == nullptr) return;
  if (found->constraint(constraint.name) == nullptr) return;
  out.fail("42710", "constraint \"" + std::string{constraint.name} + "\" for relation \"" +
                        table.name + "\" already exists");
}

void describe_foreign_key(Builder& out, const QualifiedName& table,
                          const sql::ConstraintDefinition& constraint, std::string_view name) {
  lock_referenced(out, constraint, table);
  out.breaks(Broken::What::Restriction, table, name);
  if (constraint.not_valid) {
    const auto* found = out.relation(table);
    const bool partitioned =
        found != nullptr && found->kind == catalog::RelationKind::PartitionedTable;
    if (partitioned && out.version().major < 18) {
      out.fail("42809",
               "cannot add NOT VALID foreign key on partitioned table \"" + table.name + "\"");
    }
    return;
  }
  out.scan(table, Why::ValidateForeignKey, name);
  out.scan(out.session().resolve(constraint.referenced), Why::ValidateForeignKey, name);
}

void describe_using_index(Builder& out, const QualifiedName& table,
                          const sql::AlterTable& statement,
                          const sql::ConstraintDefinition& constraint) {
  out.lock_index({table.schema, std::string{constraint.using_index}}, LockMode::AccessExclusive);
  const auto* found = out.relation(table);
  const auto* index = found == nullptr ? nullptr : found->index(constraint.using_index);
  if (index == nullptr) return out.uncertain();
  if (!index->valid) {
    out.fail("55000", "index \"" + std::string{constraint.using_index} + "\" is not valid");
  }
  if (constraint.kind != ConstraintKind::PrimaryKey) return;
  for (const auto& column : index->columns) {
    if (!proved_not_null(out, table, column, statement)) {
      out.scan(table, Why::ProveNotNull, column);
    }
  }
}

void describe_indexed(Builder& out, const QualifiedName& table, const sql::AlterTable& statement,
                      const sql::ConstraintDefinition& constraint) {
  if (!constraint.using_index.empty()) {
    return describe_using_index(out, table, statement, constraint);
  }
  std::string name{constraint.name};
  if (name.empty()) {
    const bool key = constraint.kind == ConstraintKind::PrimaryKey;
    name = table.name;
    if (!key) {
      for (const auto column : constraint.columns) name += "_" + std::string{column};
    }
    name += key ? "_pkey" : "_key";
  }
  out.breaks(Broken::What::Restriction, table, name);
  for (const auto& leaf : out.leaves(table)) {
    out.scan(leaf, Why::BuildIndex, name);
    out.build_index({.index = {leaf.schema, name},
                     .table = leaf,
                     .unique = constraint.kind != ConstraintKind::Exclusion,
                     .constraint = true});
  }
  if (constraint.kind != ConstraintKind::PrimaryKey) return;
  for (const auto column : constraint.columns) {
    if (!proved_not_null(out, table, column, statement)) {
      out.scan(table, Why::ProveNotNull, column);
    }
  }
}

}  // namespace

void lock_referenced(Builder& out, const sql::ConstraintDefinition& constraint,
                     const QualifiedName& table) {
  const auto referenced = out.session().resolve(constraint.referenced);
  if (referenced != table) {
    out.lock_tree(out.existing(constraint.referenced), LockMode::ShareRowExclusive);
  }
}

void describe_add_constraint(Builder& out, const QualifiedName& table,
                             const sql::AlterTable& statement, const sql::AlterAction& action) {
  const auto& constraint = *action.constraint;
  fail_if_exists(out, table, constraint);
  switch (constraint.kind) {
    case ConstraintKind::ForeignKey:
      describe_foreign_key(out, table, constraint, action.name);
      return;
    case ConstraintKind::Check:
      out.breaks(Broken::What::Restriction, table, action.name);
      if (!constraint.not_valid) out.scan(table, Why::ValidateCheck, action.name);
      return;
    case ConstraintKind::NotNull:
      out.breaks(Broken::What::Restriction, table, action.name);
      if (!constraint.not_valid) out.scan(table, Why::ProveNotNull, action.name);
      return;
    default:
      describe_indexed(out, table, statement, constraint);
      return;
  }
}

void describe_validate(Builder& out, const QualifiedName& table, const sql::AlterTable& statement,
                       const sql::AlterAction& action) {
  const auto* found = out.relation(table);
  const auto* constraint = found == nullptr ? nullptr : found->constraint(action.name);
  const bool added_here =
      std::any_of(statement.actions.begin(), statement.actions.end(), [&](const auto& each) {
        return each.kind == sql::ActionKind::AddConstraint && each.name == action.name;
      });
  if (constraint == nullptr) {
    if (found != nullptr && found->known && !added_here) {
      out.fail("42704", "constraint \"" + std::string{action.name} + "\" of relation \"" +
                            table.name + "\" does not exist");
    }
    out.scan(table, Why::ValidateCheck, action.name);
    if (!added_here) out.uncertain();
    return;
  }
  if (constraint->validated) return;
  const bool foreign_key = constraint->kind == ConstraintKind::ForeignKey;
  out.scan(table, foreign_key ? Why::ValidateForeignKey : Why::ValidateCheck, action.name);
  if (!foreign_key) return;
  out.lock_tree(constraint->referenced, LockMode::RowShare);
  out.scan(constraint->referenced, Why::ValidateForeignKey, action.name);
}

void describe_drop_constraint(Builder& out, const QualifiedName& table,
                              const sql::AlterAction& action) {
  const auto* found = out.relation(table);
  const auto* constraint = found == nullptr ? nullptr : found->constraint(action.name);
  if (constraint == nullptr) {
    if (found != nullptr && found->known && !action.if_exists) {
      out.fail("42704", "constraint \"" + std::string{action.name} + "\" of relation \"" +
                            table.name + "\" does not exist");
    }
    return out.uncertain();
  }
  if (constraint->kind == ConstraintKind::ForeignKey) {
    out.lock(constraint->referenced, LockMode::AccessExclusive);
  }
  if (found->index(action.name) != nullptr) {
    out.lock_index({table.schema, std::string{action.name}}, LockMode::AccessExclusive);
  }
  if (!action.cascade) return;
  for (const auto& other : out.catalog().referencing(table)) {
    out.lock(other, LockMode::AccessExclusive);
  }
}

void describe_attach(Builder& out, const QualifiedName& table, const sql::AlterAction& action) {
  const auto partition = out.existing(action.other);
  out.lock(partition, LockMode::AccessExclusive);
  out.scan(partition, Why::ProvePartitionBound, action.other.name);
  const auto* parent = out.relation(table);
  if (parent == nullptr) return out.uncertain();
  for (const auto& child : parent->children) {
    const auto* sibling = out.relation(child);
    if (sibling == nullptr || !sibling->is_default_partition) continue;
    out.lock(child, LockMode::AccessExclusive);
    out.scan(child, Why::ProvePartitionBound, action.other.name);
  }
  for (const auto& constraint : parent->constraints) {
    if (constraint.kind == ConstraintKind::ForeignKey) {
      out.lock(constraint.referenced, LockMode::ShareRowExclusive);
    }
  }
}

void describe_detach(Builder& out, const QualifiedName& table, const sql::AlterAction& action) {
  const auto partition = out.existing(action.other);
  if (action.concurrently) {
    out.effects().transaction_allowed = false;
    out.lock(partition, LockMode::AccessExclusive);
    return;
  }
  out.lock(partition,
           out.version().major >= 14 ? LockMode::AccessExclusive : LockMode::ShareUpdateExclusive);
  out.breaks(Broken::What::Gone, table, action.other.name);
}

}  // namespace pgstage::effects

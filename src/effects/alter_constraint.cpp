#include <algorithm>

#include "alter_table.hpp"
#include "casts.hpp"
#include "dependents.hpp"
#include "enum_labels.hpp"
#include "statements.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

std::string named(const Alteration& at) {
  return "constraint \"" + std::string{at.action.name} + "\" of relation \"" + at.table.name + "\"";
}

bool added_here(const Alteration& at) {
  const auto& actions = at.statement.actions;
  return std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
    return each.kind == sql::ActionKind::AddConstraint && each.name == at.action.name;
  });
}

void fail_if_exists(const Alteration& at, const sql::ConstraintDefinition& constraint) {
  const auto* found = at.relation();
  if (constraint.name.empty() || found == nullptr || drops_constraint(at, constraint.name)) return;
  if (found->constraint(constraint.name) == nullptr) return;
  at.out.fail("42710", "constraint \"" + std::string{constraint.name} + "\" for relation \"" +
                           at.table.name + "\" already exists");
}

void require_columns(const Alteration& at, const std::vector<std::string_view>& columns) {
  for (const auto column : columns) own_column(at, column);
}

using Leaves = std::vector<QualifiedName>;

/// A partition's own valid key becomes part of its parent's: nobody looks at its rows, and its
/// triggers on the referenced table go, which takes ACCESS EXCLUSIVE there
/// (tryAttachPartitionForeignKey).
bool takes_over(const Alteration& at, const QualifiedName& leaf,
                const sql::ConstraintDefinition& constraint, const QualifiedName& referenced) {
  const auto* partition = at.out.relation(leaf);
  if (partition == nullptr || leaf == at.table) return false;
  const std::vector<std::string> columns{constraint.columns.begin(), constraint.columns.end()};
  bool there = false;
  bool valid = false;
  for (const auto& own : partition->constraints) {
    const bool equal =
        own.kind == ConstraintKind::ForeignKey && own.enforced && own.columns == columns &&
        own.referenced == referenced && own.on_delete == constraint.on_delete &&
        own.on_update == constraint.on_update && own.deferrable == constraint.deferrable;
    there = there || equal;
    valid = valid || (equal && own.validated);
  }
  if (!there) return false;
  // One that is NOT VALID is taken from 18 on, and proved then.
  const bool taken = valid || has(at.out.version(), Behaviour::NotValidKeyOnPartitioned);
  if (taken) at.out.lock_tree(referenced, LockMode::AccessExclusive);
  // Of what it has for each partition there, all but one go (measured on 15, 17 and 18).
  const auto* target = at.out.relation(referenced);
  if (taken && target != nullptr && target->kind == RelationKind::PartitionedTable) {
    at.out.lock_tree(leaf, LockMode::AccessExclusive);
  }
  return valid;
}

void describe_foreign_key(const Alteration& at, const sql::ConstraintDefinition& constraint) {
  require_columns(at, constraint.columns);
  lock_referenced(at.out, constraint, at.table);
  at.out.breaks(Broken::What::Restriction, at.table, at.action.name);
  if (constraint.not_valid && at.is_partitioned() &&
      !has(at.out.version(), Behaviour::NotValidKeyOnPartitioned)) {
    at.out.fail("42809",
                "cannot add NOT VALID foreign key on partitioned table \"" + at.table.name + "\"");
  }
  if (constraint.not_valid || !constraint.enforced) return;
  const auto referenced = at.out.session().resolve(constraint.referenced);
  // Inheriting tables do not get the key, partitions do.
  bool scans = !at.is_partitioned();
  if (scans) at.out.scan_one(at.table, Why::ValidateForeignKey, at.action.name);
  for (const auto& leaf : at.is_partitioned() ? at.out.leaves(at.table) : Leaves{}) {
    if (takes_over(at, leaf, constraint, referenced)) continue;
    at.out.scan_one(leaf, Why::ValidateForeignKey, at.action.name);
    scans = true;
  }
  if (scans) at.out.scan(referenced, Why::ValidateForeignKey, at.action.name);
}

void describe_check(const Alteration& at, const sql::ConstraintDefinition& constraint) {
  const auto facts = sql::facts(constraint.expression);
  require_columns(at, facts.columns);
  if (!facts.relations.empty()) {
    at.out.fail("0A000", "cannot use subquery in check constraint");
  }
  if (constraint.no_inherit && at.is_partitioned()) {
    at.out.fail("42P16",
                "cannot add NO INHERIT constraint to partitioned table \"" + at.table.name + "\"");
  }
  at.out.breaks(Broken::What::Restriction, at.table, at.action.name);
  if (constraint.not_valid || !constraint.enforced) return;
  if (constraint.no_inherit || at.statement.only) {
    return at.out.scan_one(at.table, Why::ValidateCheck, at.action.name);
  }
  at.out.scan(at.table, Why::ValidateCheck, at.action.name);
}

void describe_not_null(const Alteration& at, const sql::ConstraintDefinition& constraint) {
  at.out.breaks(Broken::What::Restriction, at.table, at.action.name);
  require_columns(at, constraint.columns);
  if (constraint.not_valid) return;
  for (const auto column : constraint.columns) {
    for (const auto& leaf : at.out.leaves(at.table)) {
      if (!proved_not_null(at.out, leaf, column)) {
        at.out.scan_one(leaf, Why::ProveNotNull, column);
      }
    }
  }
}

/// From 18 on NOT NULL has a name that was never written.
bool is_unwritten_not_null(const Alteration& at) {
  if (!has(at.out.version(), Behaviour::NotNullIsAConstraint)) return false;
  const auto& columns = at.relation()->columns;
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
    return column.not_null && at.action.name == at.table.name + "_" + column.name + "_not_null";
  });
}

void fail_absent(const Alteration& at) {
  const auto* found = at.relation();
  if (found == nullptr || !found->known) return at.out.uncertain();
  if (!at.action.if_exists) at.out.fail("42704", named(at) + " does not exist");
}

const catalog::Constraint* constraint_of(const Alteration& at) {
  const auto* found = at.relation();
  return found == nullptr ? nullptr : found->constraint(at.action.name);
}

/// An unvalidated foreign key is proved with both tables as they are, RI_Initial_Check().
void prove_foreign_key(const Alteration& at, const catalog::Constraint& constraint,
                       LockMode referenced) {
  at.out.lock_tree(constraint.referenced, referenced);
  at.out.scan(at.table, Why::ValidateForeignKey, constraint.name);
  at.out.scan(constraint.referenced, Why::ValidateForeignKey, constraint.name);
}

/// By the types that its columns have when it is added: those that the same statement gives them.
void refuse_foreign_key(const Alteration& at, const sql::ConstraintDefinition& constraint) {
  const auto& actions = at.statement.actions;
  const bool changes = std::any_of(actions.begin(), actions.end(), [](const auto& each) {
    return each.kind == sql::ActionKind::ChangeType;
  });
  if (at.relation() == nullptr || !changes) {
    return effects::refuse_foreign_key(at.out, at.relation(), constraint, {});
  }
  Relation changed = *at.relation();
  for (const auto& each : actions) {
    if (each.kind != sql::ActionKind::ChangeType) continue;
    for (auto& column : changed.columns) {
      if (column.name == each.name)
        column.type = catalog::resolve_type(each.type, at.out.catalog());
    }
  }
  effects::refuse_foreign_key(at.out, &changed, constraint, {});
}

}  // namespace

bool drops_constraint(const Alteration& at, std::string_view name) {
  const auto* table = at.relation();
  const auto* constraint = table == nullptr ? nullptr : table->constraint(name);
  const auto goes_with = [&](const sql::AlterAction& each) {
    return each.kind == sql::ActionKind::DropColumn && constraint != nullptr &&
           std::find(constraint->columns.begin(), constraint->columns.end(), each.name) !=
               constraint->columns.end();
  };
  const auto& actions = at.statement.actions;
  return std::any_of(actions.begin(), actions.end(), [&](const auto& each) {
    return goes_with(each) || (each.kind == sql::ActionKind::DropConstraint && each.name == name);
  });
}

void lock_referenced(Builder& out, const sql::ConstraintDefinition& constraint,
                     const QualifiedName& table) {
  const auto referenced = out.session().resolve(constraint.referenced);
  if (referenced == table) return;
  out.existing(constraint.referenced, {RelationKind::Table, RelationKind::PartitionedTable});
  out.lock_tree(referenced, LockMode::ShareRowExclusive);
}

void describe_add_constraint(const Alteration& at) {
  const auto& constraint = *at.action.constraint;
  const bool indexed = constraint.kind == ConstraintKind::Unique ||
                       constraint.kind == ConstraintKind::PrimaryKey ||
                       constraint.kind == ConstraintKind::Exclusion;
  if (!indexed) fail_if_exists(at, constraint);
  switch (constraint.kind) {
    case ConstraintKind::ForeignKey:
      describe_foreign_key(at, constraint);
      return refuse_foreign_key(at, constraint);
    case ConstraintKind::Check:
      if (at.relation() != nullptr) {
        refuse_new_labels(at.out, constraint.expression, at.relation()->columns);
      }
      return describe_check(at, constraint);
    case ConstraintKind::NotNull:
      return describe_not_null(at, constraint);
    default:
      require_columns(at, constraint.columns);
      describe_indexed(at);
      // The index comes first, and so does its name.
      return fail_if_exists(at, constraint);
  }
}

void describe_validate(const Alteration& at) {
  const auto* constraint = constraint_of(at);
  if (constraint == nullptr) {
    if (!added_here(at)) fail_absent(at);
    return at.out.scan(at.table, Why::ValidateCheck, at.action.name);
  }
  const bool not_null = constraint->kind == ConstraintKind::NotNull;
  const bool foreign_key = constraint->kind == ConstraintKind::ForeignKey;
  if (!foreign_key && !not_null && constraint->kind != ConstraintKind::Check) {
    return at.out.fail("42809", named(at) + " is not a foreign key or check constraint");
  }
  if (!constraint->enforced) {
    return at.out.fail("55000", "cannot validate NOT ENFORCED constraint");
  }
  if (constraint->validated) return;
  if (foreign_key) return prove_foreign_key(at, *constraint, LockMode::RowShare);
  at.out.scan(at.table, not_null ? Why::ProveNotNull : Why::ValidateCheck, at.action.name);
}

void describe_drop_constraint(const Alteration& at) {
  const auto* constraint = constraint_of(at);
  if (constraint == nullptr) {
    if (at.relation() != nullptr && is_unwritten_not_null(at)) return;
    return fail_absent(at);
  }
  Drops(at.out, at.action.cascade).constraint(at.table, *constraint);
}

void describe_alter_constraint(const Alteration& at) {
  const auto* constraint = constraint_of(at);
  if (constraint == nullptr) return fail_absent(at);
  const bool foreign_key = constraint->kind == ConstraintKind::ForeignKey;
  if (at.action.no_inherit) {
    if (constraint->kind == ConstraintKind::NotNull) return;
    return at.out.fail("42809", named(at) + " is not a not-null constraint");
  }
  if (!foreign_key) {
    return at.out.fail("42809", named(at) + " is not a foreign key constraint");
  }
  if (!at.action.enforced || *at.action.enforced == constraint->enforced) return;
  if (*at.action.enforced) {
    prove_foreign_key(at, *constraint, LockMode::ShareRowExclusive);
  } else {
    at.out.lock_tree(constraint->referenced, LockMode::ShareRowExclusive);
  }
}

}  // namespace pgstage::effects

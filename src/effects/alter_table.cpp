// ALTER TABLE. Locks after AlterTableGetLockLevel() in the server's tablecmds.c; all actions of one
// statement get the strongest of them (manual, ALTER TABLE).
#include "alter_table.hpp"

#include <algorithm>

#include "statements.hpp"

namespace pgstage::effects {
namespace {

using Kind = sql::ActionKind;

bool weak_storage_parameter(std::string_view name) {
  // reloptions.c: the parameters that need no more than SHARE UPDATE EXCLUSIVE.
  return name.starts_with("autovacuum_") || name.starts_with("toast.") || name == "fillfactor" ||
         name == "toast_tuple_target" || name == "parallel_workers" ||
         name == "vacuum_index_cleanup" || name == "vacuum_truncate" ||
         name == "log_autovacuum_min_duration" || name == "n_distinct" ||
         name == "n_distinct_inherited";
}

LockMode options_lock(const sql::AlterAction& action) {
  const bool weak = std::all_of(action.options.begin(), action.options.end(),
                                [](auto name) { return weak_storage_parameter(name); });
  return weak ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
}

LockMode constraint_lock(const sql::AlterAction& action) {
  const bool foreign_key =
      action.constraint && action.constraint->kind == ConstraintKind::ForeignKey;
  return foreign_key ? LockMode::ShareRowExclusive : LockMode::AccessExclusive;
}

LockMode lock_of(const sql::AlterAction& action, ServerVersion version) {
  switch (action.kind) {
    case Kind::AddConstraint:
      return constraint_lock(action);
    case Kind::EnableTrigger:
    case Kind::DisableTrigger:
      return LockMode::ShareRowExclusive;
    case Kind::SetStatistics:
    case Kind::SetColumnOptions:
    case Kind::ValidateConstraint:
    case Kind::ClusterOn:
    case Kind::SetWithoutCluster:
    case Kind::FinalizeDetach:
      return LockMode::ShareUpdateExclusive;
    case Kind::SetOptions:
      return options_lock(action);
    case Kind::AttachPartition:
      return version.major >= 12 ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    case Kind::DetachPartition:
      return action.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    default:
      return LockMode::AccessExclusive;
  }
}

bool recurses(const sql::AlterAction& action) {
  switch (action.kind) {
    case Kind::AttachPartition:
    case Kind::DetachPartition:
    case Kind::FinalizeDetach:
    case Kind::OwnerTo:
    case Kind::RowSecurity:
    case Kind::ReplicaIdentity:
    case Kind::SetOptions:
    case Kind::SetTablespace:
    case Kind::Inherit:
    case Kind::NoInherit:
      return false;
    default:
      return true;
  }
}

void describe_action(Builder& out, const QualifiedName& table, const sql::AlterTable& statement,
                     const sql::AlterAction& action) {
  switch (action.kind) {
    case Kind::AddColumn:
      describe_add_column(out, table, action);
      return;
    case Kind::DropColumn:
      describe_drop_column(out, table, action);
      return;
    case Kind::ChangeType:
      describe_change_type(out, table, action);
      return;
    case Kind::SetNotNull:
      describe_set_not_null(out, table, statement, action);
      return;
    case Kind::AddConstraint:
      describe_add_constraint(out, table, statement, action);
      return;
    case Kind::ValidateConstraint:
      describe_validate(out, table, statement, action);
      return;
    case Kind::DropConstraint:
      describe_drop_constraint(out, table, action);
      return;
    case Kind::SetLogged:
    case Kind::SetUnlogged:
    case Kind::SetAccessMethod:
      out.rewrite(table, Why::ChangeStorage);
      return;
    case Kind::SetExpression:
      out.rewrite(table, Why::StoredGenerated, action.name);
      return;
    case Kind::SetTablespace:
      out.lock_indexes_of(table, LockMode::AccessExclusive);
      return;
    case Kind::AttachPartition:
      describe_attach(out, table, action);
      return;
    case Kind::DetachPartition:
      describe_detach(out, table, action);
      return;
    case Kind::DropDefault:
    case Kind::DropIdentity:
      describe_drop_default(out, table, action);
      return;
    case Kind::Other:
      out.uncertain();
      return;
    default:
      return;
  }
}

void describe_index_options(Builder& out, const sql::AlterTable& statement) {
  const auto index = out.session().resolve_index(statement.name);
  out.lock_index(index, LockMode::ShareUpdateExclusive);
}

}  // namespace

void describe(Builder& out, const sql::AlterTable& statement) {
  if (statement.object == sql::ObjectKind::Index) return describe_index_options(out, statement);
  if (statement.object == sql::ObjectKind::Type) return out.uncertain();
  const auto table = out.existing(statement.name, statement.if_exists);
  if (statement.if_exists && out.catalog().complete() && out.relation(table) == nullptr) return;
  for (std::size_t i = 0; i < statement.actions.size(); ++i) {
    const auto& action = statement.actions[i];
    out.at_action(i);
    const LockMode mode = lock_of(action, out.version());
    if (!statement.only && recurses(action)) {
      out.lock_tree(table, mode);
    } else {
      out.lock(table, mode);
    }
    describe_action(out, table, statement, action);
  }
}

}  // namespace pgstage::effects

// ALTER TABLE. Locks after AlterTableGetLockLevel() in the server's tablecmds.c; all actions of one
// statement get the strongest of them (manual, ALTER TABLE).
#include "alter_table.hpp"

#include <algorithm>

#include "statements.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using Kind = sql::ActionKind;
using catalog::RelationKind;

bool weak_storage_parameter(std::string_view name) {
  // reloptions.c: the parameters that need no more than SHARE UPDATE EXCLUSIVE.
  return name.starts_with("autovacuum_") || name.starts_with("toast.") || name == "fillfactor" ||
         name == "toast_tuple_target" || name == "parallel_workers" ||
         name == "vacuum_index_cleanup" || name == "vacuum_truncate" ||
         name == "log_autovacuum_min_duration" || name == "n_distinct" ||
         name == "n_distinct_inherited" || name == "vacuum_max_eager_freeze_failure_rate";
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
      return has(version, Behaviour::AttachSharesParent) ? LockMode::ShareUpdateExclusive
                                                         : LockMode::AccessExclusive;
    case Kind::DetachPartition:
      return action.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive;
    default:
      return LockMode::AccessExclusive;
  }
}

bool recurses(const Alteration& at) {
  switch (at.action.kind) {
    case Kind::AttachPartition:
    case Kind::DetachPartition:
    case Kind::FinalizeDetach:
    case Kind::OwnerTo:
    case Kind::RowSecurity:
    case Kind::ReplicaIdentity:
    case Kind::SetOptions:
    case Kind::SetTablespace:
    case Kind::SetLogged:
    case Kind::SetUnlogged:
    case Kind::SetAccessMethod:
    case Kind::ClusterOn:
    case Kind::SetWithoutCluster:
    case Kind::EnableRule:
    case Kind::DisableRule:
    case Kind::Inherit:
    case Kind::NoInherit:
    case Kind::OfType:
    case Kind::NotOfType:
    case Kind::SetWithoutOids:
    case Kind::AddIdentity:
    case Kind::SetIdentity:
    case Kind::DropIdentity:
      return false;
    case Kind::EnableTrigger:
    case Kind::DisableTrigger:
      // Only partitions have copies of their parent's triggers.
      return at.is_partitioned();
    case Kind::AddConstraint: {
      const auto kind = at.action.constraint->kind;
      if (kind == ConstraintKind::Check) return !at.action.constraint->no_inherit;
      if (kind == ConstraintKind::NotNull) return true;
      if (kind == ConstraintKind::ForeignKey) return at.is_partitioned();
      return false;
    }
    default:
      return true;
  }
}

void describe_action(const Alteration& at) {
  switch (at.action.kind) {
    case Kind::AddColumn:
      return describe_add_column(at);
    case Kind::DropColumn:
      return describe_drop_column(at);
    case Kind::ChangeType:
      return describe_change_type(at);
    case Kind::SetDefault:
    case Kind::DropDefault:
      return describe_default(at);
    case Kind::SetExpression:
    case Kind::DropExpression:
      return describe_expression(at);
    case Kind::AddIdentity:
    case Kind::SetIdentity:
    case Kind::DropIdentity:
      return describe_identity(at);
    case Kind::SetNotNull:
      return describe_set_not_null(at);
    case Kind::DropNotNull:
      return describe_drop_not_null(at);
    case Kind::AddConstraint:
      return describe_add_constraint(at);
    case Kind::ValidateConstraint:
      return describe_validate(at);
    case Kind::DropConstraint:
      return describe_drop_constraint(at);
    case Kind::AlterConstraint:
      return describe_alter_constraint(at);
    case Kind::AttachPartition:
      return describe_attach(at);
    case Kind::DetachPartition:
    case Kind::FinalizeDetach:
      return describe_detach(at);
    case Kind::Inherit:
    case Kind::NoInherit:
      return describe_inherit(at);
    case Kind::Other:
      return at.out.uncertain();
    default:
      return describe_storage(at);
  }
}

/// ALTER TABLE on a view does what ALTER VIEW does, and no more.
void refuse_wrong_kind(const Alteration& at) {
  const auto* relation = at.relation();
  if (relation == nullptr || !relation->known) return;
  const auto kind = at.action.kind;
  const bool anything = kind == Kind::OwnerTo || kind == Kind::SetOptions ||
                        kind == Kind::SetDefault || kind == Kind::DropDefault;
  const bool stored = kind == Kind::SetStatistics || kind == Kind::SetColumnOptions ||
                      kind == Kind::SetStorage || kind == Kind::SetCompression ||
                      kind == Kind::SetTablespace || kind == Kind::SetAccessMethod ||
                      kind == Kind::ClusterOn || kind == Kind::SetWithoutCluster;
  const bool sequence = kind == Kind::SetLogged || kind == Kind::SetUnlogged;
  const bool fine = relation->kind == RelationKind::Table ||
                    relation->kind == RelationKind::PartitionedTable ||
                    relation->kind == RelationKind::ForeignTable || anything ||
                    (relation->kind == RelationKind::MaterializedView && stored) ||
                    (relation->kind == RelationKind::Sequence && sequence);
  if (!fine) at.out.fail("42809", "\"" + at.table.name + "\" is not a table");
}

void refuse_typed(const Alteration& at) {
  const auto* relation = at.relation();
  if (relation == nullptr || !relation->of_type) return;
  const auto kind = at.action.kind;
  const bool shape =
      kind == Kind::AddColumn || kind == Kind::DropColumn || kind == Kind::ChangeType;
  if (shape) at.out.fail("42809", "cannot change the columns of a typed table");
}

}  // namespace

bool Alteration::is_partitioned() const {
  const auto* found = relation();
  return found != nullptr && found->kind == RelationKind::PartitionedTable;
}

bool Alteration::has_children() const {
  const auto* found = relation();
  return found != nullptr && !found->children.empty();
}

void describe(Builder& out, const sql::AlterTable& statement) {
  if (statement.object == sql::ObjectKind::Index) return describe_alter_index(out, statement);
  if (statement.object == sql::ObjectKind::Type) return describe_alter_composite(out, statement);
  const auto table = out.existing(statement.name, statement.if_exists);
  if (statement.if_exists && out.absent(table)) return;
  // DROP goes before all others, so that a name it frees may be taken again (ATExecCmd passes).
  for (const bool drops : {true, false}) {
    for (std::size_t i = 0; i < statement.actions.size(); ++i) {
      const auto& action = statement.actions[i];
      const bool is_drop = action.kind == Kind::DropColumn || action.kind == Kind::DropConstraint;
      if (is_drop != drops) continue;
      out.at_action(i);
      const Alteration at{out, table, statement, action};
      const LockMode mode = lock_of(action, out.version());
      const bool whole = !statement.only || action.kind == Kind::DropColumn;
      if (whole && recurses(at)) {
        out.lock_tree(table, mode);
      } else {
        out.lock(table, mode);
      }
      refuse_wrong_kind(at);
      refuse_typed(at);
      refuse_part_of_tree(at);
      describe_action(at);
    }
  }
}

}  // namespace pgstage::effects

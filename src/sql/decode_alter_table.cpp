#include "clauses.hpp"
#include "decode.hpp"
#include "linked_grammar.hpp"

namespace pgstage::sql {
namespace {

ActionKind action_kind(AlterTableType type) {
  switch (type) {
    case AT_AddColumn:
      return ActionKind::AddColumn;
    case AT_DropColumn:
      return ActionKind::DropColumn;
    case AT_DropNotNull:
      return ActionKind::DropNotNull;
    case AT_SetNotNull:
      return ActionKind::SetNotNull;
    case AT_DropExpression:
      return ActionKind::DropExpression;
    case AT_AddIdentity:
      return ActionKind::AddIdentity;
    case AT_SetIdentity:
      return ActionKind::SetIdentity;
    case AT_DropIdentity:
      return ActionKind::DropIdentity;
    case AT_AlterColumnType:
      return ActionKind::ChangeType;
    case AT_SetStatistics:
      return ActionKind::SetStatistics;
    case AT_SetStorage:
      return ActionKind::SetStorage;
    case AT_SetCompression:
      return ActionKind::SetCompression;
    case AT_SetOptions:
    case AT_ResetOptions:
      return ActionKind::SetColumnOptions;
    case AT_AddConstraint:
      return ActionKind::AddConstraint;
    case AT_AlterConstraint:
      return ActionKind::AlterConstraint;
    case AT_ValidateConstraint:
      return ActionKind::ValidateConstraint;
    case AT_DropConstraint:
      return ActionKind::DropConstraint;
    case AT_SetRelOptions:
    case AT_ResetRelOptions:
      return ActionKind::SetOptions;
    case AT_SetLogged:
      return ActionKind::SetLogged;
    case AT_SetUnLogged:
      return ActionKind::SetUnlogged;
    case AT_SetTableSpace:
      return ActionKind::SetTablespace;
    case AT_SetAccessMethod:
      return ActionKind::SetAccessMethod;
    case AT_ClusterOn:
      return ActionKind::ClusterOn;
    case AT_DropCluster:
      return ActionKind::SetWithoutCluster;
    case AT_EnableTrig:
    case AT_EnableAlwaysTrig:
    case AT_EnableReplicaTrig:
    case AT_EnableTrigAll:
    case AT_EnableTrigUser:
      return ActionKind::EnableTrigger;
    case AT_DisableTrig:
    case AT_DisableTrigAll:
    case AT_DisableTrigUser:
      return ActionKind::DisableTrigger;
    case AT_EnableRule:
    case AT_EnableAlwaysRule:
    case AT_EnableReplicaRule:
      return ActionKind::EnableRule;
    case AT_DisableRule:
      return ActionKind::DisableRule;
    case AT_EnableRowSecurity:
    case AT_DisableRowSecurity:
    case AT_ForceRowSecurity:
    case AT_NoForceRowSecurity:
      return ActionKind::RowSecurity;
    case AT_ReplicaIdentity:
      return ActionKind::ReplicaIdentity;
    case AT_ChangeOwner:
      return ActionKind::OwnerTo;
    case AT_AttachPartition:
      return ActionKind::AttachPartition;
    case AT_DetachPartition:
      return ActionKind::DetachPartition;
    case AT_DetachPartitionFinalize:
      return ActionKind::FinalizeDetach;
    case AT_AddInherit:
      return ActionKind::Inherit;
    case AT_DropInherit:
      return ActionKind::NoInherit;
    case AT_AddOf:
      return ActionKind::OfType;
    case AT_DropOf:
      return ActionKind::NotOfType;
    case AT_DropOids:
      return ActionKind::SetWithoutOids;
    default:
      return ActionKind::Other;
  }
}

void take_default(AlterAction& action, const AlterTableCmd* command, Origin origin) {
  action.kind = command->def == nullptr ? ActionKind::DropDefault : ActionKind::SetDefault;
  action.expression = origin.located(command->def);
}

void take_type_change(AlterAction& action, const ColumnDef* column, Origin origin) {
  action.type = type_of(column->typeName);
  if (column->collClause != nullptr) action.collation = name_of(column->collClause->collname);
  action.expression = origin.located(column->raw_default);
}

void take_partition(AlterAction& action, const PartitionCmd* command) {
  action.other = name_of(command->name);
  action.concurrently = command->concurrent;
  action.bound = bound_of(command->bound);
  action.default_bound = action.bound.kind == PartitionBound::Kind::Default;
}

void take_options(AlterAction& action, const List* options) {
  for (const DefElem* option : Elements<DefElem>(options)) {
    action.options.push_back(text(option->defname));
  }
  action.autovacuum = autovacuum_of(options);
}

void take_replica_identity(AlterAction& action, const ReplicaIdentityStmt* statement) {
  action.name = text(statement->name);
  switch (statement->identity_type) {
    case 'f':
      action.replication = ReplicaIdentity::Full;
      return;
    case 'n':
      action.replication = ReplicaIdentity::Nothing;
      return;
    case 'i':
      action.replication = ReplicaIdentity::Index;
      return;
    default:
      action.replication = ReplicaIdentity::Default;
      return;
  }
}

std::optional<RowSecurity> row_security_of(AlterTableType type) {
  switch (type) {
    case AT_EnableRowSecurity:
      return RowSecurity::Enable;
    case AT_DisableRowSecurity:
      return RowSecurity::Disable;
    case AT_ForceRowSecurity:
      return RowSecurity::Force;
    case AT_NoForceRowSecurity:
      return RowSecurity::NoForce;
    default:
      return std::nullopt;
  }
}

void take_definition(AlterAction& action, const AlterTableCmd* command, Origin origin) {
  const Node* definition = command->def;
  if (definition == nullptr) return;
  switch (definition->type) {
    case T_ColumnDef:
      if (action.kind == ActionKind::ChangeType) {
        take_type_change(action, cast<ColumnDef>(definition), origin);
      } else {
        action.column = decode_column(cast<ColumnDef>(definition), origin);
        action.name = action.column->name;
      }
      return;
    case T_Constraint:
      if (action.kind == ActionKind::AddIdentity) return;
      action.constraint = decode_constraint(cast<Constraint>(definition), origin);
      action.name = action.constraint->name.empty() ? action.name : action.constraint->name;
      return;
    case T_PartitionCmd:
      take_partition(action, cast<PartitionCmd>(definition));
      return;
    case T_RangeVar:
      action.other = name_of(cast<RangeVar>(definition));
      return;
    case T_TypeName:
      action.other = name_of(cast<::TypeName>(definition)->names);
      return;
    case T_ReplicaIdentityStmt:
      take_replica_identity(action, cast<ReplicaIdentityStmt>(definition));
      return;
    case T_List:
      take_options(action, cast<List>(definition));
      return;
    default:
      return;
  }
}

AlterAction decode_action(const AlterTableCmd* command, Origin origin) {
  AlterAction out;
  out.kind = action_kind(command->subtype);
  out.name = command->newowner != nullptr ? role_name(command->newowner) : text(command->name);
  out.users = command->subtype == AT_EnableTrigUser || command->subtype == AT_DisableTrigUser;
  out.row_security = row_security_of(command->subtype);
  out.cascade = command->behavior == DROP_CASCADE;
  out.if_exists = command->missing_ok;
  if (command->subtype == AT_ColumnDefault) {
    take_default(out, command, origin);
  } else if (sets_expression(command)) {
    out.kind = ActionKind::SetExpression;
    out.expression = origin.located(command->def);
  } else {
    take_definition(out, command, origin);
  }
  // What is reset is as it was before anybody said anything: on.
  if (command->subtype == AT_ResetRelOptions && out.autovacuum) out.autovacuum = true;
  return out;
}

void take_newer(AlterTable& table, Origin origin) {
  using Feature = NewerSyntax::Feature;
  const auto spans = alter_actions(origin.newer->file, origin.statement);
  for (std::size_t i = 0; i < table.actions.size() && i < spans.size(); ++i) {
    AlterAction& action = table.actions[i];
    const auto says = [&](Feature feature) {
      return origin.is_newer(feature, spans[i].offset, spans[i].end());
    };
    if (action.kind == ActionKind::SetDefault && says(Feature::SetExpression)) {
      action.kind = ActionKind::SetExpression;
    }
    if (action.kind != ActionKind::AlterConstraint) continue;
    if (says(Feature::Enforced)) action.enforced = true;
    if (says(Feature::NotEnforced)) action.enforced = false;
    if (says(Feature::Inherit)) action.no_inherit = false;
    if (says(Feature::NoInherit)) action.no_inherit = true;
  }
}

}  // namespace

AlterTable decode(const AlterTableStmt* statement, Origin origin) {
  AlterTable out;
  out.name = name_of(statement->relation);
  out.object = object_kind_of(statement->objtype);
  out.only = !statement->relation->inh;
  out.if_exists = statement->missing_ok;
  for (const auto* command : Elements<AlterTableCmd>(statement->cmds)) {
    out.actions.push_back(decode_action(command, origin));
  }
  if (origin.newer != nullptr) take_newer(out, origin);
  return out;
}

}  // namespace pgstage::sql

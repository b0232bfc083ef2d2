#include "decode.hpp"

namespace pgstage::sql {
namespace {

CreateTableAs select_into(const SelectStmt* statement) {
  CreateTableAs out;
  out.name = name_of(statement->intoClause->rel);
  out.persistence = persistence_of(statement->intoClause->rel);
  out.query = {statement};
  return out;
}

CreateView decode_view(const ViewStmt* statement) {
  return {.name = name_of(statement->view),
          .replace = statement->replace,
          .persistence = persistence_of(statement->view),
          .query = {statement->query},
          .columns = strings(statement->aliases)};
}

SetSchema decode_set_schema(const AlterObjectSchemaStmt* statement) {
  return {.object = object_kind_of(statement->objectType),
          .name = statement->relation != nullptr ? name_of(statement->relation)
                                                 : object_name(statement->object),
          .new_schema = text(statement->newschema),
          .if_exists = statement->missing_ok};
}

Do decode_do(const DoStmt* statement) {
  Do out{.language = "plpgsql", .body = {}};
  for (const DefElem* argument : Elements<DefElem>(statement->args)) {
    if (text(argument->defname) == "as") out.body = string_value(argument->arg);
    if (text(argument->defname) == "language") out.language = string_value(argument->arg);
  }
  return out;
}

View decode_table_like(const Node* node, Origin origin) {
  switch (node->type) {
    case T_CreateStmt:
      return decode(cast<CreateStmt>(node), origin);
    case T_AlterTableStmt:
      return decode(cast<AlterTableStmt>(node), origin);
    case T_IndexStmt:
      return decode(cast<IndexStmt>(node), origin);
    case T_CreateTableAsStmt:
      return decode(cast<CreateTableAsStmt>(node));
    case T_ViewStmt:
      return decode_view(cast<ViewStmt>(node));
    case T_CreateSeqStmt:
      return decode(cast<CreateSeqStmt>(node));
    case T_AlterSeqStmt:
      return decode(cast<AlterSeqStmt>(node));
    case T_CreateTrigStmt:
      return decode(cast<CreateTrigStmt>(node));
    case T_CreatePolicyStmt:
      return decode(cast<CreatePolicyStmt>(node));
    case T_AlterPolicyStmt:
      return decode(cast<AlterPolicyStmt>(node));
    case T_RuleStmt:
      return decode(cast<RuleStmt>(node));
    case T_CreateStatsStmt:
      return decode(cast<CreateStatsStmt>(node));
    case T_AlterStatsStmt:
      return Statistics{.name = name_of(cast<AlterStatsStmt>(node)->defnames)};
    default:
      return Other{};
  }
}

View decode_object(const Node* node, Origin origin) {
  switch (node->type) {
    case T_DropStmt:
      return decode(cast<DropStmt>(node));
    case T_RenameStmt:
      return decode(cast<RenameStmt>(node));
    case T_AlterObjectSchemaStmt:
      return decode_set_schema(cast<AlterObjectSchemaStmt>(node));
    case T_CreateSchemaStmt:
      return CreateSchema{text(cast<CreateSchemaStmt>(node)->schemaname),
                          cast<CreateSchemaStmt>(node)->if_not_exists};
    case T_CreateEnumStmt:
      return CreateEnum{name_of(cast<CreateEnumStmt>(node)->typeName),
                        strings(cast<CreateEnumStmt>(node)->vals)};
    case T_AlterEnumStmt:
      return decode(cast<AlterEnumStmt>(node));
    case T_CreateDomainStmt:
      return decode(cast<CreateDomainStmt>(node), origin);
    case T_AlterDomainStmt:
      return decode(cast<AlterDomainStmt>(node));
    case T_CompositeTypeStmt:
      return decode(cast<CompositeTypeStmt>(node), origin);
    case T_CreateRangeStmt:
      return CreateType{.name = name_of(cast<CreateRangeStmt>(node)->typeName)};
    case T_CreateFunctionStmt:
      return decode(cast<CreateFunctionStmt>(node));
    case T_AlterFunctionStmt:
      return decode(cast<AlterFunctionStmt>(node));
    case T_GrantStmt:
      return decode(cast<GrantStmt>(node));
    case T_CreateRoleStmt:
      return decode(cast<CreateRoleStmt>(node));
    case T_AlterRoleStmt:
      return decode(cast<AlterRoleStmt>(node));
    case T_CreateExtensionStmt:
      return decode(cast<CreateExtensionStmt>(node));
    case T_AlterExtensionStmt:
      return decode(cast<AlterExtensionStmt>(node));
    case T_CommentStmt:
      return decode(cast<CommentStmt>(node));
    case T_CreatePublicationStmt:
      return decode(cast<CreatePublicationStmt>(node));
    case T_AlterPublicationStmt:
      return decode(cast<AlterPublicationStmt>(node));
    case T_ReassignOwnedStmt:
      return decode(cast<ReassignOwnedStmt>(node));
    case T_DropOwnedStmt:
      return decode(cast<DropOwnedStmt>(node));
    default:
      return Other{};
  }
}

View decode_running(const Node* node, Origin origin) {
  switch (node->type) {
    case T_TruncateStmt:
      return decode(cast<TruncateStmt>(node));
    case T_ReindexStmt:
      return decode(cast<ReindexStmt>(node));
    case T_ClusterStmt:
      return Cluster{name_of(cast<ClusterStmt>(node)->relation),
                     text(cast<ClusterStmt>(node)->indexname)};
    case T_VacuumStmt:
      return decode(cast<VacuumStmt>(node), origin);
    case T_RefreshMatViewStmt:
      return Refresh{name_of(cast<RefreshMatViewStmt>(node)->relation),
                     cast<RefreshMatViewStmt>(node)->concurrent,
                     !cast<RefreshMatViewStmt>(node)->skipData};
    case T_LockStmt:
      return decode(cast<LockStmt>(node));
    case T_VariableSetStmt:
      return decode(cast<VariableSetStmt>(node));
    case T_TransactionStmt:
      return decode(cast<TransactionStmt>(node));
    case T_CopyStmt:
      return Copy{strings(cast<CopyStmt>(node)->attlist), name_of(cast<CopyStmt>(node)->relation),
                  cast<CopyStmt>(node)->is_from, Expression{cast<CopyStmt>(node)->query}};
    case T_DoStmt:
      return decode_do(cast<DoStmt>(node));
    case T_CallStmt:
      return Call{{cast<CallStmt>(node)->funccall}};
    case T_ExplainStmt:
      return decode(cast<ExplainStmt>(node));
    default:
      return Other{};
  }
}

bool option_is_false(const List* options, std::string_view name) {
  for (const DefElem* option : Elements<DefElem>(options)) {
    if (text(option->defname) == name) return !option_is_true(option);
  }
  return false;
}

/// Those that PreventInTransactionBlock() guards, as far as their parts decide. A subscription that
/// is made with its slot, or asks the publisher for its tables, cannot be undone.
bool needs_no_transaction(const Node* node) {
  switch (node->type) {
    case T_DiscardStmt:
      return cast<DiscardStmt>(node)->target == DISCARD_ALL;
    case T_CreateSubscriptionStmt: {
      const auto* options = cast<CreateSubscriptionStmt>(node)->options;
      return !option_is_false(options, "connect") && !option_is_false(options, "create_slot");
    }
    case T_DropSubscriptionStmt:
      return true;
    case T_AlterSubscriptionStmt: {
      const auto* statement = cast<AlterSubscriptionStmt>(node);
      if (statement->kind == ALTER_SUBSCRIPTION_REFRESH) return true;
      const bool publications = statement->kind == ALTER_SUBSCRIPTION_SET_PUBLICATION ||
                                statement->kind == ALTER_SUBSCRIPTION_ADD_PUBLICATION ||
                                statement->kind == ALTER_SUBSCRIPTION_DROP_PUBLICATION;
      return publications && !option_is_false(statement->options, "refresh");
    }
    case T_AlterDatabaseStmt: {
      const auto* option = first<DefElem>(cast<AlterDatabaseStmt>(node)->options);
      return option != nullptr && text(option->defname) == "tablespace";
    }
    default:
      return false;
  }
}

View decode_server_command(const Node* node) {
  switch (node->type) {
    case T_DiscardStmt:
    case T_CreateSubscriptionStmt:
    case T_DropSubscriptionStmt:
    case T_AlterSubscriptionStmt:
    case T_AlterDatabaseStmt:
      return ServerCommand{needs_no_transaction(node)};
    case T_DropdbStmt:
      return ServerCommand{true, text(cast<DropdbStmt>(node)->dbname)};
    case T_DropTableSpaceStmt:
      return ServerCommand{true, text(cast<DropTableSpaceStmt>(node)->tablespacename)};
    case T_AlterSystemStmt:
      return ServerCommand{true, text(cast<AlterSystemStmt>(node)->setstmt->name)};
    case T_AlterTableMoveAllStmt: {
      const auto* statement = cast<AlterTableMoveAllStmt>(node);
      return MoveAll{object_kind_of(statement->objtype), text(statement->orig_tablespacename),
                     text(statement->new_tablespacename)};
    }
    default:
      return Other{};
  }
}

}  // namespace

View decode(const Node* node, Origin origin) {
  if (node == nullptr) return Other{};
  switch (node->type) {
    case T_SelectStmt:
      if (cast<SelectStmt>(node)->intoClause != nullptr) return select_into(cast<SelectStmt>(node));
      [[fallthrough]];
    case T_InsertStmt:
    case T_UpdateStmt:
    case T_DeleteStmt:
    case T_MergeStmt:
      return decode_query(node, origin);
    default:
      break;
  }
  View view = decode_table_like(node, origin);
  if (std::holds_alternative<Other>(view)) view = decode_object(node, origin);
  if (std::holds_alternative<Other>(view)) view = decode_running(node, origin);
  return std::holds_alternative<Other>(view) ? decode_server_command(node) : view;
}

}  // namespace pgstage::sql

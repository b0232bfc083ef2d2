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

CreateTrigger decode_trigger(const CreateTrigStmt* statement) {
  return {.table = name_of(statement->relation),
          .name = text(statement->trigname),
          .function = name_of(statement->funcname),
          .replace = statement->replace};
}

Truncate decode_truncate(const TruncateStmt* statement) {
  Truncate out;
  out.cascade = statement->behavior == DROP_CASCADE;
  for (const RangeVar* table : Elements<RangeVar>(statement->relations)) {
    out.tables.push_back(name_of(table));
  }
  return out;
}

Lock decode_lock(const LockStmt* statement) {
  Lock out;
  out.mode = static_cast<LockMode>(statement->mode - 1);
  for (const RangeVar* table : Elements<RangeVar>(statement->relations)) {
    out.tables.push_back(name_of(table));
  }
  return out;
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
      return decode_trigger(cast<CreateTrigStmt>(node));
    case T_CreatePolicyStmt:
      return TableObject{ObjectKind::Policy, name_of(cast<CreatePolicyStmt>(node)->table),
                         text(cast<CreatePolicyStmt>(node)->policy_name)};
    case T_AlterPolicyStmt:
      return TableObject{ObjectKind::Policy, name_of(cast<AlterPolicyStmt>(node)->table),
                         text(cast<AlterPolicyStmt>(node)->policy_name)};
    case T_RuleStmt:
      return TableObject{ObjectKind::Rule, name_of(cast<RuleStmt>(node)->relation),
                         text(cast<RuleStmt>(node)->rulename)};
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
      return CreateType{name_of(cast<CompositeTypeStmt>(node)->typevar), true};
    case T_CreateRangeStmt:
      return CreateType{name_of(cast<CreateRangeStmt>(node)->typeName)};
    case T_CreateFunctionStmt:
      return decode(cast<CreateFunctionStmt>(node));
    case T_CommentStmt:
      return Comment{object_kind_of(cast<CommentStmt>(node)->objtype),
                     object_name(cast<CommentStmt>(node)->object)};
    default:
      return Other{};
  }
}

View decode_running(const Node* node) {
  switch (node->type) {
    case T_TruncateStmt:
      return decode_truncate(cast<TruncateStmt>(node));
    case T_ReindexStmt:
      return decode(cast<ReindexStmt>(node));
    case T_ClusterStmt:
      return Cluster{name_of(cast<ClusterStmt>(node)->relation)};
    case T_VacuumStmt:
      return decode(cast<VacuumStmt>(node));
    case T_RefreshMatViewStmt:
      return Refresh{name_of(cast<RefreshMatViewStmt>(node)->relation),
                     cast<RefreshMatViewStmt>(node)->concurrent,
                     !cast<RefreshMatViewStmt>(node)->skipData};
    case T_LockStmt:
      return decode_lock(cast<LockStmt>(node));
    case T_VariableSetStmt:
      return decode(cast<VariableSetStmt>(node));
    case T_TransactionStmt:
      return decode(cast<TransactionStmt>(node));
    case T_CopyStmt:
      return Copy{name_of(cast<CopyStmt>(node)->relation), cast<CopyStmt>(node)->is_from,
                  Expression{cast<CopyStmt>(node)->query}};
    case T_DoStmt:
      return decode_do(cast<DoStmt>(node));
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
  return std::holds_alternative<Other>(view) ? decode_running(node) : view;
}

}  // namespace pgstage::sql

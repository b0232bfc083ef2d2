// The command tag of a statement, as CreateCommandTag() in the server's utility.c gives it.
#include "decode.hpp"

namespace pgstage::sql {
namespace {

struct ObjectWord {
  ObjectType type;
  std::string_view alter;
  std::string_view drop;
};

constexpr ObjectWord kObjectWords[] = {
    {OBJECT_TABLE, "ALTER TABLE", "DROP TABLE"},
    {OBJECT_COLUMN, "ALTER TABLE", "DROP COLUMN"},
    {OBJECT_TABCONSTRAINT, "ALTER TABLE", "DROP CONSTRAINT"},
    {OBJECT_VIEW, "ALTER VIEW", "DROP VIEW"},
    {OBJECT_MATVIEW, "ALTER MATERIALIZED VIEW", "DROP MATERIALIZED VIEW"},
    {OBJECT_INDEX, "ALTER INDEX", "DROP INDEX"},
    {OBJECT_SEQUENCE, "ALTER SEQUENCE", "DROP SEQUENCE"},
    {OBJECT_FOREIGN_TABLE, "ALTER FOREIGN TABLE", "DROP FOREIGN TABLE"},
    {OBJECT_TRIGGER, "ALTER TRIGGER", "DROP TRIGGER"},
    {OBJECT_POLICY, "ALTER POLICY", "DROP POLICY"},
    {OBJECT_RULE, "ALTER RULE", "DROP RULE"},
    {OBJECT_SCHEMA, "ALTER SCHEMA", "DROP SCHEMA"},
    {OBJECT_TYPE, "ALTER TYPE", "DROP TYPE"},
    {OBJECT_ATTRIBUTE, "ALTER TYPE", "ALTER TYPE"},
    {OBJECT_DOMAIN, "ALTER DOMAIN", "DROP DOMAIN"},
    {OBJECT_DOMCONSTRAINT, "ALTER DOMAIN", "ALTER DOMAIN"},
    {OBJECT_FUNCTION, "ALTER FUNCTION", "DROP FUNCTION"},
    {OBJECT_PROCEDURE, "ALTER PROCEDURE", "DROP PROCEDURE"},
    {OBJECT_ROUTINE, "ALTER ROUTINE", "DROP ROUTINE"},
    {OBJECT_AGGREGATE, "ALTER AGGREGATE", "DROP AGGREGATE"},
    {OBJECT_EXTENSION, "ALTER EXTENSION", "DROP EXTENSION"},
    {OBJECT_STATISTIC_EXT, "ALTER STATISTICS", "DROP STATISTICS"},
    {OBJECT_EVENT_TRIGGER, "ALTER EVENT TRIGGER", "DROP EVENT TRIGGER"},
    {OBJECT_PUBLICATION, "ALTER PUBLICATION", "DROP PUBLICATION"},
    {OBJECT_SUBSCRIPTION, "ALTER SUBSCRIPTION", "DROP SUBSCRIPTION"},
    {OBJECT_ROLE, "ALTER ROLE", "DROP ROLE"},
    {OBJECT_DATABASE, "ALTER DATABASE", "DROP DATABASE"},
    {OBJECT_TABLESPACE, "ALTER TABLESPACE", "DROP TABLESPACE"},
    {OBJECT_COLLATION, "ALTER COLLATION", "DROP COLLATION"},
    {OBJECT_CONVERSION, "ALTER CONVERSION", "DROP CONVERSION"},
    {OBJECT_OPERATOR, "ALTER OPERATOR", "DROP OPERATOR"},
    {OBJECT_OPCLASS, "ALTER OPERATOR CLASS", "DROP OPERATOR CLASS"},
    {OBJECT_OPFAMILY, "ALTER OPERATOR FAMILY", "DROP OPERATOR FAMILY"},
    {OBJECT_LANGUAGE, "ALTER LANGUAGE", "DROP LANGUAGE"},
    {OBJECT_CAST, "ALTER CAST", "DROP CAST"},
    {OBJECT_TRANSFORM, "ALTER TRANSFORM", "DROP TRANSFORM"},
    {OBJECT_ACCESS_METHOD, "ALTER ACCESS METHOD", "DROP ACCESS METHOD"},
    {OBJECT_FDW, "ALTER FOREIGN DATA WRAPPER", "DROP FOREIGN DATA WRAPPER"},
    {OBJECT_FOREIGN_SERVER, "ALTER SERVER", "DROP SERVER"},
    {OBJECT_TSCONFIGURATION, "ALTER TEXT SEARCH CONFIGURATION", "DROP TEXT SEARCH CONFIGURATION"},
    {OBJECT_TSDICTIONARY, "ALTER TEXT SEARCH DICTIONARY", "DROP TEXT SEARCH DICTIONARY"},
    {OBJECT_TSPARSER, "ALTER TEXT SEARCH PARSER", "DROP TEXT SEARCH PARSER"},
    {OBJECT_TSTEMPLATE, "ALTER TEXT SEARCH TEMPLATE", "DROP TEXT SEARCH TEMPLATE"},
};

constexpr std::string_view kUnknown = "unknown";

std::string_view alter_tag(ObjectType type) {
  for (const auto& word : kObjectWords) {
    if (word.type == type) return word.alter;
  }
  return kUnknown;
}

std::string_view drop_tag(ObjectType type) {
  for (const auto& word : kObjectWords) {
    if (word.type == type) return word.drop;
  }
  return kUnknown;
}

std::string_view transaction_tag(TransactionStmtKind kind) {
  switch (kind) {
    case TRANS_STMT_BEGIN:
      return "BEGIN";
    case TRANS_STMT_START:
      return "START TRANSACTION";
    case TRANS_STMT_COMMIT:
      return "COMMIT";
    case TRANS_STMT_ROLLBACK:
      return "ROLLBACK";
    case TRANS_STMT_SAVEPOINT:
      return "SAVEPOINT";
    case TRANS_STMT_RELEASE:
      return "RELEASE";
    case TRANS_STMT_ROLLBACK_TO:
      return "ROLLBACK";
    case TRANS_STMT_PREPARE:
      return "PREPARE TRANSACTION";
    case TRANS_STMT_COMMIT_PREPARED:
      return "COMMIT PREPARED";
    case TRANS_STMT_ROLLBACK_PREPARED:
      return "ROLLBACK PREPARED";
  }
  return kUnknown;
}

std::string_view rename_tag(const RenameStmt* statement) {
  const bool part =
      statement->renameType == OBJECT_COLUMN || statement->renameType == OBJECT_TABCONSTRAINT;
  return alter_tag(part && statement->relationType != 0 ? statement->relationType
                                                        : statement->renameType);
}

std::string_view define_tag(ObjectType kind) {
  switch (kind) {
    case OBJECT_AGGREGATE:
      return "CREATE AGGREGATE";
    case OBJECT_OPERATOR:
      return "CREATE OPERATOR";
    case OBJECT_TYPE:
      return "CREATE TYPE";
    case OBJECT_COLLATION:
      return "CREATE COLLATION";
    case OBJECT_TSPARSER:
      return "CREATE TEXT SEARCH PARSER";
    case OBJECT_TSDICTIONARY:
      return "CREATE TEXT SEARCH DICTIONARY";
    case OBJECT_TSTEMPLATE:
      return "CREATE TEXT SEARCH TEMPLATE";
    case OBJECT_TSCONFIGURATION:
      return "CREATE TEXT SEARCH CONFIGURATION";
    default:
      return kUnknown;
  }
}

struct TagOfNode {
  NodeTag node;
  std::string_view tag;
};

constexpr TagOfNode kTags[] = {
    {T_InsertStmt, "INSERT"},
    {T_UpdateStmt, "UPDATE"},
    {T_DeleteStmt, "DELETE"},
    {T_MergeStmt, "MERGE"},
    {T_CreateStmt, "CREATE TABLE"},
    {T_IndexStmt, "CREATE INDEX"},
    {T_ViewStmt, "CREATE VIEW"},
    {T_CreateSchemaStmt, "CREATE SCHEMA"},
    {T_CreateSeqStmt, "CREATE SEQUENCE"},
    {T_AlterSeqStmt, "ALTER SEQUENCE"},
    {T_CreateEnumStmt, "CREATE TYPE"},
    {T_CompositeTypeStmt, "CREATE TYPE"},
    {T_CreateRangeStmt, "CREATE TYPE"},
    {T_AlterEnumStmt, "ALTER TYPE"},
    {T_AlterTypeStmt, "ALTER TYPE"},
    {T_CreateDomainStmt, "CREATE DOMAIN"},
    {T_AlterDomainStmt, "ALTER DOMAIN"},
    {T_AlterFunctionStmt, "ALTER FUNCTION"},
    {T_CreateTrigStmt, "CREATE TRIGGER"},
    {T_CreatePolicyStmt, "CREATE POLICY"},
    {T_AlterPolicyStmt, "ALTER POLICY"},
    {T_RuleStmt, "CREATE RULE"},
    {T_CreateExtensionStmt, "CREATE EXTENSION"},
    {T_AlterExtensionStmt, "ALTER EXTENSION"},
    {T_AlterExtensionContentsStmt, "ALTER EXTENSION"},
    {T_CreateStatsStmt, "CREATE STATISTICS"},
    {T_AlterStatsStmt, "ALTER STATISTICS"},
    {T_CreateForeignTableStmt, "CREATE FOREIGN TABLE"},
    {T_CreateForeignServerStmt, "CREATE SERVER"},
    {T_AlterForeignServerStmt, "ALTER SERVER"},
    {T_CreateFdwStmt, "CREATE FOREIGN DATA WRAPPER"},
    {T_AlterFdwStmt, "ALTER FOREIGN DATA WRAPPER"},
    {T_CreateUserMappingStmt, "CREATE USER MAPPING"},
    {T_AlterUserMappingStmt, "ALTER USER MAPPING"},
    {T_DropUserMappingStmt, "DROP USER MAPPING"},
    {T_ImportForeignSchemaStmt, "IMPORT FOREIGN SCHEMA"},
    {T_CreatePublicationStmt, "CREATE PUBLICATION"},
    {T_AlterPublicationStmt, "ALTER PUBLICATION"},
    {T_CreateSubscriptionStmt, "CREATE SUBSCRIPTION"},
    {T_AlterSubscriptionStmt, "ALTER SUBSCRIPTION"},
    {T_DropSubscriptionStmt, "DROP SUBSCRIPTION"},
    {T_CreateRoleStmt, "CREATE ROLE"},
    {T_AlterRoleStmt, "ALTER ROLE"},
    {T_AlterRoleSetStmt, "ALTER ROLE"},
    {T_DropRoleStmt, "DROP ROLE"},
    {T_CreatedbStmt, "CREATE DATABASE"},
    {T_AlterDatabaseStmt, "ALTER DATABASE"},
    {T_AlterDatabaseSetStmt, "ALTER DATABASE"},
    {T_DropdbStmt, "DROP DATABASE"},
    {T_CreateTableSpaceStmt, "CREATE TABLESPACE"},
    {T_DropTableSpaceStmt, "DROP TABLESPACE"},
    {T_AlterTableSpaceOptionsStmt, "ALTER TABLESPACE"},
    {T_AlterTableMoveAllStmt, "ALTER TABLE"},
    {T_AlterSystemStmt, "ALTER SYSTEM"},
    {T_AlterDefaultPrivilegesStmt, "ALTER DEFAULT PRIVILEGES"},
    {T_CreateEventTrigStmt, "CREATE EVENT TRIGGER"},
    {T_AlterEventTrigStmt, "ALTER EVENT TRIGGER"},
    {T_CreateAmStmt, "CREATE ACCESS METHOD"},
    {T_CreateCastStmt, "CREATE CAST"},
    {T_CreateConversionStmt, "CREATE CONVERSION"},
    {T_CreatePLangStmt, "CREATE LANGUAGE"},
    {T_CreateOpClassStmt, "CREATE OPERATOR CLASS"},
    {T_CreateOpFamilyStmt, "CREATE OPERATOR FAMILY"},
    {T_AlterOpFamilyStmt, "ALTER OPERATOR FAMILY"},
    {T_AlterOperatorStmt, "ALTER OPERATOR"},
    {T_CreateTransformStmt, "CREATE TRANSFORM"},
    {T_AlterCollationStmt, "ALTER COLLATION"},
    {T_AlterTSDictionaryStmt, "ALTER TEXT SEARCH DICTIONARY"},
    {T_AlterTSConfigurationStmt, "ALTER TEXT SEARCH CONFIGURATION"},
    {T_ReassignOwnedStmt, "REASSIGN OWNED"},
    {T_DropOwnedStmt, "DROP OWNED"},
    {T_TruncateStmt, "TRUNCATE TABLE"},
    {T_ReindexStmt, "REINDEX"},
    {T_ClusterStmt, "CLUSTER"},
    {T_RefreshMatViewStmt, "REFRESH MATERIALIZED VIEW"},
    {T_LockStmt, "LOCK TABLE"},
    {T_ConstraintsSetStmt, "SET CONSTRAINTS"},
    {T_CopyStmt, "COPY"},
    {T_DoStmt, "DO"},
    {T_CallStmt, "CALL"},
    {T_CommentStmt, "COMMENT"},
    {T_SecLabelStmt, "SECURITY LABEL"},
    {T_ExplainStmt, "EXPLAIN"},
    {T_PrepareStmt, "PREPARE"},
    {T_ExecuteStmt, "EXECUTE"},
    {T_DeclareCursorStmt, "DECLARE CURSOR"},
    {T_ClosePortalStmt, "CLOSE CURSOR"},
    {T_FetchStmt, "FETCH"},
    {T_DeallocateStmt, "DEALLOCATE"},
    {T_ListenStmt, "LISTEN"},
    {T_UnlistenStmt, "UNLISTEN"},
    {T_NotifyStmt, "NOTIFY"},
    {T_LoadStmt, "LOAD"},
    {T_CheckPointStmt, "CHECKPOINT"},
    {T_DiscardStmt, "DISCARD"},
    {T_VariableShowStmt, "SHOW"},
};

std::string_view fixed_tag(NodeTag node) {
  for (const auto& entry : kTags) {
    if (entry.node == node) return entry.tag;
  }
  return kUnknown;
}

}  // namespace

std::string_view command_tag(const Node* node) {
  if (node == nullptr) return kUnknown;
  switch (node->type) {
    case T_SelectStmt:
      return cast<SelectStmt>(node)->intoClause != nullptr ? "SELECT INTO" : "SELECT";
    case T_CreateTableAsStmt:
      return cast<CreateTableAsStmt>(node)->objtype == OBJECT_MATVIEW ? "CREATE MATERIALIZED VIEW"
                                                                      : "CREATE TABLE AS";
    case T_AlterTableStmt:
      return alter_tag(cast<AlterTableStmt>(node)->objtype);
    case T_DropStmt:
      return drop_tag(cast<DropStmt>(node)->removeType);
    case T_RenameStmt:
      return rename_tag(cast<RenameStmt>(node));
    case T_AlterObjectSchemaStmt:
      return alter_tag(cast<AlterObjectSchemaStmt>(node)->objectType);
    case T_AlterOwnerStmt:
      return alter_tag(cast<AlterOwnerStmt>(node)->objectType);
    case T_AlterObjectDependsStmt:
      return alter_tag(cast<AlterObjectDependsStmt>(node)->objectType);
    case T_DefineStmt:
      return define_tag(cast<DefineStmt>(node)->kind);
    case T_CreateFunctionStmt:
      return cast<CreateFunctionStmt>(node)->is_procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION";
    case T_TransactionStmt:
      return transaction_tag(cast<TransactionStmt>(node)->kind);
    case T_VacuumStmt:
      return cast<VacuumStmt>(node)->is_vacuumcmd ? "VACUUM" : "ANALYZE";
    case T_VariableSetStmt: {
      const auto kind = cast<VariableSetStmt>(node)->kind;
      return kind == VAR_RESET || kind == VAR_RESET_ALL ? "RESET" : "SET";
    }
    case T_GrantStmt:
      return cast<GrantStmt>(node)->is_grant ? "GRANT" : "REVOKE";
    case T_GrantRoleStmt:
      return cast<GrantRoleStmt>(node)->is_grant ? "GRANT ROLE" : "REVOKE ROLE";
    default:
      return fixed_tag(node->type);
  }
}

}  // namespace pgstage::sql

#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/model/schema_words.hpp"
#include "pgstage/sql/expression.hpp"

namespace pgstage::sql {

/// What ALTER, DROP, RENAME and COMMENT speak of.
enum class ObjectKind {
  Table,
  View,
  MaterializedView,
  Index,
  Sequence,
  ForeignTable,
  Column,
  Constraint,
  Trigger,
  Policy,
  Rule,
  Schema,
  Type,
  Domain,
  Attribute,
  Function,
  Extension,
  Statistics,
  Other,
};

struct ConstraintDefinition {
  ConstraintKind kind = ConstraintKind::Check;
  std::string_view name;
  std::vector<std::string_view> columns;  ///< Empty for a column constraint: its column is meant.
  Expression expression;                  ///< CHECK.
  Name referenced;
  std::vector<std::string_view> referenced_columns;
  std::string_view using_index;
  std::string_view access_method;  ///< EXCLUDE.
  ReferentialAction on_delete = ReferentialAction::NoAction;
  ReferentialAction on_update = ReferentialAction::NoAction;
  bool not_valid = false;
  bool enforced = true;
  bool no_inherit = false;
  bool deferrable = false;
  bool initially_deferred = false;
  std::vector<std::string_view> included;  ///< INCLUDE of UNIQUE, PRIMARY KEY and EXCLUDE.
  bool nulls_not_distinct = false;
  bool placed = false;            ///< WITH (…) or USING INDEX TABLESPACE.
  bool without_overlaps = false;  ///< UNIQUE and PRIMARY KEY, from PostgreSQL 18 on.
  std::size_t begin = 0;          ///< Where it begins in the file.
  std::size_t end = 0;            ///< Where the next one begins, if that is known.
};

struct ColumnDefinition {
  std::string_view name;
  TypeName type;
  Name collation;
  bool not_null = false;
  Expression default_value;  ///< Also the expression of a generated column.
  Identity identity = Identity::None;
  bool identity_starts = false;  ///< Its sequence is told where.
  Generated generated = Generated::None;
  /// CHECK, UNIQUE, PRIMARY KEY and REFERENCES of the column.
  std::vector<ConstraintDefinition> constraints;
  std::size_t begin = 0;
};

/// CREATE TABLE … (LIKE source …)
struct LikeClause {
  Name source;
  bool defaults = false;
  bool constraints = false;
  bool indexes = false;
};

struct CreateTable {
  Name name;
  Persistence persistence = Persistence::Permanent;
  bool if_not_exists = false;
  std::vector<ColumnDefinition> columns;
  std::vector<ConstraintDefinition> constraints;
  std::vector<LikeClause> likes;
  std::vector<Name> inherits;
  bool partition_of = false;  ///< inherits[0] is the parent.
  bool default_partition = false;
  PartitionBound bound;
  bool partitioned = false;
  std::vector<std::string_view> partition_key;
  PartitionBound::Kind strategy = PartitionBound::Kind::None;  ///< Partitioned tables.
  Name of_type;                                                ///< CREATE TABLE … OF type.
  std::string_view tablespace;
  std::string_view access_method;  ///< USING; empty without one.
  bool autovacuum = true;          ///< false: WITH (autovacuum_enabled = false).
};

enum class ActionKind {
  AddColumn,
  DropColumn,
  SetDefault,
  DropDefault,
  SetNotNull,
  DropNotNull,
  SetExpression,
  DropExpression,
  AddIdentity,
  SetIdentity,
  DropIdentity,
  ChangeType,
  SetStatistics,
  SetStorage,
  SetCompression,
  SetColumnOptions,
  AddConstraint,
  AlterConstraint,
  ValidateConstraint,
  DropConstraint,
  SetOptions,
  SetLogged,
  SetUnlogged,
  SetTablespace,
  SetAccessMethod,
  ClusterOn,
  SetWithoutCluster,
  EnableTrigger,
  DisableTrigger,
  EnableRule,
  DisableRule,
  RowSecurity,
  ReplicaIdentity,
  OwnerTo,
  AttachPartition,
  DetachPartition,
  FinalizeDetach,
  Inherit,
  NoInherit,
  OfType,
  NotOfType,
  SetWithoutOids,
  Other,
};

/// One action of ALTER TABLE.
struct AlterAction {
  ActionKind kind = ActionKind::Other;
  std::string_view name;  ///< Column, constraint, trigger, index, tablespace …
  std::optional<ColumnDefinition> column;
  std::optional<ConstraintDefinition> constraint;
  TypeName type;                          ///< ChangeType.
  Name collation;                         ///< ChangeType.
  Expression expression;                  ///< SetDefault: the default; ChangeType: USING.
  Name other;                             ///< The partition or parent.
  std::vector<std::string_view> options;  ///< Names of the storage parameters.
  bool cascade = false;
  bool if_exists = false;                      ///< Or IF NOT EXISTS for AddColumn.
  bool concurrently = false;                   ///< DETACH PARTITION.
  bool default_bound = false;                  ///< ATTACH PARTITION … DEFAULT.
  PartitionBound bound;                        ///< ATTACH PARTITION.
  bool users = false;                          ///< ENABLE and DISABLE TRIGGER USER.
  std::optional<RowSecurity> row_security;     ///< RowSecurity.
  std::optional<ReplicaIdentity> replication;  ///< ReplicaIdentity.
  std::optional<bool> autovacuum;              ///< SetOptions: what autovacuum_enabled becomes.
  /// AlterConstraint: what it switches on or off.
  std::optional<bool> enforced;
  std::optional<bool> no_inherit;
};

struct AlterTable {
  Name name;
  ObjectKind object = ObjectKind::Table;
  bool only = false;
  bool if_exists = false;
  std::vector<AlterAction> actions;
};

struct IndexKey {
  std::string_view column;  ///< Empty for an expression.
  Expression expression;
  bool operator_class = false;  ///< One is named, so that the type needs no default one.
};

struct CreateIndex {
  Name table;
  std::string_view name;  ///< Empty when PostgreSQL is to choose.
  std::string_view method;
  std::vector<IndexKey> keys;
  std::vector<std::string_view> included;
  Expression where;
  bool only = false;
  bool unique = false;
  bool concurrently = false;
  bool if_not_exists = false;
};

}  // namespace pgstage::sql

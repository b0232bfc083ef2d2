// From parse nodes to the views of include/pgstage/sql. One function a statement or part; the
// files decode_*.cpp hold them by subject.
#pragma once

#include "pgstage/model/span.hpp"
#include "pgstage/sql/statements.hpp"

#include "newer_syntax.hpp"
#include "pg_nodes.hpp"

namespace pgstage::sql {

/// Turns the locations of one tree into offsets in the file.
struct Origin {
  std::size_t base = 0;
  Span statement;                      ///< Where it stands in the file.
  const NewerSyntax* newer = nullptr;  ///< What the tree does not say of it.

  bool is_newer(NewerSyntax::Feature feature, std::size_t begin, std::size_t end) const {
    return newer != nullptr && newer->has(feature, begin, end);
  }
  std::size_t at(int location) const {
    return location < 0 ? 0 : base + static_cast<std::size_t>(location);
  }
  /// An expression whose clause the grammar does not place.
  Expression located(const void* node) const { return {node, statement.offset, 0, base, true}; }
};

Name name_of(const RangeVar* relation);
Name name_of(const List* strings);
std::string_view role_name(const RoleSpec* role);
/// What the server calls the column that it gives; empty where it has no word for it, and for `*`.
std::string_view output_name(const ResTarget* target);
/// Of GRANT and of policies; an empty one: PUBLIC.
std::vector<std::string_view> grantees(const List* roles);
TypeName type_of(const ::TypeName* type);
Persistence persistence_of(const RangeVar* relation);
ObjectKind object_kind_of(ObjectType type);
/// A list of nodes or one node as a name: what DROP and COMMENT point at.
Name object_name(const Node* object);

/// The text of a constant, without its cast; empty for anything else.
std::string constant_text(const Node* node);
PartitionBound bound_of(const PartitionBoundSpec* bound);
/// PARTITION BY: a word up to the 15 line of the library, a letter from 16 on.
PartitionBound::Kind strategy_of(const char* word);
PartitionBound::Kind strategy_of(int letter);
bool option_is_true(const DefElem* option);
/// Whether storage parameters of a table switch autovacuum on or off.
std::optional<bool> autovacuum_of(const List* options);

ColumnDefinition decode_column(const ColumnDef* column, Origin origin);
ConstraintDefinition decode_constraint(const Constraint* constraint, Origin origin);

CreateTable decode(const CreateStmt* statement, Origin origin);
AlterTable decode(const AlterTableStmt* statement, Origin origin);
CreateIndex decode(const IndexStmt* statement, Origin origin);
Drop decode(const DropStmt* statement);
Rename decode(const RenameStmt* statement);
CreateTableAs decode(const CreateTableAsStmt* statement);
CreateFunction decode(const CreateFunctionStmt* statement);
AlterFunction decode(const AlterFunctionStmt* statement);
Grant decode(const GrantStmt* statement);
Role decode(const CreateRoleStmt* statement);
Role decode(const AlterRoleStmt* statement);
Extension decode(const CreateExtensionStmt* statement);
Extension decode(const AlterExtensionStmt* statement);
CreateTrigger decode(const CreateTrigStmt* statement);
CreateType decode(const CompositeTypeStmt* statement, Origin origin);
TableObject decode(const CreatePolicyStmt* statement);
TableObject decode(const AlterPolicyStmt* statement);
TableObject decode(const RuleStmt* statement);
Statistics decode(const CreateStatsStmt* statement);
Publication decode(const CreatePublicationStmt* statement);
Publication decode(const AlterPublicationStmt* statement);
Comment decode(const CommentStmt* statement);
Explain decode(const ExplainStmt* statement);
Owned decode(const ReassignOwnedStmt* statement);
Owned decode(const DropOwnedStmt* statement);
AlterSequence decode(const AlterSeqStmt* statement);
CreateSequence decode(const CreateSeqStmt* statement);
AlterDomain decode(const AlterDomainStmt* statement);
CreateDomain decode(const CreateDomainStmt* statement, Origin origin);
AlterEnum decode(const AlterEnumStmt* statement);
Set decode(const VariableSetStmt* statement);
Transaction decode(const TransactionStmt* statement);
Vacuum decode(const VacuumStmt* statement, Origin origin);
Truncate decode(const TruncateStmt* statement);
Lock decode(const LockStmt* statement);
Reindex decode(const ReindexStmt* statement);
/// Whether it is one that expressions are found in: the walk aborts the process on a utility
/// command.
bool is_query(const Node* node);
/// SELECT, INSERT, UPDATE, DELETE or MERGE.
Query decode_query(const Node* statement, Origin origin);

/// Any statement.
View decode(const Node* statement, Origin origin);
/// Its command tag, after cmdtaglist.h.
std::string_view command_tag(const Node* statement);

}  // namespace pgstage::sql

// Where the grammars of 15, 16 and 17 and their parse nodes differ: linked_grammar.cpp is the only
// file that asks which of them is linked.
#pragma once

#include "pg_nodes.hpp"

namespace pgstage::sql {

inline constexpr int kLinkedGrammar = PG_MAJORVERSION_NUM;

/// Its trees belong to the memory context that the caller has entered.
PgQueryInternalParsetreeAndError raw_parse(const char* sql);

using VisitChild = bool (*)(Node*, void*);
/// raw_expression_tree_walker(): it ends the process on a node that it does not know.
void visit_children(Node* node, VisitChild visit, void* context);

/// Whether it is a node of an expression that 15 does not have, and its children can be visited.
bool is_newer_parent(NodeTag tag);
/// The first major whose grammar reads what makes such a node, when that is later than 15; else 0,
/// which is also said of those that an older grammar reads as the call of a function.
int grammar_of(NodeTag tag);
/// Where a node that 15 does not have says it stands; -1 where it does not.
int location_of_newer(const Node* node);

/// ALTER COLUMN … SET EXPRESSION (17).
bool sets_expression(const AlterTableCmd* command);
/// A column's STORAGE in CREATE TABLE and ADD COLUMN (16).
bool says_storage(const ColumnDef* column);
/// RETURNING or NOT MATCHED BY SOURCE (17). BY TARGET leaves nothing in the tree.
bool is_newer_merge(const MergeStmt* statement);

}  // namespace pgstage::sql

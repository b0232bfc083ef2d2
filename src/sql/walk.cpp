#include "walk.hpp"

#include "linked_grammar.hpp"

namespace pgstage::sql {
namespace {

/// raw_expression_tree_walker() calls this for each direct child, and stops descending when it
/// gives false; so the children are gathered and the recursion is ours.
extern "C" bool gather(Node* node, void* stack) {
  if (node != nullptr) static_cast<std::vector<Node*>*>(stack)->push_back(node);
  return false;
}

}  // namespace

void gather_children(Node* node, std::vector<Node*>& out) {
  // RETURN of an SQL function; the walker does not know it.
  if (node->type == T_ReturnStmt) {
    if (auto* value = reinterpret_cast<ReturnStmt*>(node)->returnval) out.push_back(value);
    return;
  }
  visit_children(node, gather, &out);
}

bool can_descend(const Node* node) {
  switch (node->type) {
    case T_A_ArrayExpr:
    case T_A_Expr:
    case T_A_Indices:
    case T_A_Indirection:
    case T_BoolExpr:
    case T_BooleanTest:
    case T_CaseExpr:
    case T_CoalesceExpr:
    case T_CollateClause:
    case T_ColumnDef:
    case T_CommonTableExpr:
    case T_DeleteStmt:
    case T_FuncCall:
    case T_GroupingFunc:
    case T_GroupingSet:
    case T_IndexElem:
    case T_InferClause:
    case T_InsertStmt:
    case T_IntoClause:
    case T_JoinExpr:
    case T_List:
    case T_LockingClause:
    case T_MergeStmt:
    case T_MergeWhenClause:
    case T_MinMaxExpr:
    case T_MultiAssignRef:
    case T_NamedArgExpr:
    case T_NullTest:
    case T_OnConflictClause:
    case T_PLAssignStmt:
    case T_RangeFunction:
    case T_RangeSubselect:
    case T_RangeTableFunc:
    case T_RangeTableFuncCol:
    case T_RangeTableSample:
    case T_RangeVar:
    case T_ResTarget:
    case T_ReturnStmt:
    case T_RowExpr:
    case T_SelectStmt:
    case T_SortBy:
    case T_SubLink:
    case T_TypeCast:
    case T_UpdateStmt:
    case T_WindowDef:
    case T_WithClause:
    case T_XmlExpr:
    case T_XmlSerialize:
      return true;
    default:
      return is_newer_parent(node->type);
  }
}

}  // namespace pgstage::sql

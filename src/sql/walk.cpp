#include "walk.hpp"

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
#if PG_MAJORVERSION_NUM >= 16
  raw_expression_tree_walker(node, gather, &out);
#else
  // Declared in C without its arguments; by way of void, since the types do not match.
  const auto walker = reinterpret_cast<bool (*)()>(reinterpret_cast<void*>(gather));
  raw_expression_tree_walker(node, walker, &out);
#endif
}

bool can_descend(const Node* node) {
  switch (node->type) {
    case T_ColumnRef:
    case T_ParamRef:
    case T_A_Const:
    case T_A_Star:
    case T_SQLValueFunction:
    case T_SetToDefault:
    case T_CurrentOfExpr:
    case T_String:
    case T_Integer:
    case T_Float:
    case T_Boolean:
    case T_BitString:
    case T_Alias:
    case T_RoleSpec:
    case T_DefElem:
    case T_TypeName:
      return false;
    default:
      return true;
  }
}

}  // namespace pgstage::sql

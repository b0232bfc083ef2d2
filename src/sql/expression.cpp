// Walks over expressions. All are iterative: a hostile script may nest as deep as it likes.
#include "pgstage/sql/expression.hpp"

#include <algorithm>

#include "decode.hpp"

namespace pgstage::sql {
namespace {

/// More nodes than any migration needs; past it the answer is marked as not whole.
constexpr std::size_t kMaxNodes = 2'000'000;

/// raw_expression_tree_walker() calls this for each direct child, and stops descending when it
/// gives false; so the children are gathered and the recursion is ours.
extern "C" bool gather(Node* node, void* stack) {
  if (node != nullptr) static_cast<std::vector<Node*>*>(stack)->push_back(node);
  return false;
}

void gather_children(Node* node, std::vector<Node*>& out) {
#if PG_MAJORVERSION_NUM >= 16
  raw_expression_tree_walker(node, gather, &out);
#else
  // Declared in C without its arguments; by way of void, since the types do not match.
  const auto walker = reinterpret_cast<bool (*)()>(reinterpret_cast<void*>(gather));
  raw_expression_tree_walker(node, walker, &out);
#endif
}

/// Whether raw_expression_tree_walker() knows the node; it aborts the process on one it does not.
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

/// Calls visit for every node below and including the root, parents first, left to right.
/// false: there were too many.
template <class Visit>
bool walk(const Node* root, Visit visit) {
  std::vector<Node*> stack;
  std::vector<Node*> children;
  if (root != nullptr) stack.push_back(const_cast<Node*>(root));
  for (std::size_t count = 0; !stack.empty(); ++count) {
    if (count > kMaxNodes) return false;
    Node* node = stack.back();
    stack.pop_back();
    visit(node);
    if (!can_descend(node)) continue;
    children.clear();
    gather_children(node, children);
    stack.insert(stack.end(), children.rbegin(), children.rend());
  }
  return true;
}

struct Gathered {
  ExpressionFacts facts;
  std::vector<std::string_view> with_names;
  std::vector<const RangeVar*> targets;
  bool locks = false;
};

void take_column_reference(ExpressionFacts& facts, const ColumnRef* reference) {
  const Node* name = last<Node>(reference->fields);
  if (is(name, T_A_Star)) {
    facts.star = true;
  } else {
    facts.columns.push_back(string_value(name));
  }
}

void take(Gathered& out, const Node* node) {
  auto& facts = out.facts;
  switch (node->type) {
    case T_FuncCall:
      facts.functions.push_back(name_of(cast<FuncCall>(node)->funcname));
      return;
    case T_ColumnRef:
      take_column_reference(facts, cast<ColumnRef>(node));
      return;
    case T_SQLValueFunction:
      facts.sql_value_function = true;
      return;
    case T_TypeCast:
      facts.casts.push_back(type_of(cast<TypeCast>(node)->typeName));
      return;
    case T_RangeVar:
      facts.relations.push_back({name_of(cast<RangeVar>(node))});
      return;
    case T_CommonTableExpr:
      out.with_names.push_back(text(cast<CommonTableExpr>(node)->ctename));
      return;
    case T_SelectStmt:
      out.locks = out.locks || cast<SelectStmt>(node)->lockingClause != nullptr;
      return;
    case T_InsertStmt:
      out.targets.push_back(cast<InsertStmt>(node)->relation);
      return;
    case T_UpdateStmt:
      out.targets.push_back(cast<UpdateStmt>(node)->relation);
      return;
    case T_DeleteStmt:
      out.targets.push_back(cast<DeleteStmt>(node)->relation);
      return;
    case T_MergeStmt:
      out.targets.push_back(cast<MergeStmt>(node)->relation);
      return;
    default:
      return;
  }
}

RelationUse::How how_used(const Gathered& gathered, const Name& name) {
  for (const RangeVar* target : gathered.targets) {
    if (name_of(target) == name) return RelationUse::How::Write;
  }
  return gathered.locks ? RelationUse::How::Lock : RelationUse::How::Read;
}

bool is_constant(const Node* node) {
  while (is(node, T_TypeCast)) node = cast<TypeCast>(node)->arg;
  return is(node, T_A_Const) || is(node, T_ParamRef);
}

/// Nothing in it depends on the row, as far as its names tell.
bool is_row_independent(const Node* node) {
  bool independent = true;
  const bool whole = walk(node, [&](const Node* each) {
    if (each->type == T_ColumnRef || each->type == T_SubLink) independent = false;
  });
  return whole && independent;
}

std::string_view column_name(const Node* node) {
  if (!is(node, T_ColumnRef)) return {};
  return string_value(last<Node>(cast<ColumnRef>(node)->fields));
}

/// `column op value`, whichever side the column stands on.
std::string_view compared_column(const A_Expr* expression) {
  if (is_row_independent(expression->rexpr)) return column_name(expression->lexpr);
  if (is_row_independent(expression->lexpr)) return column_name(expression->rexpr);
  return {};
}

Term comparison(const A_Expr* expression) {
  const auto op = string_value(last<Node>(expression->name));
  const auto column = compared_column(expression);
  if (column.empty()) {
    const bool same = op == "=" && is_constant(expression->lexpr) && is_constant(expression->rexpr);
    return {same ? Term::Kind::True : Term::Kind::Other, {}};
  }
  switch (expression->kind) {
    case AEXPR_OP:
      if (op == "=") return {Term::Kind::Equal, column};
      if (op == "<" || op == "<=" || op == ">" || op == ">=") return {Term::Kind::Range, column};
      return {Term::Kind::Other, column};
    case AEXPR_BETWEEN:
      return {Term::Kind::Range, column};
    case AEXPR_OP_ANY:
    case AEXPR_IN:
      return {op == "=" ? Term::Kind::InList : Term::Kind::Other, column};
    default:
      return {Term::Kind::Other, column};
  }
}

Term term_of(const Node* node) {
  if (is(node, T_NullTest) && cast<NullTest>(node)->nulltesttype == IS_NULL) {
    return {Term::Kind::IsNull, column_name(cast<Node>(cast<NullTest>(node)->arg))};
  }
  if (is(node, T_A_Const) || is(node, T_TypeCast)) {
    return {is_constant(node) ? Term::Kind::True : Term::Kind::Other, {}};
  }
  if (is(node, T_A_Expr)) return comparison(cast<A_Expr>(node));
  return {};
}

/// The terms that AND joins; the grammar makes one flat list of a chain of them.
std::vector<const Node*> conjuncts(const Node* node) {
  std::vector<const Node*> out;
  std::vector<const Node*> stack{node};
  while (!stack.empty()) {
    const Node* each = stack.back();
    stack.pop_back();
    if (is(each, T_BoolExpr) && cast<BoolExpr>(each)->boolop == AND_EXPR) {
      for (const Node* argument : Elements<Node>(cast<BoolExpr>(each)->args)) {
        stack.push_back(argument);
      }
    } else if (each != nullptr) {
      out.push_back(each);
    }
  }
  return out;
}

/// Where the node itself says it stands; -1 where it does not.
int location_of(const Node* node) {
  switch (node->type) {
    case T_ColumnRef:
      return cast<ColumnRef>(node)->location;
    case T_ParamRef:
      return cast<ParamRef>(node)->location;
    case T_A_Const:
      return cast<A_Const>(node)->location;
    case T_A_Expr:
      return cast<A_Expr>(node)->location;
    case T_A_ArrayExpr:
      return cast<A_ArrayExpr>(node)->location;
    case T_FuncCall:
      return cast<FuncCall>(node)->location;
    case T_TypeCast:
      return cast<TypeCast>(node)->location;
    case T_TypeName:
      return cast<::TypeName>(node)->location;
    case T_BoolExpr:
      return cast<BoolExpr>(node)->location;
    case T_NullTest:
      return cast<NullTest>(node)->location;
    case T_BooleanTest:
      return cast<BooleanTest>(node)->location;
    case T_SubLink:
      return cast<SubLink>(node)->location;
    case T_CaseExpr:
      return cast<CaseExpr>(node)->location;
    case T_CoalesceExpr:
      return cast<CoalesceExpr>(node)->location;
    case T_MinMaxExpr:
      return cast<MinMaxExpr>(node)->location;
    case T_RowExpr:
      return cast<RowExpr>(node)->location;
    case T_SQLValueFunction:
      return cast<SQLValueFunction>(node)->location;
    case T_SetToDefault:
      return cast<SetToDefault>(node)->location;
    case T_XmlExpr:
      return cast<XmlExpr>(node)->location;
    default:
      return -1;
  }
}

const Node* root_of(const Expression& expression) { return cast<Node>(expression.node); }

}  // namespace

std::size_t leftmost(const Expression& expression) {
  int least = -1;
  walk(root_of(expression), [&](const Node* node) {
    const int location = location_of(node);
    if (location >= 0 && (least < 0 || location < least)) least = location;
  });
  return expression.base + static_cast<std::size_t>(std::max(least, 0));
}

ExpressionFacts facts(const Expression& expression) {
  Gathered gathered;
  gathered.facts.whole = walk(root_of(expression), [&](const Node* node) { take(gathered, node); });
  auto& relations = gathered.facts.relations;
  std::erase_if(relations, [&](const RelationUse& use) {
    return use.name.schema.empty() &&
           std::find(gathered.with_names.begin(), gathered.with_names.end(), use.name.name) !=
               gathered.with_names.end();
  });
  for (auto& use : relations) use.how = how_used(gathered, use.name);
  return std::move(gathered.facts);
}

bool is_null_constant(const Expression& expression) {
  const Node* node = root_of(expression);
  while (is(node, T_TypeCast)) node = cast<TypeCast>(node)->arg;
  return is(node, T_A_Const) && cast<A_Const>(node)->isnull;
}

std::string_view plain_column(const Expression& expression) {
  return column_name(root_of(expression));
}

std::optional<TypeName> plain_cast(const Expression& expression) {
  const Node* node = root_of(expression);
  if (!is(node, T_TypeCast) || !is(cast<TypeCast>(node)->arg, T_ColumnRef)) return std::nullopt;
  return type_of(cast<TypeCast>(node)->typeName);
}

std::vector<std::string_view> proves_not_null(const Expression& condition) {
  std::vector<std::string_view> out;
  for (const Node* term : conjuncts(root_of(condition))) {
    if (!is(term, T_NullTest) || cast<NullTest>(term)->nulltesttype != IS_NOT_NULL) continue;
    const auto column = column_name(cast<Node>(cast<NullTest>(term)->arg));
    if (!column.empty()) out.push_back(column);
  }
  return out;
}

std::vector<Term> terms(const Expression& condition) {
  std::vector<Term> out;
  for (const Node* node : conjuncts(root_of(condition))) out.push_back(term_of(node));
  return out;
}

}  // namespace pgstage::sql

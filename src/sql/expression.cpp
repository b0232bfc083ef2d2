// Walks over expressions. All are iterative: a hostile script may nest as deep as it likes.
#include "pgstage/sql/expression.hpp"

#include <algorithm>

#include "decode.hpp"
#include "linked_grammar.hpp"
#include "walk.hpp"

namespace pgstage::sql {
namespace {

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

void take_constant(ExpressionFacts& facts, const A_Const* constant) {
  if (constant->isnull || constant->val.node.type != T_String) return;
  facts.strings.push_back(text(constant->val.sval.sval));
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
    case T_A_Const:
      take_constant(facts, cast<A_Const>(node));
      return;
    case T_RangeVar:
      facts.relations.push_back(
          {.name = name_of(cast<RangeVar>(node)), .only = !cast<RangeVar>(node)->inh});
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
      return location_of_newer(node);
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
  if (!expression) return {};
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

std::optional<TypeName> plain_cast(const Expression& expression) {
  const Node* node = root_of(expression);
  if (!is(node, T_TypeCast) || !is(cast<TypeCast>(node)->arg, T_ColumnRef)) return std::nullopt;
  return type_of(cast<TypeCast>(node)->typeName);
}

}  // namespace pgstage::sql

#include "pgstage/sql/naming.hpp"

#include "decode.hpp"

namespace pgstage::sql {
namespace {

/// A name that nothing further inside can better.
std::string_view sure_name(const Node* node) {
  switch (node->type) {
    case T_ColumnRef:
      return string_value(last<Node>(cast<ColumnRef>(node)->fields));
    case T_FuncCall:
      return string_value(last<Node>(cast<FuncCall>(node)->funcname));
    case T_A_Expr:
      return cast<A_Expr>(node)->kind == AEXPR_NULLIF ? "nullif" : "";
    case T_A_ArrayExpr:
      return "array";
    case T_RowExpr:
      return "row";
    case T_CoalesceExpr:
      return "coalesce";
    case T_MinMaxExpr:
      return cast<MinMaxExpr>(node)->op == IS_GREATEST ? "greatest" : "least";
    default:
      return {};
  }
}

/// A name that holds unless there is a better one inside, and where that may be.
struct Weak {
  std::string_view name;
  const Node* inside = nullptr;
};

Weak weak_name(const Node* node) {
  switch (node->type) {
    case T_TypeCast:
      return {string_value(last<Node>(cast<TypeCast>(node)->typeName->names)),
              cast<TypeCast>(node)->arg};
    case T_CollateClause:
      return {{}, cast<CollateClause>(node)->arg};
    case T_CaseExpr:
      return {"case", cast<Node>(cast<CaseExpr>(node)->defresult)};
    default:
      return {};
  }
}

}  // namespace

std::string_view column_name_of(const Expression& expression) {
  std::string_view name;
  for (const Node* node = cast<Node>(expression.node); node != nullptr;) {
    if (const auto sure = sure_name(node); !sure.empty()) return sure;
    const Weak weak = weak_name(node);
    if (name.empty()) name = weak.name;
    node = weak.inside;
  }
  return name;
}

std::string_view output_name(const ResTarget* target) {
  return target->name == nullptr ? column_name_of({target->val}) : text(target->name);
}

std::optional<std::vector<std::string_view>> output_names(const Expression& query) {
  const auto* node = cast<Node>(query.node);
  if (node == nullptr || !is(node, T_SelectStmt)) return std::nullopt;
  const auto* select = cast<SelectStmt>(node);
  while (select->larg != nullptr) select = select->larg;
  std::vector<std::string_view> out;
  for (const auto* target : Elements<ResTarget>(select->targetList)) {
    out.push_back(output_name(target));
    if (out.back().empty()) return std::nullopt;
  }
  return out.empty() ? std::nullopt : std::optional{std::move(out)};
}

}  // namespace pgstage::sql

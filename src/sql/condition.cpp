// What a condition says, term by term.
#include <algorithm>
#include <utility>

#include "decode.hpp"
#include "walk.hpp"

namespace pgstage::sql {
namespace {

const Node* root_of(const Expression& expression) { return cast<Node>(expression.node); }

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

/// A comparison of no column with a value.
Term::Kind unselective(const A_Expr* expression, std::string_view op) {
  if (expression->kind == AEXPR_DISTINCT) return Term::Kind::Some;
  const bool constants = is_constant(expression->lexpr) && is_constant(expression->rexpr);
  if (op == "=" && constants) return Term::Kind::True;
  const bool columns = is(expression->lexpr, T_ColumnRef) && is(expression->rexpr, T_ColumnRef);
  const bool joins = expression->kind == AEXPR_OP && op == "=" && columns;
  return joins ? Term::Kind::Join : Term::Kind::Other;
}

Term comparison(const A_Expr* expression) {
  const auto op = string_value(last<Node>(expression->name));
  const auto column = compared_column(expression);
  if (column.empty()) {
    return {unselective(expression, op), {}};
  }
  switch (expression->kind) {
    case AEXPR_OP:
      if (op == "=") return {Term::Kind::Equal, column};
      if (op == "<" || op == "<=" || op == ">" || op == ">=") return {Term::Kind::Range, column};
      return {op == "<>" ? Term::Kind::Some : Term::Kind::Other, column};
    case AEXPR_BETWEEN:
      return {Term::Kind::Range, column};
    case AEXPR_OP_ANY:
    case AEXPR_IN:
      return {op == "=" ? Term::Kind::InList : Term::Kind::Some, column};
    case AEXPR_DISTINCT:
    case AEXPR_LIKE:
    case AEXPR_ILIKE:
      return {Term::Kind::Some, column};
    default:
      return {Term::Kind::Other, column};
  }
}

/// IN and EXISTS.
Term subquery(const SubLink* link) {
  if (link->subLinkType == EXISTS_SUBLINK) return {Term::Kind::Some, {}};
  if (link->subLinkType != ANY_SUBLINK || size(link->operName) > 0) return {};
  const bool limited =
      is(link->subselect, T_SelectStmt) && cast<SelectStmt>(link->subselect)->limitCount != nullptr;
  return {limited ? Term::Kind::Limit : Term::Kind::Query, column_name(link->testexpr)};
}

/// What is said of one column as of a flag: `c`, `NOT c`, `c IS TRUE`.
bool is_flag(const Node* node) {
  if (is(node, T_BoolExpr) && cast<BoolExpr>(node)->boolop == NOT_EXPR) {
    node = first<Node>(cast<BoolExpr>(node)->args);
  }
  if (is(node, T_BooleanTest)) node = cast<Node>(cast<BooleanTest>(node)->arg);
  return !column_name(node).empty();
}

/// `NOT EXISTS (…)`, as good as EXISTS.
bool is_no_match(const Node* node) {
  if (!is(node, T_BoolExpr) || cast<BoolExpr>(node)->boolop != NOT_EXPR) return false;
  const auto* link = first<Node>(cast<BoolExpr>(node)->args);
  return is(link, T_SubLink) && cast<SubLink>(link)->subLinkType == EXISTS_SUBLINK;
}

/// What one alternative may be of many rows all of them may be.
bool has_wide_alternative(const Node* node) {
  if (!is(node, T_BoolExpr) || cast<BoolExpr>(node)->boolop != OR_EXPR) return false;
  for (const Node* each : Elements<Node>(cast<BoolExpr>(node)->args)) {
    if (is(each, T_NullTest) || is_flag(each) || is_no_match(each)) return true;
  }
  return false;
}

Term term_of(const Node* node) {
  if (is_no_match(node) || has_wide_alternative(node)) return {Term::Kind::Some, {}};
  if (is(node, T_NullTest)) {
    const auto* test = cast<NullTest>(node);
    return {test->nulltesttype == IS_NULL ? Term::Kind::IsNull : Term::Kind::Some,
            column_name(cast<Node>(test->arg))};
  }
  if (is(node, T_SubLink)) return subquery(cast<SubLink>(node));
  if (is_flag(node)) return {Term::Kind::Some, {}};
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

bool is_null(const Node* node) {
  while (is(node, T_TypeCast)) node = cast<TypeCast>(node)->arg;
  return is(node, T_A_Const) && cast<A_Const>(node)->isnull;
}

/// The column of `c IS NOT NULL`, `NOT (c IS NULL)` or `c IS DISTINCT FROM NULL`, which the planner
/// makes the same of before it proves anything.
std::string_view column_not_null(const Node* term) {
  auto wanted = IS_NOT_NULL;
  if (is(term, T_BoolExpr) && cast<BoolExpr>(term)->boolop == NOT_EXPR) {
    wanted = IS_NULL;
    term = first<Node>(cast<BoolExpr>(term)->args);
  }
  if (is(term, T_NullTest) && cast<NullTest>(term)->nulltesttype == wanted) {
    return column_name(cast<Node>(cast<NullTest>(term)->arg));
  }
  const auto kind = wanted == IS_NOT_NULL ? AEXPR_DISTINCT : AEXPR_NOT_DISTINCT;
  if (!is(term, T_A_Expr) || cast<A_Expr>(term)->kind != kind) return {};
  const auto* test = cast<A_Expr>(term);
  if (is_null(test->rexpr)) return column_name(test->lexpr);
  return is_null(test->lexpr) ? column_name(test->rexpr) : std::string_view{};
}

std::string_view turned(std::string_view op) {
  if (op == "<") return ">";
  if (op == "<=") return ">=";
  if (op == ">") return "<";
  return op == ">=" ? "<=" : op;
}

void take_range(std::vector<Comparison>& out, const A_Expr* between) {
  const std::string column{column_name(between->lexpr)};
  const auto* bounds = cast<List>(between->rexpr);
  if (column.empty() || size(bounds) != 2) return;
  out.push_back({column, ">=", {constant_text(first<Node>(bounds))}});
  out.push_back({column, "<=", {constant_text(last<Node>(bounds))}});
}

/// A list that is searched: `=` any of it for IN, `<>` all of it for NOT IN.
void take_list(std::vector<Comparison>& out, const A_Expr* in) {
  const bool any = in->kind != AEXPR_OP_ALL;
  const auto op = string_value(last<Node>(in->name));
  const bool excludes = op == "<>" && in->kind != AEXPR_OP_ANY;
  Comparison comparison{std::string{column_name(in->lexpr)}, excludes ? "not in" : "in", {}};
  if (comparison.column.empty() || !(excludes || (any && op == "="))) return;
  const auto* list = is(in->rexpr, T_A_ArrayExpr) ? cast<A_ArrayExpr>(in->rexpr)->elements
                     : is(in->rexpr, T_List)      ? cast<List>(in->rexpr)
                                                  : nullptr;
  for (const Node* value : Elements<Node>(list)) {
    comparison.values.push_back(constant_text(value));
  }
  if (!comparison.values.empty()) out.push_back(std::move(comparison));
}

void take_comparison(std::vector<Comparison>& out, const A_Expr* term) {
  if (term->kind == AEXPR_BETWEEN) return take_range(out, term);
  const bool list =
      term->kind == AEXPR_IN || term->kind == AEXPR_OP_ANY || term->kind == AEXPR_OP_ALL;
  if (list) return take_list(out, term);
  if (term->kind != AEXPR_OP || term->lexpr == nullptr) return;
  const auto op = string_value(last<Node>(term->name));
  const auto left = column_name(term->lexpr);
  const auto right = column_name(term->rexpr);
  if (!left.empty() && is_constant(term->rexpr)) {
    out.push_back({std::string{left}, std::string{op}, {constant_text(term->rexpr)}});
  } else if (!right.empty() && is_constant(term->lexpr)) {
    out.push_back({std::string{right}, std::string{turned(op)}, {constant_text(term->lexpr)}});
  }
}

void take_term(std::vector<Comparison>& out, const Node* term) {
  if (const auto column = column_not_null(term); !column.empty()) {
    out.push_back({std::string{column}, "is not null", {}});
  } else if (is(term, T_A_Expr)) {
    take_comparison(out, cast<A_Expr>(term));
  }
}

/// What an alternative of an OR leaves out: `k >= 1` for `k < 1`.
void take_opposite(std::vector<Comparison>& out, const Node* alternative) {
  if (is(alternative, T_NullTest) && cast<NullTest>(alternative)->nulltesttype == IS_NULL) {
    const auto column = column_name(cast<Node>(cast<NullTest>(alternative)->arg));
    if (!column.empty()) out.push_back({std::string{column}, "is not null", {}});
    return;
  }
  std::vector<Comparison> terms;
  take_term(terms, alternative);
  if (terms.size() != 1) return;
  auto& term = terms.front();
  if (term.op == "<") {
    term.op = ">=";
  } else if (term.op == ">=") {
    term.op = "<";
  } else if (term.op == "not in") {
    term.op = "in";
  } else {
    return;
  }
  out.push_back(std::move(term));
}

/// The terms, joined by AND, of what `NOT (…)` or the alternatives of an OR leave out; nothing when
/// one of them is not understood.
std::vector<Comparison> left_out(const BoolExpr* expression) {
  std::vector<Comparison> out;
  std::size_t wanted = 0;
  if (expression->boolop == NOT_EXPR) {
    const auto terms = conjuncts(first<Node>(expression->args));
    wanted = terms.size();
    for (const Node* term : terms) take_term(out, term);
  } else if (expression->boolop == OR_EXPR) {
    for (const Node* alternative : Elements<Node>(expression->args)) {
      ++wanted;
      take_opposite(out, alternative);
    }
  }
  return out.size() == wanted ? out : std::vector<Comparison>{};
}

/// `NOT (k >= 1 AND k < 9)`, `k < 1 OR k >= 9` and `NOT (k IN (…))`, with or without a word on
/// NULL: how a default partition says that it holds nothing of another one.
void take_exclusion(std::vector<Comparison>& out, const Node* term) {
  if (!is(term, T_BoolExpr)) return;
  auto terms = left_out(cast<BoolExpr>(term));
  const bool one_column = std::all_of(terms.begin(), terms.end(), [&](const auto& each) {
    return each.column == terms.front().column;
  });
  std::erase_if(terms, [](const auto& each) { return each.op == "is not null"; });
  if (!one_column || terms.empty() || terms.size() > 2) return;
  auto& only = terms.front();
  auto& other = terms.back();
  if (terms.size() == 1 && (only.op == "in" || only.op == "=")) {
    out.push_back({only.column, "not in", only.values});
  } else if (terms.size() == 2 && only.op == ">=" && other.op == "<") {
    out.push_back({only.column, "outside", {only.values.front(), other.values.front()}});
  } else if (terms.size() == 2 && only.op == "<" && other.op == ">=") {
    out.push_back({only.column, "outside", {other.values.front(), only.values.front()}});
  }
}

bool is_star(const Node* value) {
  if (!is(value, T_ColumnRef)) return false;
  const auto* fields = cast<ColumnRef>(value)->fields;
  return is(static_cast<const Node*>(fields->elements[size(fields) - 1].ptr_value), T_A_Star);
}

}  // namespace

bool is_null_constant(const Expression& expression) { return is_null(root_of(expression)); }

bool is_default(const Expression& expression) { return is(root_of(expression), T_SetToDefault); }

std::string_view plain_column(const Expression& expression) {
  return column_name(root_of(expression));
}

std::vector<std::string_view> proves_not_null(const Expression& condition) {
  std::vector<std::string_view> out;
  for (const Node* term : conjuncts(root_of(condition))) {
    const auto column = column_not_null(term);
    if (!column.empty()) out.push_back(column);
  }
  return out;
}

std::vector<Comparison> comparisons(const Expression& condition) {
  std::vector<Comparison> out;
  for (const Node* term : conjuncts(root_of(condition))) {
    take_term(out, term);
    take_exclusion(out, term);
  }
  return out;
}

std::vector<Term> terms(const Expression& condition) {
  std::vector<Term> out;
  for (const Node* node : conjuncts(root_of(condition))) out.push_back(term_of(node));
  return out;
}

Expression condition_of(const Expression& query) {
  const Node* node = root_of(query);
  return is(node, T_SelectStmt) ? Expression{cast<SelectStmt>(node)->whereClause} : Expression{};
}

std::optional<PlainSelect> plain_select(const Expression& query) {
  const Node* node = root_of(query);
  if (!is(node, T_SelectStmt)) return std::nullopt;
  const auto* select = cast<SelectStmt>(node);
  const auto* source = first<Node>(select->fromClause);
  if (size(select->fromClause) != 1 || !is(source, T_RangeVar)) return std::nullopt;
  PlainSelect out{name_of(cast<RangeVar>(source)), {}};
  for (const auto* target : Elements<ResTarget>(select->targetList)) {
    out.outputs.push_back({column_name(target->val), output_name(target), is_star(target->val)});
  }
  return out;
}

}  // namespace pgstage::sql

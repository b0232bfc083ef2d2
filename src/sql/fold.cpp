#include "fold.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "pgstage/model/names.hpp"
#include "pgstage/sql/script.hpp"

#include "decode.hpp"
#include "pg_nodes.hpp"

namespace pgstage::sql {
namespace {

/// Deeper than anybody writes, and no danger to the stack.
constexpr int kMaxDepth = 64;

struct Value {
  std::string text;
  bool null = false;
};
using Folded = std::optional<Value>;
using Values = std::vector<Value>;

/// format() of the manual, 9.4.1, without widths.
class Format {
 public:
  Format(const Values& arguments, std::size_t limit) : arguments_(arguments), limit_(limit) {}

  Folded run() {
    const std::string& pattern = arguments_.front().text;
    for (std::size_t at = 0; at < pattern.size();) {
      if (pattern[at] != '%') {
        out_ += pattern[at++];
      } else if (!specifier(pattern, ++at)) {
        return std::nullopt;
      }
      if (out_.size() > limit_) return std::nullopt;
    }
    return Value{std::move(out_)};
  }

 private:
  bool specifier(std::string_view pattern, std::size_t& at) {
    if (at < pattern.size() && pattern[at] == '%') {
      out_ += pattern[at++];
      return true;
    }
    const char* const end = pattern.data() + pattern.size();
    const auto number = std::from_chars(pattern.data() + at, end, next_);
    if (number.ptr != pattern.data() + at) {
      at = static_cast<std::size_t>(number.ptr - pattern.data()) + 1;
      if (number.ec != std::errc{} || at > pattern.size() || pattern[at - 1] != '$') return false;
    }
    if (at == pattern.size() || next_ == 0 || next_ >= arguments_.size()) return false;
    return append(pattern[at++], arguments_[next_++]);
  }

  bool append(char type, const Value& value) {
    switch (type) {
      case 's':
        out_ += value.text;
        return true;
      case 'I':
        out_ += quote_ident(value.text);
        return !value.null;
      case 'L':
        out_ += value.null ? "NULL" : quote_literal(value.text);
        return true;
      default:
        return false;
    }
  }

  const Values& arguments_;
  std::size_t limit_;
  std::size_t next_ = 1;
  std::string out_;
};

Folded joined(const Values& values, bool strict) {
  Value out;
  for (const auto& value : values) {
    out.null = out.null || (strict && value.null);
    out.text += value.text;
  }
  return out;
}

Folded call(std::string_view function, const Values& arguments, std::size_t limit) {
  if (arguments.empty()) return std::nullopt;
  const auto& first = arguments.front();
  if (function == "concat") return joined(arguments, false);
  if (first.null) return std::nullopt;
  if (function == "format") return Format(arguments, limit).run();
  if (arguments.size() != 1) return std::nullopt;
  if (function == "quote_ident") return Value{quote_ident(first.text)};
  if (function == "quote_literal") return Value{quote_literal(first.text)};
  return std::nullopt;
}

bool is_join(const Node* node) {
  if (!is(node, T_A_Expr)) return false;
  const auto* operation = cast<A_Expr>(node);
  return operation->kind == AEXPR_OP && operation->lexpr != nullptr &&
         string_value(last<Node>(operation->name)) == "||";
}

/// A cast that leaves a text what it is.
bool keeps_text(const TypeCast* cast) {
  static constexpr auto kTexts = std::to_array<std::string_view>({"text", "varchar"});
  const auto type = type_of(cast->typeName);
  return !type.array && type.modifiers.empty() &&
         std::find(kTexts.begin(), kTexts.end(), type.name.name) != kTexts.end();
}

class Folder {
 public:
  explicit Folder(std::size_t limit) : limit_(limit) {}

  Folded fold(const Node* node, int depth) {
    if (node == nullptr || depth > kMaxDepth) return std::nullopt;
    switch (node->type) {
      case T_A_Const:
        return constant(node);
      case T_A_Expr:
        return join(node, depth);
      case T_FuncCall:
        return function(cast<FuncCall>(node), depth);
      case T_TypeCast:
        if (!keeps_text(cast<TypeCast>(node))) return std::nullopt;
        return fold(cast<TypeCast>(node)->arg, depth + 1);
      default:
        return std::nullopt;
    }
  }

 private:
  static Folded constant(const Node* node) {
    const auto* value = cast<A_Const>(node);
    if (value->isnull) return Value{{}, true};
    const auto type = value->val.node.type;
    auto text = constant_text(node);
    // 1e3 prints as 1000, and a truth as t, true or on, after who prints it.
    const bool plain = type == T_String || type == T_Integer ||
                       (type == T_Float && text.find_first_of("eExX_") == std::string::npos);
    if (!plain) return std::nullopt;
    return Value{std::move(text)};
  }

  /// A chain of || leans to the left and may be as long as it likes.
  Folded join(const Node* node, int depth) {
    std::vector<const Node*> parts;
    for (; is_join(node); node = cast<A_Expr>(node)->lexpr) {
      parts.push_back(cast<A_Expr>(node)->rexpr);
    }
    if (parts.empty()) return std::nullopt;
    parts.push_back(node);
    std::reverse(parts.begin(), parts.end());
    return all(parts, depth, [](const Values& values) { return joined(values, true); });
  }

  Folded function(const FuncCall* function, int depth) {
    const bool plain = !function->agg_star && !function->agg_distinct && !function->func_variadic &&
                       function->over == nullptr && function->agg_filter == nullptr &&
                       size(function->agg_order) == 0;
    const auto name = name_of(function->funcname);
    if (!plain || (!name.schema.empty() && name.schema != "pg_catalog")) return std::nullopt;
    std::vector<const Node*> arguments;
    for (const Node* argument : Elements<Node>(function->args)) arguments.push_back(argument);
    return all(arguments, depth,
               [&](const Values& values) { return call(name.name, values, limit_); });
  }

  template <class Make>
  Folded all(const std::vector<const Node*>& nodes, int depth, Make make) {
    Values values;
    std::size_t length = 0;
    for (const Node* node : nodes) {
      auto value = fold(node, depth + 1);
      if (!value) return std::nullopt;
      length += value->text.size();
      if (length > limit_) return std::nullopt;
      values.push_back(*std::move(value));
    }
    return make(values);
  }

  std::size_t limit_;
};

const Node* only_output(const Script& script) {
  if (script.statements().size() != 1) return nullptr;
  const auto view = script.statements().front().view();
  const auto* query = std::get_if<Query>(&view);
  if (query == nullptr || !is(query->whole.node, T_SelectStmt)) return nullptr;
  const auto* select = cast<SelectStmt>(query->whole.node);
  const bool alone = select->op == SETOP_NONE && size(select->targetList) == 1 &&
                     size(select->fromClause) == 0 && select->whereClause == nullptr;
  return alone ? first<ResTarget>(select->targetList)->val : nullptr;
}

}  // namespace

std::optional<std::string> fold_text(std::string_view expression, std::size_t limit) {
  const auto script = Script::parse("SELECT " + std::string{expression});
  auto value = Folder(limit).fold(only_output(script), 0);
  if (!value || value->null || value->text.size() > limit) return std::nullopt;
  return std::move(value->text);
}

}  // namespace pgstage::sql

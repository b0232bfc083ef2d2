#include "decode.hpp"

namespace pgstage::sql {
namespace {

std::vector<std::string> texts(const List* values) {
  std::vector<std::string> out;
  for (const Node* value : Elements<Node>(values)) out.push_back(constant_text(value));
  return out;
}

/// MINVALUE and MAXVALUE come as column references of that name.
bool is_open(const List* values) {
  const auto* value = first<Node>(values);
  if (!is(value, T_ColumnRef)) return false;
  const auto word = string_value(last<Node>(cast<ColumnRef>(value)->fields));
  return word == "minvalue" || word == "maxvalue";
}

}  // namespace

std::string constant_text(const Node* node) {
  while (is(node, T_TypeCast)) node = cast<TypeCast>(node)->arg;
  if (!is(node, T_A_Const)) return {};
  const auto& value = cast<A_Const>(node)->val;
  switch (value.node.type) {
    case T_Integer:
      return std::to_string(value.ival.ival);
    case T_Float:
      return value.fval.fval;
    case T_Boolean:
      return value.boolval.boolval ? "on" : "off";
    case T_String:
      return value.sval.sval;
    default:
      return {};
  }
}

PartitionBound::Kind strategy_of(const char* word) {
  // In any case, as the parser leaves it.
  return word == nullptr ? PartitionBound::Kind::None : strategy_of(word[0] | 0x20);
}

PartitionBound::Kind strategy_of(int letter) {
  switch (letter) {
    case 'r':
      return PartitionBound::Kind::Range;
    case 'l':
      return PartitionBound::Kind::List;
    case 'h':
      return PartitionBound::Kind::Hash;
    default:
      return PartitionBound::Kind::None;
  }
}

PartitionBound bound_of(const PartitionBoundSpec* bound) {
  using Kind = PartitionBound::Kind;
  PartitionBound out;
  if (bound == nullptr) return out;
  if (bound->is_default) {
    out.kind = Kind::Default;
  } else if (bound->strategy == PARTITION_STRATEGY_HASH) {
    out.kind = Kind::Hash;
  } else if (bound->strategy == PARTITION_STRATEGY_LIST) {
    out.kind = Kind::List;
    out.values = texts(bound->listdatums);
  } else {
    out.kind = Kind::Range;
    if (!is_open(bound->lowerdatums)) out.from = texts(bound->lowerdatums);
    if (!is_open(bound->upperdatums)) out.to = texts(bound->upperdatums);
  }
  return out;
}

}  // namespace pgstage::sql

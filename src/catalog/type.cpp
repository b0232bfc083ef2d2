#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/catalog/relation.hpp"

namespace pgstage::catalog {
namespace {

struct Spelling {
  std::string_view internal;
  std::string_view sql;     ///< What stands before the modifiers.
  std::string_view suffix;  ///< What stands after them.
};

// format_type() of PostgreSQL: the types whose SQL name differs from pg_type.typname.
constexpr std::array<Spelling, 15> kSpellings = {{
    {"bit", "bit", ""},
    {"bool", "boolean", ""},
    {"bpchar", "character", ""},
    {"float4", "real", ""},
    {"float8", "double precision", ""},
    {"int2", "smallint", ""},
    {"int4", "integer", ""},
    {"int8", "bigint", ""},
    {"time", "time", " without time zone"},
    {"timestamp", "timestamp", " without time zone"},
    {"timestamptz", "timestamp", " with time zone"},
    {"timetz", "time", " with time zone"},
    {"varbit", "bit varying", ""},
    {"varchar", "character varying", ""},
    {"char", "\"char\"", ""},
}};

/// The fields that an interval is kept to, by the mask that its first modifier is; the one of
/// all fields is not among them.
struct Fields {
  int mask;
  std::string_view words;
};

constexpr std::array<Fields, 13> kFields = {{
    {1 << 2, " year"},
    {1 << 1, " month"},
    {1 << 3, " day"},
    {1 << 10, " hour"},
    {1 << 11, " minute"},
    {1 << 12, " second"},
    {(1 << 2) | (1 << 1), " year to month"},
    {(1 << 3) | (1 << 10), " day to hour"},
    {(1 << 3) | (1 << 10) | (1 << 11), " day to minute"},
    {(1 << 3) | (1 << 10) | (1 << 11) | (1 << 12), " day to second"},
    {(1 << 10) | (1 << 11), " hour to minute"},
    {(1 << 10) | (1 << 11) | (1 << 12), " hour to second"},
    {(1 << 11) | (1 << 12), " minute to second"},
}};

std::string in_parentheses(const std::vector<int>& modifiers) {
  if (modifiers.empty()) return {};
  std::string out = "(";
  for (const int modifier : modifiers) {
    if (out.size() > 1) out += ",";
    out += std::to_string(modifier);
  }
  return out + ")";
}

std::string interval(const std::vector<int>& modifiers) {
  std::string out = "interval";
  if (modifiers.empty()) return out;
  for (const auto& fields : kFields) {
    if (fields.mask == modifiers.front()) out += fields.words;
  }
  return out + in_parentheses({modifiers.begin() + 1, modifiers.end()});
}

std::string element_name(const Type& type) {
  if (type.name.schema != "pg_catalog") {
    const bool bare = type.name.schema.empty() || type.name.schema == "public";
    return (bare ? quote_ident(type.name.name) : type.name.sql()) + in_parentheses(type.modifiers);
  }
  if (type.name.name == "interval") return interval(type.modifiers);
  // CHARACTER without a length is one character long.
  if (type.name.name == "bpchar" && type.modifiers.empty()) return "bpchar";
  for (const auto& spelling : kSpellings) {
    if (spelling.internal != type.name.name) continue;
    return std::string{spelling.sql} + in_parentheses(type.modifiers) +
           std::string{spelling.suffix};
  }
  return type.name.name + in_parentheses(type.modifiers);
}

}  // namespace

std::string to_string(const Type& type) { return element_name(type) + (type.array ? "[]" : ""); }

}  // namespace pgstage::catalog

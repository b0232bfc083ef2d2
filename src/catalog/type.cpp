#include <array>
#include <string_view>

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

std::string modifiers(const Type& type) {
  if (type.modifiers.empty()) return {};
  std::string out = "(";
  for (const int modifier : type.modifiers) {
    if (out.size() > 1) out += ",";
    out += std::to_string(modifier);
  }
  return out + ")";
}

std::string element_name(const Type& type) {
  if (type.name.schema != "pg_catalog") {
    const bool bare = type.name.schema.empty() || type.name.schema == "public";
    return (bare ? quote_ident(type.name.name) : type.name.sql()) + modifiers(type);
  }
  for (const auto& spelling : kSpellings) {
    if (spelling.internal != type.name.name) continue;
    return std::string{spelling.sql} + modifiers(type) + std::string{spelling.suffix};
  }
  return type.name.name + modifiers(type);
}

}  // namespace

std::string to_string(const Type& type) { return element_name(type) + (type.array ? "[]" : ""); }

}  // namespace pgstage::catalog

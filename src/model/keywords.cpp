#include "keywords.hpp"

#include <algorithm>
#include <array>

namespace pgstage {
namespace {

constexpr auto kQuoted = std::to_array<std::string_view>({
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
});

constexpr std::size_t kLetters = 26;

/// 0 for a; what begins with no letter counts as z, which is as good as any for a word that is
/// looked for in vain.
constexpr std::size_t initial(std::string_view word) {
  const bool letter = !word.empty() && word.front() >= 'a' && word.front() <= 'z';
  return letter ? static_cast<std::size_t>(word.front() - 'a') : kLetters - 1;
}

/// Where in the list the words with each initial begin.
constexpr auto kBegin = [] {
  std::array<std::size_t, kLetters + 1> out{};
  for (const auto word : kQuoted) ++out[initial(word) + 1];
  for (std::size_t i = 0; i < kLetters; ++i) out[i + 1] += out[i];
  return out;
}();

constexpr std::size_t kLongest = [] {
  std::size_t longest = 0;
  for (const auto word : kQuoted) longest = std::max(longest, word.size());
  return longest;
}();

}  // namespace

bool needs_quotes_as_keyword(std::string_view word) {
  if (word.size() > kLongest) return false;
  const auto* begin = kQuoted.data() + kBegin[initial(word)];
  const auto* end = kQuoted.data() + kBegin[initial(word) + 1];
  return std::find(begin, end, word) != end;
}

}  // namespace pgstage

#include "row_terms.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"

namespace pgstage::plan {
namespace {

// Types of pg_catalog without an equality operator, and those whose equality is not identity.
constexpr auto kNoEquality = std::to_array<std::string_view>(
    {"json", "xml", "point", "polygon", "box", "circle", "line", "lseg", "path", "txid_snapshot"});

bool has_equality(const catalog::Type& type) {
  const bool builtin = type.name.schema == "pg_catalog";
  return builtin &&
         std::find(kNoEquality.begin(), kNoEquality.end(), type.name.name) == kNoEquality.end();
}

}  // namespace

std::string differ(const catalog::Type& type, const std::string& a, const std::string& b) {
  const std::string_view cast = has_equality(type) ? "" : "::text";
  return fmt::format("{}{} IS DISTINCT FROM {}{}", a, cast, b, cast);
}

std::string any_changed(const std::vector<catalog::Column>& columns) {
  std::vector<std::string> out;
  for (const auto& column : columns) {
    const auto name = quote_ident(column.name);
    out.push_back(differ(column.type, "NEW." + name, "OLD." + name));
  }
  return out.empty() ? "false" : fmt::format("{}", fmt::join(out, " OR "));
}

std::string same_key(const std::vector<std::string>& key, std::string_view left,
                     std::string_view right) {
  std::vector<std::string> out;
  for (const auto& column : key) {
    out.push_back(fmt::format("{0}.{2} = {1}.{2}", left, right, quote_ident(column)));
  }
  return fmt::format("{}", fmt::join(out, " AND "));
}

}  // namespace pgstage::plan

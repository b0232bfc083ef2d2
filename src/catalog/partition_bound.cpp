#include "pgstage/catalog/partition_bound.hpp"

#include <algorithm>

#include "pgstage/model/names.hpp"

namespace pgstage::catalog {
namespace {

using Kind = sql::PartitionBound::Kind;

bool known(const std::vector<std::string>& values) {
  return std::none_of(values.begin(), values.end(), [](const auto& each) { return each.empty(); });
}

std::string list(const std::vector<std::string>& values) {
  std::string out;
  for (const auto& each : values) out += (out.empty() ? "" : ", ") + quote_literal(each);
  return out;
}

/// The one plain column that a table is partitioned by, as SQL.
std::optional<std::string> key_of(const Relation& parent, const sql::PartitionBound& bound) {
  const bool single = parent.partition_key.size() == 1 && bound.from.size() <= 1 &&
                      bound.to.size() <= 1 && known(bound.from) && known(bound.to) &&
                      known(bound.values);
  if (!single) return std::nullopt;
  return quote_ident(parent.partition_key.front());
}

}  // namespace

std::optional<std::string> inside(const Relation& parent, const sql::PartitionBound& bound) {
  const auto key = key_of(parent, bound);
  if (!key) return std::nullopt;
  const std::string not_null = *key + " IS NOT NULL";
  if (bound.kind == Kind::List) {
    return not_null + " AND " + *key + " IN (" + list(bound.values) + ")";
  }
  if (bound.kind != Kind::Range) return std::nullopt;
  std::string out = not_null;
  if (!bound.from.empty()) out += " AND " + *key + " >= " + list(bound.from);
  if (!bound.to.empty()) out += " AND " + *key + " < " + list(bound.to);
  return out;
}

std::optional<std::string> outside(const Relation& parent, const sql::PartitionBound& bound) {
  const auto key = key_of(parent, bound);
  if (!key) return std::nullopt;
  if (bound.kind == Kind::List) return *key + " NOT IN (" + list(bound.values) + ")";
  if (bound.kind != Kind::Range) return std::nullopt;
  std::string out;
  if (!bound.from.empty()) out = *key + " < " + list(bound.from);
  if (!bound.to.empty()) out += (out.empty() ? "" : " OR ") + *key + " >= " + list(bound.to);
  if (out.empty()) return std::nullopt;
  return out;
}

}  // namespace pgstage::catalog

#include <algorithm>
#include <optional>
#include <utility>

#include "pgstage/catalog/replay.hpp"

#include "builtin_functions.hpp"

namespace pgstage::catalog {
namespace {

const Function* user_function(const sql::Name& name, const Catalog& catalog) {
  const std::string schema = name.schema.empty() ? "public" : std::string{name.schema};
  return catalog.function({schema, std::string{name.name}});
}

bool may_be_immutable(const sql::Name& name) {
  const bool builtin = name.schema.empty() || name.schema == "pg_catalog";
  return builtin && has_immutable_overload(name.name);
}

/// Of the least stable overload, and of the most stable one; nothing for a function that is not
/// known.
std::optional<std::pair<Volatility, Volatility>> volatilities(const sql::Name& name,
                                                              const Catalog& catalog) {
  if (name.schema.empty() || name.schema == "pg_catalog") {
    const auto builtin = builtin_volatility(name.name);
    if (builtin)
      return std::pair{*builtin, may_be_immutable(name) ? Volatility::Immutable : *builtin};
  }
  const auto* found = user_function(name, catalog);
  if (found == nullptr) return std::nullopt;
  return std::pair{found->volatility, found->at_best};
}

}  // namespace

bool comes_with_server(const sql::Name& function) {
  return (function.schema.empty() || function.schema == "pg_catalog") && is_builtin(function.name);
}

ExpressionVolatility volatility_of(const sql::ExpressionFacts& facts, const Catalog& catalog) {
  ExpressionVolatility out;
  out.certain = facts.whole;
  if (facts.sql_value_function) out.volatility = out.at_best = Volatility::Stable;
  for (const auto& name : facts.functions) {
    const auto known = volatilities(name, catalog);
    out.certain = out.certain && known.has_value();
    out.volatility = std::max(out.volatility, known ? known->first : Volatility::Volatile);
    out.at_best = std::max(out.at_best, known ? known->second : Volatility::Immutable);
  }
  return out;
}

}  // namespace pgstage::catalog

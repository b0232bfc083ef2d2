#include <algorithm>

#include "pgstage/catalog/replay.hpp"

#include "builtin_functions.hpp"

namespace pgstage::catalog {
namespace {

std::optional<Volatility> user_volatility(const sql::Name& name, const Catalog& catalog) {
  const std::string schema = name.schema.empty() ? "public" : std::string{name.schema};
  const Function* found = catalog.function({schema, std::string{name.name}});
  return found == nullptr ? std::nullopt : std::optional{found->volatility};
}

bool may_be_immutable(const sql::Name& name) {
  const bool builtin = name.schema.empty() || name.schema == "pg_catalog";
  return builtin && has_immutable_overload(name.name);
}

std::optional<Volatility> function_volatility(const sql::Name& name, const Catalog& catalog) {
  if (name.schema.empty() || name.schema == "pg_catalog") {
    if (const auto builtin = builtin_volatility(name.name)) return builtin;
  }
  return user_volatility(name, catalog);
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
    const auto known = function_volatility(name, catalog);
    out.certain = out.certain && known.has_value();
    out.volatility = std::max(out.volatility, known.value_or(Volatility::Volatile));
    if (!may_be_immutable(name)) {
      out.at_best = std::max(out.at_best, known.value_or(Volatility::Immutable));
    }
  }
  return out;
}

}  // namespace pgstage::catalog

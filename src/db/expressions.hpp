#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "pgstage/model/schema_words.hpp"

namespace pgstage::db {

/// The columns that a check expression, as pg_get_expr() prints it, proves to hold no NULL: it is
/// `c IS NOT NULL` or a conjunction with it.
std::set<std::string> proven_not_null(std::string_view expression);

/// The built-in functions that are not immutable; overloads share the least stable volatility.
using BuiltinVolatility = std::map<std::string, Volatility, std::less<>>;

/// What the built-in functions in an expression make of it. Those of users have to be looked up in
/// pg_depend, where the built-in ones, being pinned, are missing. Never too optimistic.
Volatility builtin_volatility(std::string_view expression, const BuiltinVolatility& builtins);

}  // namespace pgstage::db

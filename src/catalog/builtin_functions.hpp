#pragma once

#include <optional>
#include <string_view>

#include "pgstage/model/schema_words.hpp"

namespace pgstage::catalog {

/// The volatility of a function in pg_catalog; nothing for a name that is not there.
std::optional<Volatility> builtin_volatility(std::string_view name);

/// Whether pg_catalog has a function, an aggregate or a window function of the name.
bool is_builtin(std::string_view name);

/// Whether it has an IMMUTABLE overload, too.
bool has_immutable_overload(std::string_view name);

}  // namespace pgstage::catalog

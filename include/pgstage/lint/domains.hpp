#pragma once

#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// What an ALTER DOMAIN reads while writes wait: `table "public.users" and 2 more`, or, where
/// nobody knows, every table that uses the domain. Nothing when no live table is read.
std::optional<std::string> read_for_domain(const effects::Effects& effects, const Context& context);

}  // namespace pgstage::lint

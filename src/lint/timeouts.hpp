#pragma once

#include <string>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// What a rule advises, with statement_timeout off for it where one is in effect that would cancel
/// what takes long by design: an index built while others write, a constraint that is validated.
std::string given_time(const Context& context, const std::string& advice);

}  // namespace pgstage::lint

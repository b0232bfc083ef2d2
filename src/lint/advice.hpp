#pragma once

#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

struct Advice {
  std::string sql;
  bool apart = false;  ///< As Finding says.
};

/// What a rule advises, fitted to the place of the statement. Where statement_timeout would cancel
/// what takes long by design (an index built while others write, a constraint that is validated) it
/// is off meanwhile. In a transaction the advice begins none of its own; what a transaction forbids
/// or takes the sense of has to stand apart.
Advice fitted(const Context& context, std::string_view written);

}  // namespace pgstage::lint

// What a DO block, or the functions that a statement calls, run and nobody can read.
#pragma once

#include <string>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

struct UnreadPart {
  std::string where;  ///< `line 4 of the block`, `function "shop.f"`.
  std::string why;
  std::string body;  ///< The whole that it stands in.
};

/// In their order. What a body calls is said of the statement there.
const std::vector<UnreadPart>& unread_parts(const Context& context);

}  // namespace pgstage::lint

#pragma once

#include <string>
#include <string_view>

namespace pgstage::report {

/// What `patch -p1` makes of one text the other with: lines that differ, with three around them.
/// Empty where nothing differs.
std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace pgstage::report

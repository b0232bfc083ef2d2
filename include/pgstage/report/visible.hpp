#pragma once

#include <string>
#include <string_view>

namespace pgstage::report {

/// Text as a terminal may safely show it: names and files come from strangers, and control
/// characters in them would move the cursor or retitle the window. Line ends, tabs and colours
/// stay; any other control character becomes `?`.
std::string visible(std::string_view text);

}  // namespace pgstage::report

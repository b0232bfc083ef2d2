#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgstage::shadow {

/// Values that have a chance to satisfy a check or a partition bound: the constants in it, for
/// numbers their neighbours too. For a text column a number is taken as a length, and a pattern is
/// answered with texts of the usual formats.
std::vector<std::string> candidates_from(std::string_view expression, bool textual);

}  // namespace pgstage::shadow

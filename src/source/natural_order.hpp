#pragma once

#include <string_view>

namespace pgstage::source {

/// Whether a name comes before another when runs of digits count as numbers: `2_b` before `10_a`.
/// Equal numbers are told apart by their text, so that the order is total.
bool comes_before(std::string_view a, std::string_view b);

}  // namespace pgstage::source

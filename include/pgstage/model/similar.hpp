#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace pgstage {

/// The candidate that a mistyped word most likely means: the fewest edits away, and not more than a
/// quarter of the word (at least two). The first of equals.
std::optional<std::string_view> most_similar(std::string_view word,
                                             const std::vector<std::string_view>& candidates);

}  // namespace pgstage

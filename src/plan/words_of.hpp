#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace pgstage::plan {

using Words = std::set<std::string, std::less<>>;

/// Every identifier in the text, as the server reads it.
Words words_of(std::string_view text);

}  // namespace pgstage::plan

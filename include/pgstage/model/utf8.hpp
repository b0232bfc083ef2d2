#pragma once

#include <string>
#include <string_view>

namespace pgstage {

/// Where the first byte stands that is no part of a well-formed sequence (RFC 3629); npos for none.
std::size_t first_bad_byte(std::string_view text);
bool is_utf8(std::string_view text);
/// As many of the first bytes as do not end inside a character.
std::string_view clipped(std::string_view text, std::size_t bytes);
/// With U+FFFD in the place of every byte that is no part of a well-formed sequence.
std::string with_replacements(std::string_view text);

}  // namespace pgstage

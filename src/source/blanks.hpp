// Texts that keep their length, so that every line and column in them is one of the file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "pgstage/source/framework.hpp"

namespace pgstage::source {

/// Puts blanks in the place of what stands there; lines stay lines.
void blank(std::string& text, std::size_t begin, std::size_t end);

/// Nothing but blanks, with the lines of the text.
std::string blanked(std::string_view text);

/// The text up to `end`, with blanks in front of `begin`.
std::string part_of(std::string_view text, std::size_t begin, std::size_t end);

/// Puts a name of the same length in the place of what stands for other text: of `{{ name }}`, and
/// of what the framework knows. In strings, comments and bodies it stays, since it may be what it
/// seems to be there.
void fill_placeholders(std::string& text, Placeholders known);

}  // namespace pgstage::source

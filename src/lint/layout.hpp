#pragma once

#include <cstddef>
#include <string_view>

#include "pgstage/sql/script.hpp"

namespace pgstage::lint {

/// Where the text begins behind a byte-order mark.
std::size_t begin_of_text(std::string_view text);
/// How the lines of a script end.
std::string_view newline_of(const sql::Script& script);
/// Where the line of a place begins.
std::size_t begin_of_line(const sql::Script& script, std::size_t place);
/// Blanks that a line begins with, before a statement that begins in it.
std::string_view indentation_of(const sql::Script& script, Span statement);

}  // namespace pgstage::lint

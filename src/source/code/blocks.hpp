#pragma once

#include "token.hpp"

namespace pgstage::source::code {

/// The token behind a value that begins at a token: at a comma or semicolon, at a bracket that was
/// opened before it, or where a line begins that does not go on with it.
std::size_t value_end(const Code& code, std::size_t begin);

/// The token behind a block that the line with this token opens and an `end` closes that is not
/// further in, or the end of a line that has all of it.
std::size_t end_of_lines(const Code& code, std::size_t token);

}  // namespace pgstage::source::code

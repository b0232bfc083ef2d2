#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pgstage/sql/script.hpp"

namespace pgstage::sql {

/// Bytes of a UTF-8 byte-order mark at the start, 0 or 3.
std::size_t byte_order_mark(std::string_view text);

/// Names an encoding that cannot be read at all, such as UTF-16 with its byte-order mark.
std::optional<std::string> foreign_encoding(std::string_view text);

/// What the server would say of bytes that it cannot take (22021): NUL, or invalid UTF-8. The
/// offset is within the text.
std::optional<Problem> encoding_problem(std::string_view text);

}  // namespace pgstage::sql

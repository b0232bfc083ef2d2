#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pgstage::sql {

/// The text that an expression of constants makes: strings and numbers joined by ||, concat(),
/// quote_ident(), quote_literal() and format(). Nothing when it takes anything else, is NULL, or
/// would be longer than `limit`.
std::optional<std::string> fold_text(std::string_view expression, std::size_t limit);

}  // namespace pgstage::sql

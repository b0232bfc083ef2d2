#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// The tokens of a statement without comments and layout, words as if they were in lower case. What
/// stands between dollars is perhaps the body of a DO, and taken so, too.
std::string tokens_of(std::string_view sql);

/// What stays the same while a statement does, however it is laid out, commented and numbered:
/// hashes the rule, and the tokens of the statement and of the part of it that is meant. Words of
/// messages, which change with versions of ours and with lines, are not in it.
std::string fingerprint(std::string_view rule, std::string_view statement_tokens,
                        std::string_view part_tokens);

/// Gives the second of two equal ones in a file another fingerprint, and so on.
void tell_apart(std::vector<Finding>& findings);

}  // namespace pgstage::lint

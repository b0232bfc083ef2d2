#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// What stays the same while a statement does, however it is laid out, commented and numbered:
/// hashes the rule, the statement and the part of it that is meant. Words of messages, which change
/// with versions of ours and with lines, are not in it.
std::string fingerprint(std::string_view rule, std::string_view statement, std::string_view part);

/// Gives the second of two equal ones in a file another fingerprint, and so on.
void tell_apart(std::vector<Finding>& findings);

}  // namespace pgstage::lint

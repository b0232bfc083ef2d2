// What cannot be done while others work, and cannot be done another way with the same end.
#pragma once

#include <string_view>
#include <vector>

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan {

/// As it was written, behind a gate that asks for an hour in which the relations can be done
/// without, and with a warning in the plan's first lines. `instead` is what to think of before.
void in_quiet_hour(const Change& change, const std::vector<QualifiedName>& relations, Step step,
                   std::string_view instead, Draft& out);

}  // namespace pgstage::plan

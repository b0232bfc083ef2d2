#pragma once

#include <string>
#include <string_view>

#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// The plan file (CONTRACT), the same bytes for the same plan.
std::string plan_json(const plan::Plan& plan);

/// Reads a plan file back. Wrong, missing and unknown fields are errors that name their place; a
/// plan whose content does not match its id is refused.
Result<plan::Plan> plan_from_json(std::string_view text);

/// The digest of everything in the plan but its id and the paths of its sources.
std::string plan_id(const plan::Plan& plan);

/// Phases, gates and steps for a person to read: a table of all, then each with its SQL.
std::string plan_text(const plan::Plan& plan, const Style& style);
/// The same for a pull request, with the SQL folded away.
std::string plan_markdown(const plan::Plan& plan);

}  // namespace pgstage::report

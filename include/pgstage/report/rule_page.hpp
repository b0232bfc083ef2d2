#pragma once

#include <span>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// What `explain` prints of one rule.
std::string rule_page(const lint::RuleInfo& info, const Style& style);
/// One line a rule.
std::string rules_text(std::span<const lint::Rule* const> rules, const Style& style);
std::string rules_json(std::span<const lint::Rule* const> rules);

}  // namespace pgstage::report

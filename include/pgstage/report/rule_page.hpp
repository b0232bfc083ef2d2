#pragma once

#include <span>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// What `explain` prints of one rule: its words, its samples, and what it says of the bad one.
std::string rule_page(const lint::Rule& rule, const Style& style);
/// The same as the page that stands beside the rule, in Markdown.
std::string rule_markdown(const lint::Rule& rule);
/// One line a rule.
std::string rules_text(std::span<const lint::Rule* const> rules, const Style& style);
std::string rules_json(std::span<const lint::Rule* const> rules);
/// A table of all rules and one of the names that other tools give them, in Markdown.
std::string rules_markdown(std::span<const lint::Rule* const> rules);

}  // namespace pgstage::report

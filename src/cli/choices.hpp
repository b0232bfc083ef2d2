// What command line, variables and pgstage.toml say about the rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/config/settings.hpp"
#include "pgstage/lint/choice.hpp"

namespace pgstage::cli {

/// What one place says about the rules: settings of --rule, --parameter, --enable and --disable.
struct RuleSettings {
  std::vector<config::Setting> settings;
  std::vector<config::PathPattern> match = {};  ///< Which files it is for; empty: all.
  std::string folder = {};  ///< That the patterns start from: an as seen from here.
};

bool is_about_rules(std::string_view option);

/// Fails for a rule, group, category or parameter that does not exist.
Result<void> check_rule_setting(const config::Setting& setting);

/// Fails for a place that contradicts itself. The nearest place comes first.
Result<std::vector<lint::Choice>> choices_of(const std::vector<RuleSettings>& places);

}  // namespace pgstage::cli

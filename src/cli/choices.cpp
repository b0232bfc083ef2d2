#include "choices.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "pgstage/lint/rule.hpp"

#include "files.hpp"

namespace pgstage::cli {
namespace {

constexpr auto kAboutRules =
    std::to_array<std::string_view>({"disable", "enable", "parameter", "rule"});

Error no_rule(std::string_view name, const std::string& said) {
  const auto similar = lint::similar_name(name);
  return input_error(fmt::format("{}: there is no rule \"{}\"", said, name),
                     similar ? fmt::format("Did you mean \"{}\"?", *similar)
                             : "Run \"pgstage rules\" for the names.");
}

/// A rule, a group, a category or `all`.
Result<void> check_name(std::string_view name, const std::string& said) {
  const auto rules = lint::all_rules();
  const bool meant = std::any_of(rules.begin(), rules.end(), [&](const lint::Rule* rule) {
    return lint::is_meant(*rule, name);
  });
  return meant ? Result<void>{} : no_rule(name, said);
}

/// `RULE.NAME=VALUE`.
struct ParameterWords {
  std::string rule;
  std::string name;
  std::string value;
};

std::optional<ParameterWords> parameter_words(const std::string& text) {
  const auto equals = text.find('=');
  const auto dot = text.substr(0, equals).find('.');
  if (equals == std::string::npos || dot == std::string::npos) return std::nullopt;
  return ParameterWords{text.substr(0, dot), text.substr(dot + 1, equals - dot - 1),
                        text.substr(equals + 1)};
}

/// The one rule that has parameters by this name; null where there is none, or more than one.
const lint::Rule* rule_of(const std::string& name) {
  const auto rules = lint::rules_named(name);
  return rules.size() == 1 ? rules.front() : nullptr;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() < 10 &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<void> check_parameter(const std::string& text, const std::string& said) {
  const auto words = parameter_words(text);
  if (!words) {
    return input_error(fmt::format("{} cannot be \"{}\"", said, text), "Use RULE.NAME=VALUE.");
  }
  const auto* rule = rule_of(words->rule);
  if (rule == nullptr) {
    if (auto checked = check_name(words->rule, said); !checked) return checked;
    return input_error(
        fmt::format("{}: \"{}\" is not one rule, and has no parameters", said, words->rule),
        "Name the rule itself.");
  }
  const auto& all = rule->info.parameters;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& each) { return each.name == words->name; });
  if (found == all.end()) {
    std::vector<std::string_view> names;
    for (const auto& each : all) names.push_back(each.name);
    return input_error(
        fmt::format("{}: rule \"{}\" has no parameter \"{}\"", said, rule->info.id, words->name),
        names.empty() ? "It has none." : fmt::format("It has: {}.", fmt::join(names, ", ")));
  }
  if (!is_number(found->value) || is_number(words->value)) return {};
  return input_error(
      fmt::format("{}: parameter \"{}\" cannot be \"{}\"", said, words->name, words->value),
      fmt::format("Use a whole number; without one it is {}.", found->value));
}

/// `drop-table=off`, as the form was checked before.
lint::Wish wish_of(const std::string& text) {
  using lint::Level;
  const auto equals = text.find('=');
  const auto word = std::string_view{text}.substr(equals + 1);
  constexpr std::array<std::pair<std::string_view, Level>, 4> kLevels = {{
      {"off", Level::Off},
      {"notice", Level::Notice},
      {"warning", Level::Warning},
      {"error", Level::Error},
  }};
  const auto found = std::find_if(kLevels.begin(), kLevels.end(),
                                  [&](const auto& each) { return each.first == word; });
  return {text.substr(0, equals), found->second};
}

std::string_view words_of(lint::Level level) {
  switch (level) {
    case lint::Level::Off:
      return "off";
    case lint::Level::On:
      return "enabled";
    case lint::Level::Notice:
      return "notice";
    case lint::Level::Warning:
      return "warning";
    case lint::Level::Error:
      return "error";
  }
  return {};
}

/// To ask for a rule and to say how severe it is are not against each other.
bool go_together(lint::Level a, lint::Level b) {
  using lint::Level;
  return a == b || (a == Level::On && b != Level::Off) || (b == Level::On && a != Level::Off);
}

/// Collects what one place says.
class Collector {
 public:
  Result<void> take(const config::Setting& setting) {
    for (const auto& value : setting.values) {
      if (auto taken = take(setting, value); !taken) return taken;
    }
    return {};
  }

  lint::Choice choice;

 private:
  /// What, and where.
  template <class What>
  using Said = std::pair<What, std::string>;

  Result<void> take(const config::Setting& setting, const std::string& value) {
    if (setting.option == "parameter") return take_parameter(value, setting.said);
    if (setting.option == "rule") return take_wish(wish_of(value), setting.said);
    const auto level = setting.option == "enable" ? lint::Level::On : lint::Level::Off;
    return take_wish({value, level}, setting.said);
  }

  Result<void> take_wish(lint::Wish wish, const std::string& said) {
    for (const auto& name : names_of(wish.name)) {
      auto& before = wishes_[name];
      for (const auto& [level, place] : before) {
        if (go_together(level, wish.level)) continue;
        return contradiction(name, {words_of(level), place}, {words_of(wish.level), said});
      }
      before.emplace_back(wish.level, said);
    }
    choice.wishes.push_back(std::move(wish));
    return {};
  }

  Result<void> take_parameter(const std::string& text, const std::string& said) {
    const auto words = parameter_words(text);
    const auto name = fmt::format("{}.{}", rule_of(words->rule)->info.id, words->name);
    const auto [at, is_new] = parameters_.try_emplace(name, words->value, said);
    const auto& [value, place] = at->second;
    if (!is_new && value != words->value) {
      return contradiction(name, {value, place}, {words->value, said});
    }
    choice.parameters.emplace(name, words->value);
    return {};
  }

  /// What a name and its aliases have in common.
  static std::vector<std::string> names_of(const std::string& name) {
    std::vector<std::string> out;
    for (const auto* rule : lint::rules_named(name)) out.emplace_back(rule->info.id);
    if (out.empty()) out.push_back(name);
    return out;
  }

  static Error contradiction(const std::string& name, const Said<std::string_view>& first,
                             const Said<std::string_view>& second) {
    return input_error(fmt::format("\"{}\" is both {} ({}) and {} ({})", name, first.first,
                                   first.second, second.first, second.second),
                       "Remove one of the two.");
  }

  std::map<std::string, std::vector<Said<lint::Level>>> wishes_;
  std::map<std::string, Said<std::string>> parameters_;
};

/// Whether a file, as a person names it from here, is below the folder and matches.
std::function<bool(std::string_view)> covers(const RuleSettings& place) {
  if (place.match.empty()) return {};
  return [match = place.match, folder = place.folder](std::string_view path) {
    const auto relative = path_from(folder, path);
    return std::any_of(match.begin(), match.end(),
                       [&](const auto& pattern) { return pattern.matches(relative); });
  };
}

}  // namespace

bool is_about_rules(std::string_view option) {
  return std::find(kAboutRules.begin(), kAboutRules.end(), option) != kAboutRules.end();
}

Result<void> check_rule_setting(const config::Setting& setting) {
  for (const auto& value : setting.values) {
    const auto name = std::string_view{value}.substr(0, value.find('='));
    auto checked = setting.option == "parameter" ? check_parameter(value, setting.said)
                                                 : check_name(name, setting.said);
    if (!checked) return checked;
  }
  return {};
}

Result<std::vector<lint::Choice>> choices_of(const std::vector<RuleSettings>& places) {
  std::vector<lint::Choice> out;
  for (const auto& place : places) {
    Collector collector;
    for (const auto& setting : place.settings) {
      if (auto taken = collector.take(setting); !taken) return taken.error();
    }
    collector.choice.covers = covers(place);
    out.push_back(std::move(collector.choice));
  }
  return out;
}

}  // namespace pgstage::cli

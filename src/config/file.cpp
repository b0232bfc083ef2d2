#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "pgstage/config/option.hpp"
#include "pgstage/config/settings.hpp"
#include "pgstage/model/similar.hpp"

namespace pgstage::config {
namespace {

constexpr std::string_view kRules = "rules";
constexpr std::string_view kPaths = "paths";
constexpr std::string_view kMatch = "match";
/// The option that a table of paths has, too.
constexpr std::string_view kEnable = "enable";

/// What a node is called in a message.
std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "a number";
    case toml::node_type::floating_point:
      return "a fraction";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::table:
      return "a table";
    default:
      return "a date or a time";
  }
}

bool is_command(std::string_view word) {
  return std::find(commands().begin(), commands().end(), word) != commands().end();
}

/// Reads one file for one command.
class Reader {
 public:
  Reader(const std::string& path, std::string_view command) : path_(path), command_(command) {}

  Result<FileSettings> read(const toml::table& top) {
    for (auto&& [key, node] : top) {
      if (auto taken = take(key, node); !taken) return taken.error();
    }
    for (auto& setting : general_) {
      const bool said = std::any_of(own_.begin(), own_.end(), [&](const Setting& each) {
        return each.option == setting.option && each.option != "rule" && each.option != "parameter";
      });
      if (!said) own_.push_back(std::move(setting));
    }
    return FileSettings{std::move(own_), std::move(paths_)};
  }

 private:
  Result<void> take(const toml::key& key, const toml::node& node) {
    if (key.str() == kRules) return take_rules(key, node, general_);
    if (key.str() == kPaths) return take_paths(key, node);
    if (!is_command(key.str())) return take_option(key, node, {});
    const auto* table = node.as_table();
    if (table == nullptr) return no_table(key, node, fmt::format("[{}]", key.str()));
    for (auto&& [inner, value] : *table) {
      if (auto taken = take_option(inner, value, key.str()); !taken) return taken;
    }
    return {};
  }

  Error no_table(const toml::key& key, const toml::node& node, std::string_view form) const {
    return input_error(fmt::format("{} cannot be {}", said(key), kind_of(node)),
                       fmt::format("Write it as a table: {}.", form));
  }

  /// `[[paths]]`, each with what it matches and what it says of the rules.
  Result<void> take_paths(const toml::key& key, const toml::node& node) {
    const auto* list = node.as_array();
    if (list == nullptr) return no_table(key, node, "[[paths]]");
    for (const auto& each : *list) {
      const auto* table = each.as_table();
      if (table == nullptr) return no_table(key, each, "[[paths]]");
      if (auto taken = take_paths_table(*table); !taken) return taken;
    }
    return {};
  }

  Result<void> take_paths_table(const toml::table& table) {
    PathSettings out;
    for (auto&& [key, node] : table) {
      Result<void> taken;
      if (key.str() == kMatch) {
        taken = take_match(key, node, out.match);
      } else if (key.str() == kRules) {
        taken = take_rules(key, node, out.settings);
      } else if (key.str() == kEnable) {
        taken = take_enable(key, node, out.settings);
      } else {
        taken = unknown_of_paths(key);
      }
      if (!taken) return taken;
    }
    if (out.match.empty()) {
      return input_error(
          fmt::format("{}: this table of paths matches nothing", place(table.source())),
          "Say which files it is for: match = \"db/legacy/**\".");
    }
    paths_.push_back(std::move(out));
    return {};
  }

  Result<void> take_match(const toml::key& key, const toml::node& node,
                          std::vector<PathPattern>& to) {
    const auto* list = node.as_array();
    if (list == nullptr) return add_pattern(key, node, to);
    for (const auto& each : *list) {
      if (auto added = add_pattern(key, each, to); !added) return added;
    }
    return {};
  }

  Result<void> add_pattern(const toml::key& key, const toml::node& node,
                           std::vector<PathPattern>& to) {
    const auto text = node.value_exact<std::string>();
    if (!text) return wrong_kind(key, node, "text or a list of texts");
    auto pattern = PathPattern::parse(*text, said(key, node));
    if (!pattern) return pattern.error();
    to.push_back(*std::move(pattern));
    return {};
  }

  Result<void> take_enable(const toml::key& key, const toml::node& node, std::vector<Setting>& to) {
    const Option& option = *find_option(kEnable);
    auto names = values_of(option, key, node);
    if (!names) return names.error();
    if (option.belongs_to(command_)) {
      to.push_back({std::string{kEnable}, *std::move(names), said(key)});
    }
    return {};
  }

  Error unknown_of_paths(const toml::key& key) const {
    const Option* option = find_option(key.str());
    if (option != nullptr && !option->not_in_file.empty()) return not_in_file(key, *option);
    const auto similar = most_similar(key.str(), {kMatch, kRules, kEnable});
    return input_error(
        fmt::format("{}: there is no key \"{}\" for paths", place(key.source()), key.str()),
        similar ? fmt::format("Did you mean \"{}\"?", *similar)
                : "Keys are match, rules and enable.");
  }

  Error not_in_file(const toml::key& key, const Option& option) const {
    return input_error(fmt::format("{} cannot be set in a file", said(key)),
                       std::string{option.not_in_file});
  }

  /// `section` is the command whose table the key stands in; empty at the top.
  Result<void> take_option(const toml::key& key, const toml::node& node, std::string_view section) {
    const Option* option = find_option(key.str());
    if (option == nullptr) return unknown(key, section);
    if (!option->not_in_file.empty()) return not_in_file(key, *option);
    if (!section.empty() && !option->belongs_to(section)) {
      return input_error(fmt::format("{} is no option of \"pgstage {}\"", said(key), section),
                         fmt::format("It is one of: {}.", option->commands));
    }
    auto values = values_of(*option, key, node);
    if (!values) return values.error();
    const bool off = option->kind == ValueKind::Switch && !node.value_or(false);
    const bool ours = section.empty() ? option->belongs_to(command_) : section == command_;
    if (ours && !off) {
      auto& to = section.empty() ? general_ : own_;
      to.push_back({std::string{option->name}, *std::move(values), said(key)});
    }
    return {};
  }

  Result<void> take_rules(const toml::key& key, const toml::node& node,
                          std::vector<Setting>& to) const {
    const auto* table = node.as_table();
    if (table == nullptr) return no_table(key, node, "[rules]");
    for (auto&& [inner, value] : *table) {
      if (auto taken = take_rule(inner, value, to); !taken) return taken;
    }
    return {};
  }

  /// `RULE = "level"` or `RULE = { level = "level", parameter = value }`.
  Result<void> take_rule(const toml::key& key, const toml::node& node,
                         std::vector<Setting>& to) const {
    const std::string rule{key.str()};
    const auto* table = node.as_table();
    if (table == nullptr) return take_level(rule, key, node, to);
    for (auto&& [inner, value] : *table) {
      auto taken = inner.str() == "level" ? take_level(rule, inner, value, to)
                                          : take_parameter(rule, inner, value, to);
      if (!taken) return taken;
    }
    return {};
  }

  Result<void> take_parameter(const std::string& rule, const toml::key& key, const toml::node& node,
                              std::vector<Setting>& to) const {
    const auto words = words_of(node);
    if (!words) return wrong_kind(key, node, "text, a number or a list of texts");
    if (find_option("parameter")->belongs_to(command_)) {
      to.push_back(
          {"parameter", {fmt::format("{}.{}={}", rule, key.str(), *words)}, place(key.source())});
    }
    return {};
  }

  static std::optional<std::string> words_of(const toml::node& node) {
    if (node.is_integer()) return std::to_string(*node.value<std::int64_t>());
    if (node.is_string()) return *node.value<std::string>();
    const auto* list = node.as_array();
    if (list == nullptr) return std::nullopt;
    std::string out;
    for (const auto& each : *list) {
      if (!each.is_string()) return std::nullopt;
      out += (out.empty() ? "" : " ") + *each.value<std::string>();
    }
    return out;
  }

  Result<void> take_level(const std::string& rule, const toml::key& key, const toml::node& node,
                          std::vector<Setting>& to) const {
    const Option& option = *find_option("rule");
    const auto level = node.value_exact<std::string>();
    if (!level) return wrong_kind(key, node, "off, notice, warning or error, in quotes");
    const auto value = rule + "=" + *level;
    if (!check(option, value, {})) {
      return input_error(fmt::format("{} cannot be \"{}\"", said(key), *level),
                         "Use off, notice, warning or error.");
    }
    if (option.belongs_to(command_)) to.push_back({"rule", {value}, place(key.source())});
    return {};
  }

  Result<std::vector<std::string>> values_of(const Option& option, const toml::key& key,
                                             const toml::node& node) const {
    std::vector<std::string> values;
    const auto* list = option.repeatable ? node.as_array() : nullptr;
    if (list == nullptr) {
      if (auto added = add_value(option, key, node, values); !added) return added.error();
      return values;
    }
    for (const auto& each : *list) {
      if (auto added = add_value(option, key, each, values); !added) return added.error();
    }
    return values;
  }

  Result<void> add_value(const Option& option, const toml::key& key, const toml::node& node,
                         std::vector<std::string>& values) const {
    const bool is_number = option.kind == ValueKind::Number || option.kind == ValueKind::Time;
    const bool is_switch = option.kind == ValueKind::Switch;
    const bool is_text = !is_switch && option.kind != ValueKind::Number;
    std::string value;
    if (is_switch && node.is_boolean()) return {};
    if (is_number && node.is_integer()) {
      value = std::to_string(*node.value<std::int64_t>());
    } else if (is_text && node.is_string()) {
      value = *node.value<std::string>();
    } else {
      return wrong_kind(key, node, accepts(option));
    }
    if (auto checked = check(option, value, said(key, node)); !checked) return checked;
    if (option.name == "format" && value.find('=') != std::string::npos) {
      return input_error(fmt::format("{} cannot name a file to write", said(key, node)),
                         "Give --format F=FILE on the command line.");
    }
    values.push_back(option.kind == ValueKind::Path ? beside_file(value) : std::move(value));
    return {};
  }

  std::string beside_file(const std::string& value) const {
    return (std::filesystem::path(path_).parent_path() / value).lexically_normal().string();
  }

  Error wrong_kind(const toml::key& key, const toml::node& node, std::string_view wanted) const {
    return input_error(fmt::format("{} cannot be {}", said(key, node), kind_of(node)),
                       fmt::format("Use {}.", wanted));
  }

  Error unknown(const toml::key& key, std::string_view section) const {
    std::vector<std::string_view> names;
    for (const auto& option : options()) {
      const bool here = section.empty() || option.belongs_to(section);
      if (here && option.not_in_file.empty()) names.push_back(option.name);
    }
    if (section.empty()) {
      names.insert(names.end(), commands().begin(), commands().end());
      names.push_back(kRules);
      names.push_back(kPaths);
    }
    const auto similar = most_similar(key.str(), names);
    const auto help = fmt::format("Keys are the options of pgstage; run \"pgstage {} --help\".",
                                  section.empty() ? "lint" : section);
    return input_error(fmt::format("{}: there is no key \"{}\"", place(key.source()), key.str()),
                       similar ? fmt::format("Did you mean \"{}\"?", *similar) : help);
  }

  std::string place(const toml::source_region& source) const {
    return fmt::format("{}:{}:{}", path_, source.begin.line, source.begin.column);
  }
  std::string said(const toml::key& key) const {
    return fmt::format("{}: {}", place(key.source()), key.str());
  }
  /// The place of the value rather than of the key.
  std::string said(const toml::key& key, const toml::node& node) const {
    return fmt::format("{}: {}", place(node.source()), key.str());
  }

  const std::string& path_;
  std::string_view command_;
  std::vector<Setting> general_;  ///< From the top, and from [rules].
  std::vector<Setting> own_;      ///< From the command's own table.
  std::vector<PathSettings> paths_;
};

/// toml++ says what it was at first, and then what went wrong.
std::string reason_of(const toml::parse_error& error) {
  std::string_view text = error.description();
  const auto colon = text.find(": ");
  if (text.starts_with("Error while") && colon != std::string_view::npos) {
    text.remove_prefix(colon + 2);
  }
  return std::string{text};
}

}  // namespace

Result<FileSettings> from_file(std::string_view toml, const std::string& path,
                               std::string_view command) {
  try {
    return Reader(path, command).read(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    const auto& at = error.source().begin;
    return input_error(fmt::format("{}:{}:{}: {}", path, at.line, at.column, reason_of(error)),
                       "The file is TOML: key = \"text\", key = 16, key = true, [table].");
  }
}

}  // namespace pgstage::config

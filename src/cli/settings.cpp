#include "settings.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/config/option.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

/// The folder whose settings count: that of the first path, else the one we are in.
fs::path starting_folder(const po::variables_map& values) {
  std::string path = ".";
  if (values.count("path") > 0) path = values["path"].as<std::vector<std::string>>().front();
  if (path == "-") path = text_option(values, "stdin-filename");
  std::error_code ignored;
  const fs::path folder =
      fs::is_directory(path, ignored) ? fs::path(path) : fs::path(path).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

/// The nearest file from a folder up to the root of its repository, or of the file system; as a
/// person would name it from here. Empty when there is none.
std::string nearest_file(const fs::path& start) {
  std::error_code ignored;
  const fs::path here = fs::weakly_canonical(fs::current_path(ignored), ignored);
  fs::path folder = fs::weakly_canonical(start, ignored);
  while (true) {
    const fs::path file = folder / config::kFileName;
    if (fs::exists(file, ignored)) return file.lexically_proximate(here).string();
    if (fs::exists(folder / ".git", ignored) || folder == folder.parent_path()) return {};
    folder = folder.parent_path();
  }
}

std::string file_of(const po::variables_map& values, const Environment& environment) {
  if (values.count("config") > 0) return text_option(values, "config");
  const auto variable = environment.variable("PGSTAGE_CONFIG").value_or("");
  return variable.empty() ? nearest_file(starting_folder(values)) : variable;
}

Result<void> add_file(const CommandLine& line, const std::string& path,
                      std::vector<config::Setting>& settings) {
  const auto text = source::read_file(path);
  if (!text) {
    return input_error(text.error().message,
                       "Check --config and PGSTAGE_CONFIG, or do without: --isolated.");
  }
  auto said = config::from_file(*text, path, line.name);
  if (!said) return said.error();
  settings.insert(settings.end(), said->begin(), said->end());
  return {};
}

/// As if it had been typed behind what was typed: what stands already stays.
void store(const CommandLine& line, const config::Setting& setting, po::variables_map& values) {
  po::parsed_options typed(&line.options);
  po::option option(setting.option, setting.values);
  option.original_tokens.push_back("--" + setting.option);
  typed.options.push_back(std::move(option));
  po::store(typed, values);
}

/// Whoever types --schema means it, whatever variable names a database; and the application's own
/// DATABASE_URL comes last.
void settle_database(const CommandLine& line, const po::variables_map& values,
                     const Environment& environment, std::vector<config::Setting>& settings) {
  const auto says = [&](std::string_view option) {
    return std::any_of(settings.begin(), settings.end(),
                       [&](const auto& each) { return each.option == option; });
  };
  if (values.count("schema") > 0) {
    std::erase_if(settings, [](const auto& each) { return each.option == "database-url"; });
    return;
  }
  const auto url = environment.variable("DATABASE_URL").value_or("");
  const bool named = values.count("database-url") > 0 || says("database-url") || says("schema");
  const bool wanted = line.options.find_nothrow("database-url", false) != nullptr;
  if (wanted && !named && !url.empty()) {
    settings.push_back({"database-url", {url}, "DATABASE_URL"});
  }
}

Result<void> check_format(const CommandLine& line, const std::string& value,
                          const std::string& said) {
  const auto format = value.substr(0, value.find('='));
  const auto& known = line.formats;
  if (value.ends_with('=')) {
    return input_error(fmt::format("{}: no file is named behind \"{}\"", said, value),
                       "Write F=FILE, or F alone for standard output.");
  }
  if (std::find(known.begin(), known.end(), format) != known.end()) return {};
  return input_error(fmt::format("{}: there is no format \"{}\"", said, format),
                     fmt::format("Formats here are: {}.", fmt::join(known, ", ")));
}

Error no_rule(std::string_view name, const std::string& said) {
  const auto similar = lint::similar_rule(name);
  return input_error(fmt::format("{}: there is no rule \"{}\"", said, name),
                     similar ? fmt::format("Did you mean \"{}\"?", *similar)
                             : "Run \"pgstage rules\" for the names.");
}

Result<void> check_rule(const std::string& value, const std::string& said) {
  const auto rule = value.substr(0, value.find('='));
  if (!lint::rules_named(rule).empty()) return {};
  return no_rule(rule, said);
}

/// A rule, a group, a category or `all`.
Result<void> check_rules(const std::string& name, const std::string& said) {
  const auto rules = lint::all_rules();
  const bool meant = std::any_of(rules.begin(), rules.end(), [&](const lint::Rule* rule) {
    return lint::is_meant(*rule, name);
  });
  if (meant) return {};
  return no_rule(name, said);
}

/// `RULE.NAME=VALUE`.
Result<void> check_parameter(const std::string& value, const std::string& said) {
  const auto equals = value.find('=');
  const auto dot = value.substr(0, equals).find('.');
  if (equals == std::string::npos || dot == std::string::npos) {
    return input_error(fmt::format("{} cannot be \"{}\"", said, value), "Use RULE.NAME=VALUE.");
  }
  const auto id = value.substr(0, dot);
  const auto* rule = lint::find_rule(id);
  if (rule == nullptr) return no_rule(id, said);
  const auto name = value.substr(dot + 1, equals - dot - 1);
  std::vector<std::string_view> names;
  for (const auto& each : rule->info.parameters) names.push_back(each.name);
  if (std::find(names.begin(), names.end(), name) != names.end()) return {};
  return input_error(
      fmt::format("{}: rule \"{}\" has no parameter \"{}\"", said, id, name),
      names.empty() ? "It has none." : fmt::format("It has: {}.", fmt::join(names, ", ")));
}

}  // namespace

void add_settings_options(po::options_description& options) {
  options.add_options()("config", po::value<std::string>()->value_name("FILE"),
                        "settings (else the nearest pgstage.toml, from PATH up to the root of the "
                        "repository)")("isolated",
                                       "ignore pgstage.toml, PGSTAGE_… variables and DATABASE_URL");
}

Result<void> check(const CommandLine& line, const config::Setting& setting) {
  const auto* option = config::find_option(setting.option);
  for (const auto& value : setting.values) {
    if (option != nullptr) {
      if (auto checked = config::check(*option, value, setting.said); !checked) return checked;
    }
    Result<void> known;
    if (setting.option == "format") known = check_format(line, value, setting.said);
    if (setting.option == "rule") known = check_rule(value, setting.said);
    if (setting.option == "parameter") known = check_parameter(value, setting.said);
    if (setting.option == "enable" || setting.option == "disable") {
      known = check_rules(value, setting.said);
    }
    if (!known) return known;
  }
  return {};
}

Result<void> add_settings(const CommandLine& line, po::variables_map& values,
                          Environment& environment) {
  if (values.count("isolated") > 0) {
    if (values.count("config") == 0) return {};
    return input_error("--config and --isolated exclude each other", "Leave one of them out.");
  }
  auto settings = config::from_variables(environment.variables, line.name);
  if (!settings) return settings.error();
  const auto file = file_of(values, environment);
  if (!file.empty()) {
    if (auto added = add_file(line, file, *settings); !added) return added;
  }
  settle_database(line, values, environment, *settings);
  for (const auto& setting : *settings) {
    if (auto checked = check(line, setting); !checked) return checked;
    store(line, setting, values);
  }
  if (!file.empty() && values.count("verbose") > 0) environment.err << "settings: " << file << "\n";
  return {};
}

}  // namespace pgstage::cli

#include "settings.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/config/option.hpp"
#include "pgstage/source/source.hpp"

#include "files.hpp"

namespace pgstage::cli {
namespace {

namespace fs = std::filesystem;

/// The folder whose settings count: that of the first path, else the one we are in.
fs::path starting_folder(const po::variables_map& values) {
  const auto paths = list_option(values, "path");
  std::string path = paths.empty() ? "." : paths.front();
  if (path == "-") path = text_option(values, "stdin-filename");
  std::error_code ignored;
  return fs::is_directory(path, ignored) ? path : folder_of(path);
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

/// What variables and the file say, the nearer first.
struct Places {
  std::vector<config::Setting> variables;
  config::FileSettings file;
  std::string file_path;  ///< Empty: there is no file.
};

Result<config::FileSettings> read_settings(const CommandLine& line, const std::string& path) {
  const auto text = source::read_file(path);
  if (!text) {
    return input_error(text.error().message,
                       "Check --config and PGSTAGE_CONFIG, or do without: --isolated.");
  }
  return config::from_file(*text, path, line.name);
}

Result<Places> read_places(const CommandLine& line, const po::variables_map& values,
                           const Environment& environment) {
  Places out;
  auto variables = config::from_variables(environment.variables, line.name);
  if (!variables) return variables.error();
  out.variables = *std::move(variables);
  out.file_path = file_of(values, environment);
  if (out.file_path.empty()) return out;
  auto file = read_settings(line, out.file_path);
  if (!file) return file.error();
  out.file = *std::move(file);
  return out;
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

/// Takes what is about the rules out of the places, each for itself, as the nearer one counts.
Result<void> add_rules(const CommandLine& line, Places& places, Values& values) {
  const auto add = [&](std::vector<config::Setting>& from, RuleSettings place) {
    const auto about = std::stable_partition(
        from.begin(), from.end(), [](const auto& each) { return !is_about_rules(each.option); });
    place.settings.assign(std::make_move_iterator(about), std::make_move_iterator(from.end()));
    from.erase(about, from.end());
    if (!place.settings.empty()) values.rules.push_back(std::move(place));
  };
  const auto folder = folder_of(places.file_path);
  add(places.variables, {});
  auto& paths = places.file.paths;
  for (auto table = paths.rbegin(); table != paths.rend(); ++table) {
    add(table->settings, {.settings = {}, .match = table->match, .folder = folder});
  }
  add(places.file.general, {});
  for (const auto& place : values.rules) {
    for (const auto& setting : place.settings) {
      if (auto checked = check(line, setting); !checked) return checked;
    }
  }
  return {};
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
    if (!known) return known;
  }
  return is_about_rules(setting.option) ? check_rule_setting(setting) : Result<void>{};
}

Result<void> add_settings(const CommandLine& line, Values& values, Environment& environment) {
  if (values.count("isolated") > 0) {
    if (values.count("config") == 0) return {};
    return input_error("--config and --isolated exclude each other", "Leave one of them out.");
  }
  auto places = read_places(line, values, environment);
  if (!places) return places.error();
  if (auto added = add_rules(line, *places, values); !added) return added;
  std::vector<config::Setting> settings;
  for (auto* from : {&places->variables, &places->file.general}) {
    std::move(from->begin(), from->end(), std::back_inserter(settings));
  }
  settle_database(line, values, environment, settings);
  for (const auto& setting : settings) {
    if (auto checked = check(line, setting); !checked) return checked;
    store(line, setting, values);
  }
  if (!places->file_path.empty() && values.count("verbose") > 0) {
    environment.err << "settings: " << places->file_path << "\n";
  }
  return {};
}

}  // namespace pgstage::cli

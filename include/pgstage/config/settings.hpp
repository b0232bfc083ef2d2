#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/config/path_pattern.hpp"
#include "pgstage/model/result.hpp"

namespace pgstage::config {

/// The value of one option, and who says so.
struct Setting {
  std::string option;
  std::vector<std::string> values;  ///< None for a switch that is on.
  std::string said;  ///< `pgstage.toml:3:1: pg-version`, `PGSTAGE_PG_VERSION`, `--pg-version`.

  bool operator==(const Setting&) const = default;
};

using Variables = std::map<std::string, std::string, std::less<>>;

/// The name of the file of settings.
inline constexpr std::string_view kFileName = "pgstage.toml";

/// What the environment says for one command. A variable without a value counts as not set; one
/// that begins with PGSTAGE_ and stands for no option is an error.
Result<std::vector<Setting>> from_variables(const Variables& variables, std::string_view command);

/// What a table `[[paths]]` says of the rules for some files.
struct PathSettings {
  std::vector<PathPattern> match;  ///< Relative to the folder of the file of settings.
  std::vector<Setting> settings;
};

struct FileSettings {
  std::vector<Setting> general;
  std::vector<PathSettings> paths;  ///< In the order of the file: the last that matches counts.
};

/// What a file says for one command: keys at its top are for every command that has the option,
/// those in a table named after a command for that one alone, and win. `path` is for messages and
/// for relative paths. The whole file is checked, whatever the command.
Result<FileSettings> from_file(std::string_view toml, const std::string& path,
                               std::string_view command);

}  // namespace pgstage::config

// Where options come from besides the command line: pgstage.toml and PGSTAGE_… variables.
#pragma once

#include "pgstage/config/settings.hpp"

#include "options.hpp"

namespace pgstage::cli {

/// Adds --config and --isolated.
void add_settings_options(po::options_description& options);

/// Fails for a value that the option cannot have, whoever says it.
Result<void> check(const CommandLine& line, const config::Setting& setting);

/// Fills in what the command line left open, first from variables, then from the file.
Result<void> add_settings(const CommandLine& line, Values& values, Environment& environment);

}  // namespace pgstage::cli

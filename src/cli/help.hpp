// What --help says.
#pragma once

#include "options.hpp"

namespace pgstage::cli {

/// The page of one command.
std::string help_of(const CommandLine& line, std::size_t width);

/// Every command with its summary.
std::string usage();

/// The program, the grammar it reads and the client it connects with.
std::string version_line();

}  // namespace pgstage::cli

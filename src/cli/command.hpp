#pragma once

#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/config/settings.hpp"

#include "exit.hpp"

namespace pgstage::cli {

/// Everything outside the program that a command may use.
struct Environment {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool in_is_terminal = false;
  std::size_t width = 80;
  config::Variables variables = {};
  std::string today = {};  ///< As ISO 8601 writes it.

  /// The value of a variable; nothing when it is not set.
  std::optional<std::string> variable(std::string_view name) const {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional{found->second};
  }
};

using Arguments = std::vector<std::string>;

/// One word of the command line. Each is a file of its own that defines `run`.
struct Command {
  std::string_view name;
  std::string_view summary;  ///< One line for --help.
  ExitStatus (*run)(const Arguments& arguments, Environment& environment);
};

/// In the order of the manual.
std::span<const Command> commands();

/// Prints an error. Only what executes plans can have failed or refused; all others could not do
/// their job.
ExitStatus fail(const Error& error, Environment& environment);

}  // namespace pgstage::cli

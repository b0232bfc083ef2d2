#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "pgstage/model/similar.hpp"

#include "command.hpp"
#include "conceal.hpp"
#include "help.hpp"

namespace {

using namespace pgstage;
using cli::Arguments;
using cli::Command;
using cli::Environment;
using cli::ExitStatus;

constexpr unsigned long kWidest = 1000;
constexpr std::size_t kUsualWidth = 80;

config::Variables all_variables() {
  config::Variables out;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view text{*each};
    const auto equals = std::min(text.find('='), text.size());
    out.emplace(text.substr(0, equals), text.substr(std::min(equals + 1, text.size())));
  }
  return out;
}

/// COLUMNS, as a person sets it, else what the terminal says.
std::size_t terminal_width(const config::Variables& variables) {
  const auto columns = variables.find("COLUMNS");
  const auto number =
      columns == variables.end() ? 0 : std::strtoul(columns->second.c_str(), nullptr, 10);
  if (number > 0 && number <= kWidest) return number;
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsualWidth;
}

const Command* find_command(std::string_view name) {
  const auto all = cli::commands();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Command& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

/// A path rather than a mistyped command: it exists, or looks like one.
bool looks_like_path(const std::string& word) {
  return word == "-" || word.find('/') != std::string::npos || word.ends_with(".sql") ||
         access(word.c_str(), F_OK) == 0;
}

ExitStatus unknown_command(const std::string& word, Environment& environment) {
  std::vector<std::string_view> names;
  for (const Command& command : cli::commands()) names.push_back(command.name);
  const auto similar = most_similar(word, names);
  return cli::fail(input_error("there is no command \"" + word + "\"",
                               similar ? "Did you mean \"" + std::string{*similar} + "\"?"
                                       : "Run \"pgstage --help\" for the commands."),
                   environment);
}

ExitStatus help(const Arguments& arguments, Environment& environment) {
  if (arguments.size() < 2 || arguments.front() != "help") {
    environment.out << cli::usage();
    return ExitStatus::Done;
  }
  const Command* command = find_command(arguments[1]);
  if (command == nullptr) return unknown_command(arguments[1], environment);
  return command->run({"--help"}, environment);
}

ExitStatus dispatch(Arguments arguments, Environment& environment) {
  if (arguments.empty()) {
    environment.err << cli::usage();
    return ExitStatus::Unable;
  }
  const std::string first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") return help(arguments, environment);
  if (first == "--version" || first == "-V") {
    environment.out << cli::version_line();
    return ExitStatus::Done;
  }
  const Command* command = find_command(first);
  if (command == nullptr && (looks_like_path(first) || first.starts_with("-"))) {
    return find_command("lint")->run(arguments, environment);
  }
  if (command == nullptr) return unknown_command(first, environment);
  arguments.erase(arguments.begin());
  return command->run(arguments, environment);
}

/// A descriptor that the caller closed would be given to the next file or connection, and output
/// meant for nobody would go there. What stands in refuses to be read or written.
void keep_descriptors() {
  for (const int wanted : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(wanted, F_GETFD) != -1) continue;
    const int opened = open("/dev/null", wanted == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened != wanted) close(opened);
  }
}

ExitStatus run(const Arguments& arguments, Environment& environment) {
  const auto status = dispatch(arguments, environment);
  environment.out.flush();
  if (environment.out) return status;
  return cli::fail(input_error("cannot write to standard output",
                               "Look whether the disk is full, or write to a file instead."),
                   environment);
}

/// In UTC, so that everybody who works on a repository has the same.
std::string today() {
  const std::chrono::year_month_day date{
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

int main(int argc, char** argv) {
  keep_descriptors();
  std::ios::sync_with_stdio(false);
  auto variables = all_variables();
  const auto width = terminal_width(variables);
  Environment environment{.in = std::cin,
                          .out = std::cout,
                          .err = std::cerr,
                          .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                          .err_is_terminal = isatty(STDERR_FILENO) == 1,
                          .in_is_terminal = isatty(STDIN_FILENO) == 1,
                          .width = width,
                          .variables = std::move(variables),
                          .today = today()};
  try {
    const Arguments arguments(argv + 1, argv + argc);
    cli::conceal_passwords(argc, argv);
    return static_cast<int>(run(arguments, environment));
  } catch (const std::exception& error) {
    std::cerr << "pgstage: internal error: " << error.what() << "\n"
              << "hint: This is a defect of pgstage; please report it with the input.\n";
    return static_cast<int>(ExitStatus::Unable);
  }
}

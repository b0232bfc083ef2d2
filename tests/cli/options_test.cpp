#include <set>

#include <doctest/doctest.h>

#include "pgstage/config/option.hpp"

#include "support/case_file.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

/// Options of one run, for which no file and no variable can stand.
const std::set<std::string> kTypedOnly = {
    "accept", "add-ignore", "against",        "config",        "diff",  "emit",
    "fix",    "help",       "isolated",       "output",        "pause", "resume",
    "set",    "staged",     "stdin-filename", "write-baseline"};

/// The option that a line of --help begins with; empty when it begins with none.
std::string option_of(std::string_view line) {
  const auto text = line.find_first_not_of(' ');
  const auto dashes = line.find("--");
  const bool is_option =
      (text == 2 || text == 6) && line[text] == '-' && dashes != std::string_view::npos;
  if (!is_option) return {};
  line.remove_prefix(dashes + 2);
  return std::string{line.substr(0, line.find_first_of(" ="))};
}

std::set<std::string> options_in_help(std::string_view command) {
  tests::CliCase asked;
  asked.steps.push_back({.command = "pgstage " + std::string{command} + " --help"});
  std::set<std::string> found;
  for (const auto& line : tests::lines_of(tests::run_case(asked).steps.front().out)) {
    const auto option = option_of(line);
    if (!option.empty() && !kTypedOnly.contains(option)) found.insert(option);
  }
  return found;
}

}  // namespace

TEST_CASE("every option of a command has a key or a variable, and every key its option") {
  for (const auto command : config::commands()) {
    std::set<std::string> known;
    for (const auto& option : config::options()) {
      if (option.belongs_to(command)) known.insert(std::string{option.name});
    }
    CAPTURE(command);
    CHECK(options_in_help(command) == known);
  }
}

}  // namespace pgstage

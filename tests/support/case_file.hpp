#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::tests {

/// One command of a case, with what it gives.
struct CliStep {
  std::string command;  ///< For the shell, from the case's folder.
  int exit_status = 0;
  std::string out;
  std::string err;
};

/// A file of tests/cli: what is typed and what comes of it.
///
///     # what the case shows
///     $ pgstage lint a.sql
///     exit 1
///     --- stdout
///     …
///     --- stderr
///     …
///     --- file a.sql
///     …
///
/// Several commands run one after the other in the same folder; empty blocks are left out.
struct CliCase {
  std::string title;
  std::vector<CliStep> steps;
  std::map<std::string, std::string> files;
};

CliCase parse_case(std::string_view text);
std::string print_case(const CliCase& each);
/// The case as it happens now, in a fresh folder and with an empty environment.
CliCase run_case(const CliCase& each);

}  // namespace pgstage::tests

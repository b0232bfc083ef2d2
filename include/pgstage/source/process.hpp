#pragma once

#include <string>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::source {

/// What a program said.
struct Said {
  int status = 0;  ///< 127: there is no such program.
  std::string out;
  std::string err;
};

/// Runs a program, found in PATH, to its end, without a shell and without input. It gets our
/// environment with these variables in the place of ours, as `NAME=value`; those without `=` it
/// does not get.
Result<Said> run(std::vector<std::string> arguments, std::vector<std::string> variables);

}  // namespace pgstage::source

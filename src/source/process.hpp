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

/// Runs a program, found in PATH, to its end, without a shell and without input.
Result<Said> run(std::vector<std::string> arguments, std::vector<std::string> extra_environment);

}  // namespace pgstage::source

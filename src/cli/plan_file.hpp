#pragma once

#include <string>

#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::cli {

/// The same error, beginning with the file it concerns.
Error in_file(const std::string& path, Error error);

/// The plan that a file holds.
Result<plan::Plan> read_plan(const std::string& path);

}  // namespace pgstage::cli

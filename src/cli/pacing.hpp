// The options that say how fast a backfill may go.
#pragma once

#include "pgstage/apply/limits.hpp"

#include "options.hpp"

namespace pgstage::cli {

void add_pacing_options(po::options_description& options);
Result<apply::Limits> limits_of(const po::variables_map& values);

}  // namespace pgstage::cli

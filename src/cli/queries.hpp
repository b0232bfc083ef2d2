// The queries that an application is known to send.
#pragma once

#include <string>
#include <vector>

#include "pgstage/shadow/prove.hpp"

#include "options.hpp"

namespace pgstage::cli {

struct Queries {
  std::vector<shadow::KnownQuery> known;
  std::vector<std::string> notes;  ///< What was passed over.
};

/// Adds --queries and --pg-stat-statements.
void add_query_options(po::options_description& options);

/// Those of the files, and those that the extension pg_stat_statements has of --database-url.
Result<Queries> read_queries(const po::variables_map& values);

}  // namespace pgstage::cli

// The schema that migrations start from: of a database, or of a file.
#pragma once

#include "pgstage/db/session.hpp"

#include "inputs.hpp"

namespace pgstage::cli {

/// Of the database, where there is a session, or else of --schema; nothing where neither is. What
/// is known of the server's version counts unless one was asked for.
Result<void> read_start(db::Session* session, const po::variables_map& values, Inputs& inputs);

}  // namespace pgstage::cli

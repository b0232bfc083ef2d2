#pragma once

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"

namespace pgstage::db {

/// Reads schemas, relations, types and sizes of all but the system schemas and pgstage's own
/// journal, with a handful of queries in one read-only, repeatable-read transaction. The result is
/// complete. Sizes are the planner's statistics (`reltuples`), not counts.
Result<catalog::Catalog> read_catalog(Session& session);

}  // namespace pgstage::db

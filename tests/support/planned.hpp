#pragma once

#include <string>

#include "pgstage/plan/planner.hpp"

namespace pgstage::tests {

/// The plan for migration.sql, in a database that has run before.sql and of which everything is
/// known.
Result<plan::Plan> plan_after(const std::string& schema, const std::string& migration,
                              ServerVersion version = kDefaultServer);

}  // namespace pgstage::tests

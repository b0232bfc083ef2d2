#pragma once

#include <string>
#include <vector>

#include "pgstage/catalog/catalog.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/model/server_version.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::plan {

/// One migration as the planner takes it. The script must outlive the call.
struct PlannedMigration {
  Source source;
  const sql::Script* script = nullptr;
};

struct PlanRequest {
  std::vector<PlannedMigration> earlier;  ///< Replayed, not planned.
  std::vector<PlannedMigration> pending;
  catalog::Catalog start;
  ServerVersion version = kDefaultServer;
};

/// Turns the pending migrations into one plan. The plan has everything but its id. An Error names
/// the place (`path:line`) and why the statement cannot be planned.
Result<Plan> make_plan(const PlanRequest& request);

}  // namespace pgstage::plan

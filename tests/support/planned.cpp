#include "planned.hpp"

#include "pgstage/sql/script.hpp"

namespace pgstage::tests {

Result<plan::Plan> plan_after(const std::string& schema, const std::string& migration,
                              ServerVersion version) {
  const auto before = sql::Script::parse(schema);
  const auto pending = sql::Script::parse(migration);
  plan::PlanRequest request;
  request.start.set_complete(true);
  request.earlier = {{{.path = "before.sql"}, &before}};
  request.pending = {{{.path = "migration.sql"}, &pending}};
  request.version = version;
  return plan::make_plan(request);
}

}  // namespace pgstage::tests

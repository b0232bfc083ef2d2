#include "plan_file.hpp"

#include "pgstage/report/plan.hpp"
#include "pgstage/source/source.hpp"

namespace pgstage::cli {

Error in_file(const std::string& path, Error error) {
  error.message = path + ": " + error.message;
  return error;
}

Result<plan::Plan> read_plan(const std::string& path) {
  const auto text = source::read_file(path);
  if (!text) return text.error();
  auto plan = report::plan_from_json(*text);
  return plan ? plan : in_file(path, plan.error());
}

}  // namespace pgstage::cli

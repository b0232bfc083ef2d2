// What can be planned has a plan file that reads back; the rest is refused.
#include <cstdlib>

#include "pgstage/plan/planner.hpp"
#include "pgstage/report/plan.hpp"

#include "input.hpp"

namespace {

using namespace pgstage;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = fuzz::Input::of(data, size);
  plan::PlanRequest request{.start = input.start(), .version = input.version};
  request.pending.push_back({.source = {.path = "fuzz.sql"}, .script = &input.pending});
  auto made = plan::make_plan(request);
  if (!made) return 0;
  made->id = report::plan_id(*made);
  const auto read = report::plan_from_json(report::plan_json(*made));
  require(read && *read == *made);
  return 0;
}

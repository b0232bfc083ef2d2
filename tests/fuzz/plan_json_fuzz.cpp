// Any bytes may be given as a plan file; one that is taken comes out again as it went in.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pgstage/report/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pgstage;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto plan = report::plan_from_json(text);
  if (!plan) return 0;
  const auto again = report::plan_from_json(report::plan_json(*plan));
  if (!again || *again != *plan) std::abort();
  return 0;
}

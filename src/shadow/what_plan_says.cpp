#include "what_plan_says.hpp"

#include <algorithm>
#include <string_view>

namespace pgstage::shadow {
namespace {

/// The objects in accepted differences of one form.
std::set<std::string> objects_in(const plan::Plan& plan, std::string_view before,
                                 std::string_view behind) {
  std::set<std::string> out;
  for (const std::string_view line : plan.accepted_differences) {
    const auto around = before.size() + behind.size();
    if (line.size() <= around || !line.starts_with(before) || !line.ends_with(behind)) continue;
    out.emplace(line.substr(before.size(), line.size() - around));
  }
  return out;
}

}  // namespace

std::set<std::string> left_alone(const plan::Plan& plan) {
  return objects_in(plan, "rows of ", " that are written meanwhile");
}

std::set<std::string> valued_otherwise(const plan::Plan& plan) {
  return objects_in(plan, "values of ", "");
}

std::set<std::string> not_read(const plan::Plan& plan) {
  return objects_in(plan, "old names in ", "");
}

std::set<std::string> later_for_new_code(const plan::Plan& plan) {
  return objects_in(plan, "new code on ", " before contract");
}

std::size_t phases_of_old_code(const plan::Plan& plan) {
  std::size_t out = 0;
  for (const auto& phase : plan.phases) {
    if (phase.gate || phase.name == plan::PhaseName::Contract) break;
    ++out;
  }
  return out;
}

std::size_t phases_before_last_gate(const plan::Plan& plan) {
  auto out = plan.phases.size();
  for (std::size_t i = plan.phases.size(); i-- > 0 && out == plan.phases.size();) {
    if (plan.phases[i].gate) out = i;
  }
  return out;
}

std::size_t first_phase_of_new_code(const plan::Plan& plan) {
  std::size_t out = 0;
  for (std::size_t i = 0; i < plan.phases.size(); ++i) {
    if (plan.phases[i].name != plan::PhaseName::Contract) out = i;
  }
  return out;
}

std::size_t first_phase_of_new_names(const plan::Plan& plan) {
  const auto gate = phases_before_last_gate(plan);
  return std::min(first_phase_of_new_code(plan), gate == 0 ? gate : gate - 1);
}

std::vector<std::string> left_by_undo(const plan::Plan& plan) {
  std::vector<std::string> out;
  for (const auto& accepted : plan.accepted_differences) {
    if (accepted.starts_with(plan::kAfterUndo)) {
      out.push_back(accepted.substr(plan::kAfterUndo.size()));
    }
  }
  return out;
}

}  // namespace pgstage::shadow

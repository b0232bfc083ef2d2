#include "pgstage/plan/plan.hpp"

#include <array>

namespace pgstage::plan {
namespace {

constexpr std::array<std::string_view, 3> kPhaseNames = {"expand", "migrate", "contract"};

}  // namespace

std::string_view to_string(PhaseName name) { return kPhaseNames[static_cast<std::size_t>(name)]; }

std::optional<PhaseName> phase_from(std::string_view name) {
  for (std::size_t i = 0; i < kPhaseNames.size(); ++i) {
    if (kPhaseNames[i] == name) return static_cast<PhaseName>(i);
  }
  return std::nullopt;
}

}  // namespace pgstage::plan

// A plan cut into what a runner runs as one: a transaction whose locks are held for a moment, or
// statements that stand alone.
#pragma once

#include <cstddef>
#include <vector>

#include "pgstage/plan/plan.hpp"
#include "pgstage/source/framework.hpp"

namespace pgstage::emit {

struct Unit {
  plan::PhaseName phase = plan::PhaseName::Expand;
  std::size_t deploy = 0;            ///< Code is deployed between one and the next.
  const plan::Gate* gate = nullptr;  ///< That it stands behind, as the first of its phase.
  std::vector<const plan::Step*> steps;
  source::Part up;
  source::Part down;
};

std::vector<Unit> cut(const plan::Plan& plan, source::Alone alone);

}  // namespace pgstage::emit

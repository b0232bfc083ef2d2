// What must be true outside before a phase, as far as it can be seen from inside.
#pragma once

#include <string>

#include "runner.hpp"

namespace pgstage::apply {

/// Looks at the gate of the phase; what was seen, in one line. Refused where any of it speaks
/// against going on.
Result<std::string> pass_gate(Runner& runner, const plan::Phase& phase);

}  // namespace pgstage::apply

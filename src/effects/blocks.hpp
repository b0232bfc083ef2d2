#pragma once

#include "pgstage/effects/effects.hpp"

namespace pgstage::effects {

/// What other sessions cannot do while the locks of a statement are held, sorted.
std::vector<Blocked> blocked_by(const Effects& effects, const catalog::Catalog& catalog);

}  // namespace pgstage::effects

#pragma once

#include <string>

#include "pgstage/effects/effects.hpp"

namespace pgstage::lint {

/// All that a statement does, in words that are the same where the effects are.
std::string text_of(const effects::Effects& effects);
/// The data that it destroys, in such words.
std::string destroyed_by(const effects::Effects& effects);

}  // namespace pgstage::lint

#pragma once

#include "pgstage/lint/rule.hpp"

namespace pgstage::lint {

/// The first lock of this transaction that somebody waits for: not one on a table that the deploy
/// has dropped, since whoever needs that fails in any case. Null when there is none.
const HeldLock* first_held(const Context& context);

}  // namespace pgstage::lint

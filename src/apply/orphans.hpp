#pragma once

#include "runner.hpp"

namespace pgstage::apply {

/// A killed client may leave a backend that still builds an index or waits for a lock, and only
/// when it is gone does a probe tell the truth. A build is waited for as long as it takes, since
/// its work is ours; anything else until the deadline.
Result<void> wait_for_orphans(Runner& runner);

}  // namespace pgstage::apply

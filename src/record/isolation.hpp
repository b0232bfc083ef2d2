// A place for a process from which it can reach and change nothing.
#pragma once

#include <string>

#include "pgstage/model/result.hpp"

namespace pgstage::record {

/// From now on our process and its children have a network with nothing but loopback, and what they
/// change below the folder is gone with them: it goes to `scratch`, a folder that is there. To be
/// called while there is one thread.
Result<void> isolate(const std::string& folder, const std::string& scratch);

}  // namespace pgstage::record

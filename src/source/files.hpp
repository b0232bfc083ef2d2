#pragma once

#include <string>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::source {

/// Every file below a folder, with `/` between the parts, unsorted. Links to folders are not
/// followed, so that none can loop; `.git` and `node_modules` are passed over.
Result<std::vector<std::string>> files_below(const std::string& folder);

}  // namespace pgstage::source

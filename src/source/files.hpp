#pragma once

#include <string>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::source {

struct FilesBelow {
  std::vector<std::string> files;   ///< With `/` between the parts, unsorted.
  std::vector<std::string> closed;  ///< Folders that may not be read.
};

/// Every file below a folder that may be read. Links to folders are not followed, so that none can
/// loop; `.git` and `node_modules` are passed over.
Result<FilesBelow> files_below(const std::string& folder);

}  // namespace pgstage::source

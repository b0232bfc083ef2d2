#pragma once

#include <string>
#include <string_view>

namespace pgstage::catalog {

/// The extension that a statement creates; empty for any other statement.
std::string created_extension(std::string_view sql);
/// The same for COMMENT ON EXTENSION.
std::string commented_extension(std::string_view sql);

}  // namespace pgstage::catalog

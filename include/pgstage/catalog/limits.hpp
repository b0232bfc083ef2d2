#pragma once

#include <cstddef>

namespace pgstage::catalog {

/// MaxHeapAttributeNumber in the server.
inline constexpr std::size_t kMostColumns = 1600;

}  // namespace pgstage::catalog

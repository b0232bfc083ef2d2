#pragma once

#include <cstddef>

namespace pgstage::catalog {

/// MaxHeapAttributeNumber in the server.
inline constexpr std::size_t kMostColumns = 1600;

/// NAMEDATALEN in the server, without the end of the string.
inline constexpr std::size_t kLongestName = 63;

}  // namespace pgstage::catalog

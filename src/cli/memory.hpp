#pragma once

#include <cstddef>

namespace pgstage::cli {

/// Prepares for that many bytes on the heap: it grows by them at once, and in huge pages where the
/// system leaves that to programs. Making memory known page by page took a quarter of the time
/// of `effects` on 80,000 statements. Does nothing for little, or where it is not possible.
void expect_memory(std::size_t bytes);

}  // namespace pgstage::cli

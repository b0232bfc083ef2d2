#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace pgstage::cli {

/// Prepares for that many bytes on the heap: it grows by them at once, and in huge pages where the
/// system leaves that to programs. Making memory known page by page took a quarter of the time
/// of `effects` on 80,000 statements. Does nothing for little, or where it is not possible.
void expect_memory(std::size_t bytes);

/// Keeps it until the process is over, and leaves it to the system to take it apart then: object
/// by object that took a seventh of the time of `effects` on 80,000 statements.
void keep_to_the_end(std::shared_ptr<const void> thing);

template <class T>
void keep_to_the_end(T thing) {
  keep_to_the_end(std::shared_ptr<const void>(std::make_shared<const T>(std::move(thing))));
}

}  // namespace pgstage::cli

#include "memory.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#if __has_include(<malloc.h>)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace pgstage::cli {

void keep_to_the_end(std::shared_ptr<const void> thing) {
  // Itself never taken apart.
  static auto& kept = *new std::vector<std::shared_ptr<const void>>;
  kept.push_back(std::move(thing));
}

#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)

void expect_memory(std::size_t bytes) {
  constexpr std::size_t kWorthwhile = std::size_t{32} << 20U;
  constexpr std::size_t kMost = std::size_t{1} << 30U;
  constexpr int kLargestBlock = 32 << 20;  // DEFAULT_MMAP_THRESHOLD_MAX
  if (bytes < kWorthwhile) return;
  mallopt(M_TOP_PAD, static_cast<int>(std::min(bytes, kMost)));
  mallopt(M_MMAP_THRESHOLD, kLargestBlock);
  const auto address = [] { return reinterpret_cast<std::uintptr_t>(sbrk(0)); };
  const auto before = address();
  // More than is left of what there is; volatile, or the compiler leaves both calls out.
  void* volatile block = std::malloc(std::size_t{1} << 20U);
  std::free(block);
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const auto begin = (before + page - 1) / page * page;
  if (address() > begin) madvise(reinterpret_cast<void*>(begin), address() - begin, MADV_HUGEPAGE);
}

#else

void expect_memory(std::size_t) {}

#endif

}  // namespace pgstage::cli

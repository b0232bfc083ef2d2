#include "pgstage/plan/chunk_walk.hpp"

#include <vector>

#include <doctest/doctest.h>

namespace pgstage::plan {
namespace {

std::vector<BlockRange> walk(std::int64_t cursor, std::int64_t size, std::int64_t end) {
  std::vector<BlockRange> ranges;
  for (auto range = next_blocks(cursor, size, end); range;
       range = next_blocks(range->end, size, end)) {
    ranges.push_back(*range);
  }
  return ranges;
}

TEST_CASE("block ranges cover a table once, the last one being shorter") {
  CHECK(walk(0, 4, 10) == std::vector<BlockRange>{{0, 4}, {4, 8}, {8, 10}});
}

TEST_CASE("a walk goes on from its cursor") {
  CHECK(walk(8, 4, 10) == std::vector<BlockRange>{{8, 10}});
  CHECK(walk(10, 4, 10).empty());
}

TEST_CASE("an empty table has no block ranges") { CHECK(walk(0, 4, 0).empty()); }

TEST_CASE("a chunk takes one block at least and never more than there are") {
  CHECK(walk(0, 0, 2) == std::vector<BlockRange>{{0, 1}, {1, 2}});
  CHECK(walk(0, INT64_MAX, 2) == std::vector<BlockRange>{{0, 2}});
}

TEST_CASE("the next key of a walk is found behind the last one, by the size of a chunk") {
  const Chunks chunks{.table = "public.users", .walk = Walk::Key, .key = "id"};
  CHECK(
      next_key_sql(chunks, 100) ==
      "SELECT id::text AS pgstage_key FROM public.users WHERE (id > $1 OR $1 IS NULL) AND id <= $2 "
      "ORDER BY id OFFSET 99 LIMIT 1");
}

}  // namespace
}  // namespace pgstage::plan

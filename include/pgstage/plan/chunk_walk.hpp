#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "pgstage/plan/plan.hpp"

namespace pgstage::plan {

/// Heap blocks `[begin, end)` of one chunk of Walk::Blocks.
struct BlockRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;

  bool operator==(const BlockRange&) const = default;
};

/// The condition of a chunk of Walk::Blocks, and of one of Walk::Key over a column, which may come
/// with its table's name or alias.
std::string block_range();
std::string key_range(const std::string& column);

/// A place of a walk by blocks, as the parameters of its statements want it: `(7,0)`, the beginning
/// of block 7. Line pointers are counted from one (manual, "Database Page Layout").
std::string line_of_block(std::int64_t block, std::int64_t line = 0);

/// The chunk statement of Walk::Blocks for one row instead: `$1` its ctid, `$2` the oid of the
/// table that it is in.
std::string for_one_row(const std::string& chunk_statement);

/// WITH clause that makes `parts(oid)` known: the table and whatever inherits from it.
std::string with_parts(const std::string& table);

/// SELECT of one bigint: where a walk by blocks ends. Of a table with partitions or inheriting
/// tables it is the length of the longest, since one statement reaches them all.
std::string block_count_sql(const Chunks& chunks);

/// The chunk of at most `size` blocks that starts at `cursor`; nothing when the walk is done.
/// The next cursor is the end of the range.
std::optional<BlockRange> next_blocks(std::int64_t cursor, std::int64_t size, std::int64_t end);

/// SELECT of one text: where a walk by key ends. No row: the table is empty.
std::string greatest_key_sql(const Chunks& chunks);

/// SELECT of one text over `$1`, the last key that is done (NULL at the start), and `$2`, the
/// greatest key: the key that ends the next chunk of `size` rows. No row: what remains fits into
/// one chunk, which ends at `$2`.
std::string next_key_sql(const Chunks& chunks, std::int64_t size);

}  // namespace pgstage::plan

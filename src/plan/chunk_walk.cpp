#include "pgstage/plan/chunk_walk.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::plan {

std::string block_range() { return "ctid >= $1::tid AND ctid < $2::tid"; }

std::string line_of_block(std::int64_t block, std::int64_t line) {
  return fmt::format("({},{})", block, line);
}

// The comparison comes before IS NULL, because it is what gives $1 its type.
std::string key_range(const std::string& column) {
  return fmt::format("({0} > $1 OR $1 IS NULL) AND {0} <= $2", column);
}

std::string for_one_row(const std::string& chunk_statement) {
  const std::string range = block_range();
  std::string out = chunk_statement;
  const auto at = out.find(range);
  return at == std::string::npos
             ? out
             : out.replace(at, range.size(), "ctid = $1::tid AND tableoid = $2::oid");
}

std::string with_parts(const std::string& table) {
  return fmt::format(
      "WITH RECURSIVE parts(oid) AS (SELECT {}::pg_catalog.regclass::pg_catalog.oid UNION "
      "SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN parts p ON i.inhparent = p.oid)",
      quote_literal(table));
}

std::string block_count_sql(const Chunks& chunks) {
  return fmt::format(
      "{} SELECT coalesce(pg_catalog.max(pg_catalog.pg_relation_size(oid)), 0) / "
      "pg_catalog.current_setting('block_size')::bigint FROM parts",
      with_parts(chunks.table));
}

std::optional<BlockRange> next_blocks(std::int64_t cursor, std::int64_t size, std::int64_t end) {
  if (cursor >= end) return std::nullopt;
  return BlockRange{cursor, cursor + std::clamp<std::int64_t>(size, 1, end - cursor)};
}

// The name keeps ORDER BY from meaning the text. Not max(), which some types with an order, uuid
// before PostgreSQL 18 among them, do not have.
std::string greatest_key_sql(const Chunks& chunks) {
  return fmt::format("SELECT {0}::text AS pgstage_key FROM {1} ORDER BY {0} DESC LIMIT 1",
                     chunks.key, chunks.table);
}

std::string next_key_sql(const Chunks& chunks, std::int64_t size) {
  return fmt::format(
      "SELECT {0}::text AS pgstage_key FROM {1} WHERE {2} ORDER BY {0} OFFSET {3} LIMIT 1",
      chunks.key, chunks.table, key_range(chunks.key), std::max<std::int64_t>(size, 1) - 1);
}

}  // namespace pgstage::plan

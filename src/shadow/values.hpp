#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "pgstage/shadow/rows.hpp"

namespace pgstage::shadow {

/// What has to be known of a column to make values for it.
struct ColumnShape {
  std::string type;  ///< Internal name of the built-in type below all domains and arrays.
  std::vector<int> modifiers;
  bool array = false;
  bool nullable = true;
  std::vector<std::string> labels;      ///< Enums: nothing else will do.
  std::vector<std::string> candidates;  ///< From checks and partition bounds: likely to do.
  std::vector<std::string> proven;      ///< Those of them that did.
  std::size_t position = 0;             ///< In the table.
};

bool is_textual(const std::string& type);

/// A stream of values, the same for the same seed on every machine.
class Values {
 public:
  Values(std::uint64_t seed, RowStyle style) : random_(seed), style_(style) {}

  /// A value for the row of that number, counted from 1; no value is NULL. With each round of
  /// attempts the values get tamer.
  std::optional<std::string> next(const ColumnShape& column, std::size_t row, int round);

  /// A number below `limit`, by chance or, in the plain styles, by the row.
  std::size_t pick(std::size_t limit, std::size_t row);
  bool by_chance(unsigned percent) { return random_() % 100 < percent; }
  RowStyle style() const { return style_; }

 private:
  std::string element(const ColumnShape& column, std::size_t row, int round);
  std::string ordinary(const ColumnShape& column, std::size_t row, int round);
  std::size_t number(const ColumnShape& column, std::size_t row, int round);

  std::mt19937_64 random_;
  RowStyle style_;
};

}  // namespace pgstage::shadow

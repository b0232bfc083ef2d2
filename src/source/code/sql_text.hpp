#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "token.hpp"

namespace pgstage::source::code {

/// What stands in SQL for a value that is sent beside it.
enum class Bound : std::uint8_t {
  None,
  Colon,     ///< `:name`
  Percent,   ///< `%s`, `%(name)s`; `%%` is a percent sign.
  Question,  ///< `?`, and `??` for a name.
  Any,       ///< `:name` for an object of values, `?` for a list.
};

/// SQL as the code hands it over, with the place of each of its bytes.
struct SqlText {
  std::string bytes;
  std::vector<std::uint32_t> from;  ///< Where each stands in the code,
  std::vector<std::uint32_t> to;    ///< and where what stands for it ends.
  std::uint32_t close = 0;          ///< The first byte behind all of it.

  /// With the escapes that the string has.
  void add(std::string_view code, const Literal& literal);
};

/// Puts a parameter of PostgreSQL, or a number where that has no room, into the place of each
/// value. Says what cannot be done; empty: it is done.
std::string_view bind(SqlText& sql, Bound bound);

/// Writes it where it stands, with a semicolon behind it when it has none. Says what cannot be
/// done, and then nothing is written.
std::string_view place(const SqlText& sql, std::string_view code, std::string& out);

}  // namespace pgstage::source::code

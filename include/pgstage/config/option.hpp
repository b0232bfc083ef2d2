#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "pgstage/model/result.hpp"

namespace pgstage::config {

/// What the value of an option may be.
enum class ValueKind {
  Text,
  Path,    ///< Relative to the file that says it.
  Word,    ///< One of Option::words.
  Number,  ///< Whole, from Option::least to Option::most.
  Time,    ///< As PostgreSQL writes it: `200ms`, `5s`, or a bare number of milliseconds.
  Level,   ///< `RULE=off|notice|warning|error`.
  Switch,
};

/// One option of the command line, which a key of pgstage.toml and a PGSTAGE_… variable may stand
/// for. Options that exist for one run only are not among them.
struct Option {
  std::string_view name;      ///< Without its dashes.
  std::string_view commands;  ///< That have it, separated by spaces.
  ValueKind kind = ValueKind::Text;
  std::string_view words = {};  ///< Separated by spaces.
  std::int64_t least = 0;
  std::int64_t most = 0;
  bool repeatable = false;
  /// Why a file may not say it, with the way out; empty when it may. A file comes with the
  /// repository, and so perhaps from a stranger.
  std::string_view not_in_file = {};

  bool belongs_to(std::string_view command) const;
  /// `PGSTAGE_PG_VERSION`.
  std::string variable() const;
};

/// Every option that has a key or a variable.
std::span<const Option> options();
/// Null when there is none of that name.
const Option* find_option(std::string_view name);
/// The commands that read settings.
std::span<const std::string_view> commands();

/// `a whole number from 11 to 18`: what the option accepts, to go behind "Use".
std::string accepts(const Option& option);

/// An error that begins with `said`, the place where the value stands, unless the option can have
/// it.
Result<void> check(const Option& option, std::string_view value, std::string_view said);

}  // namespace pgstage::config

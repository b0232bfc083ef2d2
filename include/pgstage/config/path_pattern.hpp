#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::config {

/// `db/legacy/**`: which files something is meant for. Between two slashes `*`, `?` and `[…]` are
/// those of the shell (POSIX, fnmatch); `**` alone there stands for any number of folders, none
/// included; a slash at the end, for everything below. Case counts.
class PathPattern {
 public:
  /// An error begins with `said`, the place where the pattern stands.
  static Result<PathPattern> parse(std::string_view text, std::string_view said);

  /// A relative path, with `/` between its parts.
  bool matches(std::string_view path) const;

  bool operator==(const PathPattern&) const = default;

 private:
  std::vector<std::string> parts_;
};

}  // namespace pgstage::config

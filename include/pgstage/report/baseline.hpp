#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/result.hpp"

namespace pgstage::report {

/// A finding that was there when a baseline was written. Rule and message are for those who read
/// the file.
struct KnownFinding {
  std::string path;  ///< From the folder of the baseline.
  std::string rule;
  std::string fingerprint;
  std::string message;

  auto operator<=>(const KnownFinding&) const = default;
  bool operator==(const KnownFinding&) const = default;
};

/// One line each, sorted, so that a review shows what was added and what is gone.
std::string baseline_json(std::vector<KnownFinding> findings);
Result<std::vector<KnownFinding>> baseline_from_json(std::string_view text);

}  // namespace pgstage::report

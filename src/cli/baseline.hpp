// Findings that were there before, in a file: `--baseline`.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/lint/engine.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/report/baseline.hpp"

namespace pgstage::cli {

class Baseline {
 public:
  static Result<Baseline> read(const std::string& file);

  /// Whether a finding is in it. What concerns the runner is, wherever it is said.
  bool knows(std::string_view path, const lint::Finding& finding);
  /// What was not asked for, of the files that were judged or are not there any more.
  std::vector<report::KnownFinding> unmatched(const lint::Report& report) const;

 private:
  struct Entry {
    report::KnownFinding finding;
    bool asked_for = false;
  };

  explicit Baseline(std::string folder) : folder_(std::move(folder)) {}

  std::string folder_;
  std::map<std::pair<std::string, std::string>, Entry> entries_;  ///< By path and fingerprint.
  std::set<std::string, std::less<>> of_runner_;                  ///< Rules that concern it.
  std::map<std::string, std::string, std::less<>> from_folder_;   ///< Paths, by how they are named.
};

/// The text of a new one: all findings of the report and, of files that were not judged and are
/// still there, what the one before had.
Result<std::string> new_baseline(const lint::Report& report, const std::string& file);

}  // namespace pgstage::cli

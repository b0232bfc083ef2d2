// How well the model agrees with what servers were measured to do.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace pgstage::tests {

/// How often the model and the servers agree, by field and major, and where they do not.
class Score {
 public:
  /// `measured` is what a server of that major did with the case. Of what it did only the fields
  /// that were looked at are compared.
  void add(const nlohmann::json& measured_case, const nlohmann::json& measured, int major);

  /// Fields that need more than one session's look; without them only locks, drops and failures
  /// are compared.
  void compare_everything() { everything_ = true; }

  double percent(const std::string& field) const;
  /// That of the major with which it agrees least.
  double least_percent(const std::string& field) const;
  std::set<std::string> fields() const;
  /// A line for each field, then one for each disagreement.
  std::string table() const;

 private:
  void compare(const std::string& field, const std::string& claimed, const std::string& measured);
  void compare(const std::string& field, const std::string& claimed, const std::string& measured,
               bool same);

  bool everything_ = false;
  std::string where_;
  int major_ = 0;
  std::map<std::pair<std::string, int>, std::pair<int, int>> counts_;
  std::map<std::string, std::set<int>> disagreements_;
};

/// The cases of tests/effects/groundtruth: what was run after what, and what each major did.
std::vector<nlohmann::json> measured_cases(std::string_view file);

}  // namespace pgstage::tests

// Reading JSON objects field by field. What is missing, of the wrong type or unknown is noted with
// its place, and a harmless value given, so that a reader has no branches of its own.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace pgstage::report {

using FieldErrors = std::vector<std::string>;

class Fields {
 public:
  /// `place` names the object in messages: `phases[0].steps[2]`. Borrows both references.
  Fields(const nlohmann::ordered_json& json, std::string place, FieldErrors& errors);

  std::string text(const std::string& name);
  std::vector<std::string> texts(const std::string& name);
  std::int64_t number(const std::string& name);
  double decimal(const std::string& name);
  bool truth(const std::string& name);
  bool is_null(const std::string& name);
  bool has(const std::string& name) const { return json_->contains(name); }
  Fields object(const std::string& name);
  std::vector<Fields> objects(const std::string& name);
  /// The names of all fields.
  std::vector<std::string> names() const;

  void wrong(const std::string& name, const std::string& wanted);
  /// Notes every field that was not asked for.
  void no_others();

 private:
  const nlohmann::ordered_json& field(const std::string& name);
  std::string place_of(const std::string& name) const;

  const nlohmann::ordered_json* json_;
  std::string place_;
  FieldErrors* errors_;
  std::set<std::string> asked_;
};

}  // namespace pgstage::report

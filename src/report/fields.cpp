#include "fields.hpp"

#include <utility>

namespace pgstage::report {
namespace {

const nlohmann::ordered_json kNothing;

}  // namespace

Fields::Fields(const nlohmann::ordered_json& json, std::string place, FieldErrors& errors)
    : json_(&json), place_(std::move(place)), errors_(&errors) {
  if (!json.is_object()) {
    errors_->push_back((place_.empty() ? "the document" : place_) + " must be an object");
  }
}

std::string Fields::place_of(const std::string& name) const {
  return place_.empty() ? name : place_ + "." + name;
}

void Fields::wrong(const std::string& name, const std::string& wanted) {
  errors_->push_back(place_of(name) + " must be " + wanted);
}

const nlohmann::ordered_json& Fields::field(const std::string& name) {
  asked_.insert(name);
  if (!json_->is_object()) return kNothing;
  const auto found = json_->find(name);
  if (found != json_->end()) return *found;
  errors_->push_back(place_of(name) + " is missing");
  return kNothing;
}

std::string Fields::text(const std::string& name) {
  const auto& value = field(name);
  if (value.is_string()) return value.get<std::string>();
  wrong(name, "a string");
  return {};
}

std::vector<std::string> Fields::texts(const std::string& name) {
  const auto& value = field(name);
  std::vector<std::string> out;
  if (!value.is_array()) wrong(name, "a list of strings");
  for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
    if (value[i].is_string()) {
      out.push_back(value[i].get<std::string>());
    } else {
      wrong(name + "[" + std::to_string(i) + "]", "a string");
    }
  }
  return out;
}

std::int64_t Fields::number(const std::string& name) {
  const auto& value = field(name);
  if (value.is_number()) return value.get<std::int64_t>();
  wrong(name, "a number");
  return 0;
}

double Fields::decimal(const std::string& name) {
  const auto& value = field(name);
  if (value.is_number()) return value.get<double>();
  wrong(name, "a number");
  return 0;
}

bool Fields::truth(const std::string& name) {
  const auto& value = field(name);
  if (value.is_boolean()) return value.get<bool>();
  wrong(name, "true or false");
  return false;
}

bool Fields::is_null(const std::string& name) { return field(name).is_null(); }

Fields Fields::object(const std::string& name) { return {field(name), place_of(name), *errors_}; }

std::vector<Fields> Fields::objects(const std::string& name) {
  const auto& value = field(name);
  std::vector<Fields> out;
  if (!value.is_array()) wrong(name, "a list");
  for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
    out.emplace_back(value[i], place_of(name) + "[" + std::to_string(i) + "]", *errors_);
  }
  return out;
}

std::vector<std::string> Fields::names() const {
  std::vector<std::string> out;
  if (!json_->is_object()) return out;
  for (const auto& [name, value] : json_->items()) out.push_back(name);
  return out;
}

void Fields::no_others() {
  for (const auto& name : names()) {
    if (!asked_.contains(name)) errors_->push_back(place_of(name) + " is not known");
  }
}

}  // namespace pgstage::report

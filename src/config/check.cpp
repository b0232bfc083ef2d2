#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "pgstage/config/option.hpp"
#include "pgstage/model/timeout.hpp"

namespace pgstage::config {
namespace {

constexpr std::string_view kLevels = "off notice warning error";

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failed == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional{number} : std::nullopt;
}

bool among(std::string_view words, std::string_view word) {
  return Option{.name = {}, .commands = words}.belongs_to(word);
}

/// `error, warning, notice or none`.
std::string listed(std::string_view words) {
  std::string out;
  for (auto end = words.find(' '); end != std::string_view::npos; end = words.find(' ')) {
    out += (out.empty() ? "" : ", ") + std::string{words.substr(0, end)};
    words.remove_prefix(end + 1);
  }
  return out + (out.empty() ? "" : " or ") + std::string{words};
}

bool is_number(const Option& option, std::string_view value) {
  const auto number = number_of(value);
  return number && *number >= option.least && *number <= option.most;
}

bool is_level(std::string_view value) {
  const auto equals = value.find('=');
  return equals != std::string_view::npos && equals > 0 && among(kLevels, value.substr(equals + 1));
}

bool fits(const Option& option, std::string_view value) {
  switch (option.kind) {
    case ValueKind::Text:
    case ValueKind::Path:
      return !value.empty();
    case ValueKind::Word:
      return among(option.words, value);
    case ValueKind::Number:
      return is_number(option, value);
    case ValueKind::Time:
      return milliseconds_of(value).has_value();
    case ValueKind::Level:
      return is_level(value);
    case ValueKind::Switch:
      return true;
  }
  return false;
}

}  // namespace

std::string accepts(const Option& option) {
  switch (option.kind) {
    case ValueKind::Text:
      return option.repeatable ? "text or a list of texts" : "text";
    case ValueKind::Path:
      return "a path";
    case ValueKind::Word:
      return listed(option.words);
    case ValueKind::Number:
      return option.most == INT32_MAX
                 ? fmt::format("a whole number from {} on", option.least)
                 : fmt::format("a whole number from {} to {}", option.least, option.most);
    case ValueKind::Time:
      return "a time such as 200ms or 5s";
    case ValueKind::Level:
      return "RULE=LEVEL, where LEVEL is " + listed(kLevels);
    case ValueKind::Switch:
      return "true or false";
  }
  return {};
}

Result<void> check(const Option& option, std::string_view value, std::string_view said) {
  if (fits(option, value)) return {};
  if (value.empty()) {
    return input_error(fmt::format("{} is empty", said),
                       fmt::format("Use {}, or leave it out.", accepts(option)));
  }
  return input_error(fmt::format("{} cannot be \"{}\"", said, value),
                     fmt::format("Use {}.", accepts(option)));
}

}  // namespace pgstage::config

#include "constants.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace pgstage::shadow {
namespace {

constexpr std::array<std::string_view, 12> kFormats = {
    "AB",         "ABC",        "abc",     "Abc",
    "12345",      "ABC-1234",   "abc-def", "user@example.com",
    "2024-02-29", "+491234567", "#a0b1c2", "https://example.org/path"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The text of the constant that starts at `at`, which is moved behind it.
std::string read_quoted(std::string_view text, std::size_t& at) {
  std::string value;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\'' && (at + 1 == text.size() || text[at + 1] != '\'')) break;
    if (text[at] == '\'') ++at;
    value += text[at];
  }
  ++at;
  return value;
}

std::string read_number(std::string_view text, std::size_t& at) {
  const std::size_t start = at;
  while (at < text.size() && (is_digit(text[at]) || text[at] == '.')) ++at;
  return std::string{text.substr(start, at - start)};
}

void skip_word(std::string_view text, std::size_t& at) {
  while (at < text.size() && is_word_char(text[at])) ++at;
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional{value} : std::nullopt;
}

void add_texts_as_long_as(std::int64_t length, std::vector<std::string>& out) {
  constexpr std::int64_t kLongest = 1000;
  for (const std::int64_t each : {length, length - 1, length + 1}) {
    if (each >= 0 && each <= kLongest) out.emplace_back(static_cast<std::size_t>(each), 'x');
  }
}

void add_number(const std::string& number, bool textual, std::vector<std::string>& out) {
  const auto value = whole_number(number);
  if (textual) {
    if (value) add_texts_as_long_as(*value, out);
    return;
  }
  out.push_back(number);
  if (!value) return;
  out.push_back(std::to_string(*value - 1));
  out.push_back(std::to_string(*value + 1));
}

bool is_pattern(std::string_view text) {
  return text.find_first_of("^$%[") != std::string_view::npos;
}

void add_quoted(std::string value, bool textual, std::vector<std::string>& out) {
  if (textual && is_pattern(value)) {
    out.insert(out.end(), kFormats.begin(), kFormats.end());
  } else if (!textual && !value.empty() && (is_digit(value.back()))) {
    add_number(value, textual, out);
  } else {
    out.push_back(std::move(value));
  }
}

}  // namespace

std::vector<std::string> candidates_from(std::string_view expression, bool textual) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < expression.size();) {
    if (expression[at] == '\'') {
      add_quoted(read_quoted(expression, at), textual, out);
    } else if (is_digit(expression[at])) {
      add_number(read_number(expression, at), textual, out);
    } else if (is_word_char(expression[at])) {
      skip_word(expression, at);
    } else {
      ++at;
    }
  }
  return out;
}

}  // namespace pgstage::shadow

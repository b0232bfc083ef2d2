#include "expressions.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace pgstage::db {
namespace {

constexpr std::string_view kAnd = " AND ";
constexpr std::string_view kIsNotNull = " IS NOT NULL";

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$';
}

/// Behind the quoted text that starts at `at`. A doubled quote reads as two texts side by side.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const auto end = text.find(text[at], at + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

/// Offsets of the conjunctions that stand outside parentheses and quotes.
std::vector<std::size_t> top_level_ands(std::string_view text) {
  std::vector<std::size_t> found;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(text, at);
      continue;
    }
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (depth == 0 && text.substr(at).starts_with(kAnd)) found.push_back(at);
    ++at;
  }
  return found;
}

/// Whether the parenthesis at the start is closed at the end and not before.
bool wrapped(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return false;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\'' || text[at] == '"') {
      at = skip_quoted(text, at);
      continue;
    }
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) return at + 1 == text.size();
    ++at;
  }
  return false;
}

/// The name, when the text is one identifier and nothing else; otherwise empty.
std::string identifier(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_word_char)) {
    return std::string{text};
  }
  if (text.size() < 3 || text.front() != '"' || text.back() != '"') return {};
  std::string name;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == '"' && text[++i] != '"') return {};
    name += text[i];
  }
  return name;
}

void add_parts(std::string_view expression, std::vector<std::string_view>& parts) {
  std::size_t start = 0;
  for (const std::size_t at : top_level_ands(expression)) {
    parts.push_back(expression.substr(start, at - start));
    start = at + kAnd.size();
  }
  parts.push_back(expression.substr(start));
}

Volatility volatility_of_word(std::string_view word, bool called,
                              const BuiltinVolatility& builtins) {
  if (called) {
    const auto found = builtins.find(word);
    return found == builtins.end() ? Volatility::Immutable : found->second;
  }
  constexpr std::array<std::string_view, 4> kCurrent = {"CURRENT_", "LOCALTIME", "SESSION_USER",
                                                        "SYSTEM_USER"};
  const bool current = std::any_of(kCurrent.begin(), kCurrent.end(),
                                   [&](std::string_view each) { return word.starts_with(each); });
  return current || word == "USER" ? Volatility::Stable : Volatility::Immutable;
}

}  // namespace

std::set<std::string> proven_not_null(std::string_view expression) {
  std::set<std::string> proven;
  std::vector<std::string_view> open{expression};
  while (!open.empty()) {
    const std::string_view part = open.back();
    open.pop_back();
    if (wrapped(part)) {
      open.push_back(part.substr(1, part.size() - 2));
    } else if (!top_level_ands(part).empty()) {
      add_parts(part, open);
    } else if (part.ends_with(kIsNotNull)) {
      proven.insert(identifier(part.substr(0, part.size() - kIsNotNull.size())));
    }
  }
  proven.erase("");
  return proven;
}

Volatility builtin_volatility(std::string_view expression, const BuiltinVolatility& builtins) {
  // No built-in operator is volatile, but some are stable, such as timestamptz + interval.
  constexpr std::string_view kOperators = "+-*/<>=~!@#%^&|`?";
  Volatility worst = Volatility::Immutable;
  for (std::size_t at = 0; at < expression.size();) {
    const char c = expression[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(expression, at);
    } else if (is_word_char(c)) {
      const std::size_t start = at;
      while (at < expression.size() && is_word_char(expression[at])) ++at;
      const bool called = at < expression.size() && expression[at] == '(';
      worst = std::max(worst,
                       volatility_of_word(expression.substr(start, at - start), called, builtins));
    } else {
      if (kOperators.find(c) != std::string_view::npos) worst = std::max(worst, Volatility::Stable);
      ++at;
    }
  }
  return worst;
}

}  // namespace pgstage::db

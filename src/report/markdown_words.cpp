#include "markdown_words.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "pgstage/model/utf8.hpp"
#include "pgstage/report/visible.hpp"

#include "found.hpp"

namespace pgstage::report {
namespace {

// Keeps `@name` from being told to somebody of that name.
constexpr std::string_view kNoMention = "@\u200B";

bool is_word(std::string_view text, std::size_t at) {
  return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 ||
                              static_cast<unsigned char>(text[at]) >= 0x80);
}

std::string sound(std::string_view text) { return visible(with_replacements(one_line(text))); }

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0;
  for (std::size_t run = 0; const char each : text) {
    run = each == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string plain_words(std::string_view text) {
  const auto words = sound(text);
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const char c = words[i];
    // One inside a word is no markup.
    const bool joins = c == '_' && i > 0 && is_word(words, i - 1) && is_word(words, i + 1);
    if (c == '@') {
      out += kNoMention;
    } else if (c != '"' && !entity_of(c).empty()) {
      out += entity_of(c);
    } else {
      if (std::string_view{"\\`*_[]|~#$"}.find(c) != std::string_view::npos && !joins) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string code_span(std::string_view text) {
  const auto words = sound(text);
  const std::string ticks(longest_run(words, '`') + 1, '`');
  const bool apart = words.empty() || words.front() == '`' || words.back() == '`';
  return ticks + (apart ? " " + words + " " : words) + ticks;
}

std::string code_cell(std::string_view text) {
  std::string out;
  for (const char c : code_span(text)) out += c == '|' ? std::string{"\\|"} : std::string{c};
  return out;
}

std::string html_words(std::string_view text) {
  std::string out;
  for (const char c : sound(text)) {
    if (c == '@') {
      out += kNoMention;
    } else if (const auto entity = entity_of(c); !entity.empty()) {
      out += entity;
    } else {
      out += c;
    }
  }
  return out;
}

std::string fenced(std::string_view language, std::string_view text) {
  const auto lines = visible(with_replacements(text));
  const std::string fence(std::max<std::size_t>(longest_run(lines, '`') + 1, 3), '`');
  return fmt::format("{}{}\n{}{}{}\n", fence, language, lines, lines.ends_with('\n') ? "" : "\n",
                     fence);
}

}  // namespace pgstage::report

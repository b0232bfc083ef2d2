#include "scanner.hpp"

#include <algorithm>
#include <array>

namespace pgstage::source::code {
namespace {

/// Of several that begin alike the longest comes first.
constexpr auto kOperators = std::to_array<std::string_view>(
    {"===", "!==", "||=", "&&=", "**=", "<<=", ">>=", "...", "==", "=>", "=~",
     ":=",  "+=",  "-=",  "*=",  "/=",  "%=",  "|=",  "&=",  "<=", ">=", "!=",
     "<<",  "<>",  "::",  "&.",  "?.",  "->",  "|>",  "&&",  "||"});

constexpr std::string_view kBrackets = "([{)]}";

std::size_t bracket_kind(char c) { return kBrackets.find(c) % 3; }

}  // namespace

char closing(char open) {
  constexpr std::string_view kOpen = "([{<";
  const auto at = kOpen.find(open);
  return at == std::string_view::npos ? open : ")]}>"[at];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

Scanner::Scanner(std::string_view text) : text_(text) { code_.text = text; }

void Scanner::new_line() {
  line_ = at_;
  new_line_ = true;
}

bool Scanner::skip_blank() {
  const char c = peek();
  if (at_end() || (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f')) return false;
  ++at_;
  if (c == '\n') new_line();
  return true;
}

void Scanner::skip_comment() {
  const auto begin = at_;
  at_ = std::min(text_.find('\n', at_), text_.size());
  auto comment = text_.substr(begin, at_ - begin);
  if (comment.ends_with('\r')) comment.remove_suffix(1);
  if (comment.find("pgstage:") != std::string_view::npos) {
    code_.comments.push_back({begin, comment.size()});
  }
}

void Scanner::skip_to(std::string_view end) {
  const auto found = text_.find(end, at_);
  const auto to = found == std::string_view::npos ? text_.size() : found + end.size();
  const auto newline = text_.substr(at_, to - at_).rfind('\n');
  const auto begin = at_;
  at_ = to;
  if (newline == std::string_view::npos) return;
  line_ = begin + newline + 1;
  new_line_ = true;
}

bool Scanner::skip_plain(char quote, bool lines) {
  for (; !at_end(); ++at_) {
    const char c = peek();
    if (c == quote) {
      ++at_;
      return true;
    }
    if (c == '\n' && !lines) return false;
    if (c != '\\') continue;
    if (peek(1) == '\r' && peek(2) == '\n') ++at_;
    ++at_;
  }
  at_ = text_.size();
  return false;
}

bool Scanner::skip_raw(char quote) {
  const auto found = text_.find(quote, at_);
  at_ = found == std::string_view::npos ? text_.size() : found + 1;
  return found != std::string_view::npos;
}

bool Scanner::skip_triple(std::string_view quotes) {
  for (; !at_end(); ++at_) {
    if (ahead(quotes)) {
      at_ += quotes.size();
      return true;
    }
    if (peek() == '\\') ++at_;
  }
  at_ = text_.size();
  return false;
}

bool Scanner::skip_nested(char quote, std::string_view opener, bool& computed) {
  struct Level {
    char quote;  ///< That ends it; 0 for code.
    std::size_t braces;
  };
  std::vector<Level> levels = {{quote, 0}};
  for (; !at_end(); ++at_) {
    auto& level = levels.back();
    const char c = peek();
    if (c == '\\') {
      ++at_;
    } else if (level.quote != 0 && c == level.quote) {
      levels.pop_back();
      if (levels.empty()) {
        ++at_;
        return true;
      }
    } else if (level.quote != 0 && ahead(opener)) {
      computed = true;
      at_ += opener.size() - 1;
      levels.push_back({0, 0});
    } else if (level.quote != 0) {
      continue;
    } else if (c == '\'' || c == '"' || c == '`') {
      levels.push_back({c, 0});
    } else if (c == '{') {
      ++level.braces;
    } else if (c == '}' && level.braces-- == 0) {
      levels.pop_back();
    }
  }
  at_ = text_.size();
  return false;
}

bool Scanner::skip_paired(char open, char close, std::string_view opener, bool& computed) {
  for (std::size_t depth = 0; !at_end(); ++at_) {
    const char c = peek();
    if (c == '\\') {
      ++at_;
    } else if (c == close && depth-- == 0) {
      ++at_;
      return true;
    } else if (c == open && open != close) {
      ++depth;
    }
    if (!opener.empty() && ahead(opener)) computed = true;
  }
  at_ = text_.size();
  return false;
}

void Scanner::add(Kind kind, std::size_t begin) {
  Token token{.kind = kind,
              .begin = static_cast<std::uint32_t>(begin),
              .end = static_cast<std::uint32_t>(at_)};
  token.starts_line = new_line_;
  if (new_line_) token.indent = static_cast<std::uint32_t>(begin - std::min(line_, begin));
  new_line_ = false;
  code_.tokens.push_back(token);
}

std::uint32_t Scanner::add_string(std::size_t begin, Literal literal) {
  add(Kind::String, begin);
  code_.tokens.back().other = static_cast<std::uint32_t>(code_.literals.size());
  code_.literals.push_back(literal);
  // What a string has of line ends is its own.
  const auto newline = text_.substr(begin, at_ - begin).rfind('\n');
  if (newline != std::string_view::npos) line_ = begin + newline + 1;
  return code_.tokens.back().other;
}

void Scanner::scan_plain(std::string_view more_in_names) {
  const auto begin = at_;
  const char c = peek();
  if (is_name_start(c)) {
    while (is_name_part(peek())) ++at_;
    if (!at_end() && more_in_names.find(peek()) != std::string_view::npos && peek(1) != '=') ++at_;
    return add(Kind::Name, begin);
  }
  if (is_digit(c)) {
    while (is_name_part(peek())) ++at_;
    return add(Kind::Value, begin);
  }
  if (kBrackets.find(c) < 3) {
    ++at_;
    return add(Kind::Open, begin);
  }
  if (kBrackets.find(c) != std::string_view::npos) {
    ++at_;
    return add(Kind::Close, begin);
  }
  const auto* known =
      std::find_if(kOperators.begin(), kOperators.end(), [&](auto words) { return ahead(words); });
  skip(known == kOperators.end() ? 1 : known->size());
  add(Kind::Operator, begin);
}

std::string_view Scanner::last_text() const {
  return code_.tokens.empty() ? std::string_view{} : code_.at(code_.size() - 1);
}

bool Scanner::behind_value(std::span<const std::string_view> keywords) const {
  const auto* token = last();
  if (token == nullptr) return false;
  if (token->kind == Kind::Name) {
    return std::find(keywords.begin(), keywords.end(), last_text()) == keywords.end();
  }
  return token->kind == Kind::String || token->kind == Kind::Value || token->kind == Kind::Close;
}

Code Scanner::finish() {
  std::vector<std::uint32_t> open;
  std::array<std::size_t, 3> count{};
  for (std::uint32_t index = 0; index < code_.tokens.size(); ++index) {
    auto& token = code_.tokens[index];
    if (token.kind != Kind::Open && token.kind != Kind::Close) continue;
    const auto kind = bracket_kind(code_.text[token.begin]);
    if (token.kind == Kind::Open) {
      open.push_back(index);
      ++count[kind];
      continue;
    }
    // A bracket that was never opened closes nothing.
    while (count[kind] > 0) {
      const auto partner = open.back();
      const auto its_kind = bracket_kind(code_.text[code_.tokens[partner].begin]);
      open.pop_back();
      --count[its_kind];
      if (its_kind != kind) continue;
      token.other = partner;
      code_.tokens[partner].other = index;
      break;
    }
  }
  return std::move(code_);
}

}  // namespace pgstage::source::code

#include "pgstage/sql/lexer.hpp"

#include <algorithm>

namespace pgstage::sql {
namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool continues_word(char c) { return starts_word(c) || is_digit(c) || c == '$'; }

bool is_operator(char c) {
  return std::string_view("~!@#^&|`?+-*/%<>=").find(c) != std::string_view::npos;
}

bool is_punctuation_char(char c) {
  return std::string_view("()[],;.:").find(c) != std::string_view::npos;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool Lexer::next(Token& token) {
  while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  if (at_ >= text_.size()) return false;
  const std::size_t start = at_;
  token.kind = scan();
  token.span = {start, at_ - start};
  return true;
}

bool Lexer::next_significant(Token& token) {
  while (next(token)) {
    if (token.kind != TokenKind::Comment) return true;
  }
  return false;
}

std::optional<std::string> Lexer::identifier(const Token& token) const {
  const auto word = text(token);
  std::string out;
  if (token.kind == TokenKind::Word) {
    for (const char c : word) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
  }
  if (token.kind != TokenKind::QuotedWord) return std::nullopt;
  for (std::size_t i = 1; i + 1 < word.size(); ++i) {
    out += word[i];
    if (word[i] == '"') ++i;
  }
  return out;
}

bool Lexer::is_word(const Token& token, std::string_view lower_word) const {
  if (token.kind != TokenKind::Word || token.span.length != lower_word.size()) return false;
  const auto word = text(token);
  return std::equal(word.begin(), word.end(), lower_word.begin(),
                    [](char a, char b) { return lower(a) == b; });
}

TokenKind Lexer::scan() {
  const char c = peek();
  if (starts_word(c)) return scan_word();
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return scan_number();
  if (c == '\'') return scan_quoted('\'', TokenKind::String, false);
  if (c == '"') return scan_quoted('"', TokenKind::QuotedWord, false);
  if (c == '$') return scan_dollar();
  if (c == '-' && peek(1) == '-') return scan_line_comment();
  if (c == '/' && peek(1) == '*') return scan_block_comment();
  if (c == '\\') return scan_meta_command();
  if (is_operator(c)) return scan_operator();
  ++at_;
  return is_punctuation_char(c) ? TokenKind::Punctuation : TokenKind::Operator;
}

TokenKind Lexer::scan_word() {
  const char first = lower(peek());
  if (peek(1) == '\'' && std::string_view("bxne").find(first) != std::string_view::npos) {
    ++at_;
    return scan_quoted('\'', TokenKind::String, first == 'e');
  }
  if (first == 'u' && peek(1) == '&' && (peek(2) == '\'' || peek(2) == '"')) {
    at_ += 2;
    const char quote = peek();
    return scan_quoted(quote, quote == '"' ? TokenKind::QuotedWord : TokenKind::String, false);
  }
  while (at_ < text_.size() && continues_word(text_[at_])) ++at_;
  return TokenKind::Word;
}

TokenKind Lexer::scan_number() {
  while (at_ < text_.size() && (continues_word(text_[at_]) || text_[at_] == '.')) {
    const bool exponent = lower(text_[at_]) == 'e' && (peek(1) == '+' || peek(1) == '-');
    at_ += exponent ? 2 : 1;
  }
  return TokenKind::Number;
}

TokenKind Lexer::scan_operator() {
  while (at_ < text_.size() && is_operator(text_[at_])) {
    const bool comment =
        (text_[at_] == '-' && peek(1) == '-') || (text_[at_] == '/' && peek(1) == '*');
    if (comment) break;
    ++at_;
  }
  return TokenKind::Operator;
}

TokenKind Lexer::scan_line_comment() {
  while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  return TokenKind::Comment;
}

TokenKind Lexer::scan_block_comment() {
  std::size_t depth = 0;
  while (at_ < text_.size()) {
    if (peek() == '/' && peek(1) == '*') {
      ++depth;
      at_ += 2;
    } else if (peek() == '*' && peek(1) == '/') {
      at_ += 2;
      if (--depth == 0) return TokenKind::Comment;
    } else {
      ++at_;
    }
  }
  return TokenKind::Unclosed;
}

TokenKind Lexer::scan_quoted(char quote, TokenKind kind, bool backslash_escapes) {
  ++at_;
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '\\' && backslash_escapes) {
      ++at_;
    } else if (c == quote) {
      if (peek() != quote) return kind;
      ++at_;
    }
  }
  at_ = text_.size();
  return TokenKind::Unclosed;
}

TokenKind Lexer::scan_dollar() {
  std::size_t end = at_ + 1;
  if (end < text_.size() && is_digit(text_[end])) {
    ++at_;
    return scan_number();
  }
  while (end < text_.size() && continues_word(text_[end]) && text_[end] != '$') ++end;
  if (end >= text_.size() || text_[end] != '$') {
    ++at_;
    return TokenKind::Operator;
  }
  const auto tag = text_.substr(at_, end + 1 - at_);
  const auto close = text_.find(tag, end + 1);
  at_ = close == std::string_view::npos ? text_.size() : close + tag.size();
  return close == std::string_view::npos ? TokenKind::Unclosed : TokenKind::String;
}

TokenKind Lexer::scan_meta_command() {
  while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
  return TokenKind::MetaCommand;
}

}  // namespace pgstage::sql

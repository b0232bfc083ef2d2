#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "pgstage/model/span.hpp"

namespace pgstage::sql {

enum class TokenKind {
  Word,         ///< Keyword or plain identifier.
  QuotedWord,   ///< "…" or U&"…".
  String,       ///< '…' with any prefix, or $tag$…$tag$.
  Number,       ///< Also a parameter such as $1.
  Operator,     ///< A run of operator characters.
  Punctuation,  ///< One of ( ) [ ] , ; . :
  Comment,      ///< -- … or /* … */, nested.
  MetaCommand,  ///< A psql backslash command, to the end of its line.
  Unclosed,     ///< A string, quoted word or comment that the end of the text cuts off.
};

struct Token {
  TokenKind kind = TokenKind::Word;
  Span span;
};

/// Cuts SQL into tokens after the rules of the manual, 4.1. Never fails: bytes that fit nowhere are
/// operators of length one. White space is passed over; a psql meta-command ends at its line.
class Lexer {
 public:
  /// Borrows the text. `start` is where to begin reading.
  explicit Lexer(std::string_view text, std::size_t start = 0) : text_(text), at_(start) {}

  /// false at the end of the text.
  bool next(Token& token);
  /// The same, passing over comments.
  bool next_significant(Token& token);

  std::string_view text(const Token& token) const {
    return text_.substr(token.span.offset, token.span.length);
  }
  /// What a word stands for: folded, or without its quotes. Nothing for any other token.
  std::optional<std::string> identifier(const Token& token) const;
  /// Whether the token is this word, written in lower case here and in any case there.
  bool is_word(const Token& token, std::string_view lower) const;
  bool is_punctuation(const Token& token, char c) const {
    return token.kind == TokenKind::Punctuation && text_[token.span.offset] == c;
  }

 private:
  TokenKind scan();
  TokenKind scan_word();
  TokenKind scan_number();
  TokenKind scan_operator();
  TokenKind scan_line_comment();
  TokenKind scan_block_comment();
  TokenKind scan_quoted(char quote, TokenKind kind, bool backslash_escapes);
  TokenKind scan_dollar();
  TokenKind scan_meta_command();
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace pgstage::sql

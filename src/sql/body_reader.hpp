// The text of a PL/pgSQL body, read token by token. Parts of it end where the server's own reader
// ends them: at a word outside of parentheses, or at a semicolon (read_sql_construct() and
// make_execsql_stmt() in pl_gram.y).
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::sql {

class BodyReader {
 public:
  explicit BodyReader(std::string_view text) : text_(text), lexer_(text) { next(); }

  bool more() const { return more_; }
  /// Where the token at hand begins; the end of the text when there is none.
  std::size_t offset() const { return more_ ? token_.span.offset : text_.size(); }
  bool at_word(std::string_view lower) const { return more_ && lexer_.is_word(token_, lower); }
  bool at(char punctuation) const { return more_ && lexer_.is_punctuation(token_, punctuation); }
  bool at(TokenKind kind) const { return more_ && token_.kind == kind; }
  /// The word at hand in lower case, or the name inside the quotes; empty for any other token.
  std::string word() const;

  void next() { more_ = lexer_.next_significant(token_); }
  bool accept(std::string_view word);
  bool accept(char punctuation);
  /// `<<label>>`, when it is at hand.
  bool accept_label();
  /// Lines that begin with #, which only the start of a body has.
  void skip_options();

  /// From the token at hand to one of the words outside of parentheses, or a semicolon.
  std::string_view upto(std::initializer_list<std::string_view> words);
  /// To the semicolon, and it.
  std::string_view rest();
  /// A statement of SQL to its semicolon, with the targets of INTO blanked out.
  std::string statement();
  /// Behind the := or = when an assignment to a variable is at hand.
  bool accept_assignment();
  /// := or =.
  bool accept_equals();

 private:
  bool at_operator(std::string_view begin) const {
    return at(TokenKind::Operator) && lexer_.text(token_).starts_with(begin);
  }
  bool at_any(std::initializer_list<std::string_view> words) const;
  void skip_subscript();
  Span skip_targets();
  void go_to(std::size_t offset);

  std::string_view text_;
  Lexer lexer_;
  Token token_;
  bool more_ = false;
};

}  // namespace pgstage::sql

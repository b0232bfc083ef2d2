#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "token.hpp"

namespace pgstage::source::code {

bool is_name_start(char c);
bool is_name_part(char c);
bool is_digit(char c);
/// The bracket that closes this one; any other character closes itself.
char closing(char open);

/// What the languages have in common in how they are cut up. Takes any bytes and is linear in them.
class Scanner {
 public:
  explicit Scanner(std::string_view text);

  bool at_end() const { return at_ >= text_.size(); }
  std::size_t place() const { return at_; }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool ahead(std::string_view words) const { return text_.substr(at_).starts_with(words); }
  std::string_view between(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  void skip(std::size_t bytes) { at_ = at_ + bytes < text_.size() ? at_ + bytes : text_.size(); }
  void back_to(std::size_t place) { at_ = place; }
  /// Passes over one blank; false when there is none.
  bool skip_blank();
  /// The next token stands in the same line as the last one, whatever lies between.
  void join_lines() { new_line_ = false; }
  bool starts_line() const { return new_line_; }
  bool is_column_one() const { return at_ == line_; }

  void skip_comment();                        ///< To the end of its line.
  void skip_to(std::string_view end);         ///< Behind these words; to the end without them.
  bool skip_plain(char quote, bool lines);    ///< A string from behind its quote on.
  bool skip_triple(std::string_view quotes);  ///< The same with several quotes.
  bool skip_raw(char quote);                  ///< The same where a backslash is one.
  /// The same for one that others may stand in, in code that `opener` begins and a brace ends.
  bool skip_nested(char quote, std::string_view opener, bool& computed);
  /// The same for one whose end is a bracket, or any other character.
  bool skip_paired(char open, char close, std::string_view opener, bool& computed);

  void add(Kind kind, std::size_t begin);
  /// Gives which of the literals it is.
  std::uint32_t add_string(std::size_t begin, Literal literal);
  /// A name, a number, a bracket or an operator, whatever is there.
  void scan_plain(std::string_view more_in_names = {});
  const Token* last() const { return code_.tokens.empty() ? nullptr : &code_.tokens.back(); }
  std::string_view last_text() const;
  /// Whether a value ended before here, so that an operator may follow.
  bool behind_value(std::span<const std::string_view> keywords) const;

  /// With the partners of all brackets.
  Code finish();

 private:
  void new_line();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;  ///< Where the line begins.
  bool new_line_ = true;
  Code code_;
};

}  // namespace pgstage::source::code

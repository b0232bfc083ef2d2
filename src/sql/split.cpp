// Follows psql's own scanner (psqlscan.l) in what ends a statement.
#include "split.hpp"

#include <algorithm>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::sql {
namespace {

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text), lexer_(text) {}

  Pieces run() {
    Token token;
    while (lexer_.next_significant(token)) take(token);
    finish();
    return std::move(pieces_);
  }

 private:
  void take(const Token& token) {
    if (token.kind == TokenKind::MetaCommand) return take_meta_command(token);
    if (depth_ == 0 && bodies_ == 0 && lexer_.is_punctuation(token, ';')) {
      const bool data_follows = copy_ && from_ && stdin_;
      finish();
      if (data_follows) skip_copy_data(token.span.end());
      return;
    }
    if (current_.length == 0) current_.offset = token.span.offset;
    current_.length = token.span.end() - current_.offset;
    track(token);
  }

  void take_meta_command(const Token& token) {
    pieces_.not_sql.push_back({NotSql::Kind::MetaCommand, token.span});
    // \g, \gexec, \watch and the like send what was typed so far.
    const auto command = lexer_.text(token).substr(1);
    if (command.starts_with('g') || command.starts_with("watch")) finish();
  }

  void track(const Token& token) {
    if (lexer_.is_punctuation(token, '(')) ++depth_;
    if (lexer_.is_punctuation(token, ')') && depth_ > 0) --depth_;
    if (token.kind == TokenKind::Word) track_word(token);
  }

  void track_word(const Token& token) {
    if (words_ == 0) {
      creates_ = lexer_.is_word(token, "create");
      copy_ = lexer_.is_word(token, "copy");
    }
    ++words_;
    if (copy_) {
      stdin_ = stdin_ || (from_ && lexer_.is_word(token, "stdin"));
      from_ = from_ || (depth_ == 0 && lexer_.is_word(token, "from"));
    }
    if (!creates_) return;
    // CREATE [OR REPLACE] FUNCTION | PROCEDURE: the only statements with semicolons in a body.
    if (words_ <= 4 && (lexer_.is_word(token, "function") || lexer_.is_word(token, "procedure"))) {
      routine_ = true;
    }
    if (!routine_ || depth_ > 0) return;
    const bool opens =
        lexer_.is_word(token, "begin") || (bodies_ > 0 && lexer_.is_word(token, "case"));
    if (opens) ++bodies_;
    if (bodies_ > 0 && lexer_.is_word(token, "end")) --bodies_;
  }

  void finish() {
    if (current_.length > 0) pieces_.statements.push_back(current_);
    current_ = {};
    depth_ = bodies_ = words_ = 0;
    creates_ = routine_ = copy_ = from_ = stdin_ = false;
  }

  /// The data begins on the line behind the statement and ends with a line of `\.` alone.
  void skip_copy_data(std::size_t from) {
    const auto begin = text_.find('\n', from);
    if (begin == std::string_view::npos) return;
    std::size_t line = begin + 1;
    while (line < text_.size() && !ends_copy_data(line)) line = next_line(line);
    const std::size_t end = std::min(next_line(line), text_.size());
    pieces_.not_sql.push_back({NotSql::Kind::CopyData, {begin + 1, end - begin - 1}});
    lexer_ = Lexer(text_, end);
  }

  bool ends_copy_data(std::size_t line) const {
    const auto rest = text_.substr(line, next_line(line) - line);
    return rest.starts_with("\\.") &&
           rest.find_first_not_of(" \t\r\n", 2) == std::string_view::npos;
  }

  std::size_t next_line(std::size_t line) const {
    const auto end = text_.find('\n', line);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }

  std::string_view text_;
  Lexer lexer_;
  Pieces pieces_;
  Span current_;
  std::size_t depth_ = 0;
  std::size_t bodies_ = 0;
  std::size_t words_ = 0;
  bool creates_ = false;
  bool routine_ = false;
  bool copy_ = false;
  bool from_ = false;
  bool stdin_ = false;
};

}  // namespace

Pieces split(std::string_view text) { return Splitter(text).run(); }

}  // namespace pgstage::sql

// Follows psql's own scanner (psqlscan.l) in what ends a statement.
#include "split.hpp"

#include <algorithm>

namespace pgstage::sql {

Pieces Splitter::next(std::size_t bytes) {
  pieces_ = {};
  const auto enough = [&] {
    const auto& found = pieces_.statements;
    return found.size() > 1 && found.back().end() - found.front().offset >= bytes;
  };
  Token token;
  while (!enough()) {
    if (!lexer_.next_significant(token)) {
      finish();
      break;
    }
    take(token);
  }
  return std::move(pieces_);
}

void Splitter::take(const Token& token) {
  if (token.kind == TokenKind::MetaCommand) return take_meta_command(token);
  if (current_.depth == 0 && current_.bodies == 0 && lexer_.is_punctuation(token, ';')) {
    const bool data_follows = current_.copy && current_.from && current_.reads_stdin;
    finish();
    if (data_follows) skip_copy_data(token.span.end());
    return;
  }
  if (current_.span.length == 0) current_.span.offset = token.span.offset;
  current_.span.length = token.span.end() - current_.span.offset;
  if (lexer_.is_punctuation(token, '(')) ++current_.depth;
  if (lexer_.is_punctuation(token, ')') && current_.depth > 0) --current_.depth;
  if (token.kind == TokenKind::Word) track_word(token);
}

void Splitter::take_meta_command(const Token& token) {
  pieces_.not_sql.push_back({NotSql::Kind::MetaCommand, token.span});
  // \g, \gexec, \watch and the like send what was typed so far.
  const auto command = lexer_.text(token).substr(1);
  if (command.starts_with('g') || command.starts_with("watch")) finish();
}

void Splitter::track_word(const Token& token) {
  if (current_.words == 0) {
    current_.creates = lexer_.is_word(token, "create");
    current_.copy = lexer_.is_word(token, "copy");
  }
  ++current_.words;
  if (current_.copy) track_copy(token);
  if (current_.creates) track_body(token);
}

void Splitter::track_copy(const Token& token) {
  if (current_.from && lexer_.is_word(token, "stdin")) current_.reads_stdin = true;
  if (current_.depth == 0 && lexer_.is_word(token, "from")) current_.from = true;
}

/// CREATE [OR REPLACE] FUNCTION | PROCEDURE: the only statements with semicolons in a body.
void Splitter::track_body(const Token& token) {
  const auto is = [&](std::string_view word) { return lexer_.is_word(token, word); };
  if (current_.words <= 4 && (is("function") || is("procedure"))) current_.routine = true;
  if (!current_.routine || current_.depth > 0) return;
  // BEGIN is a name, too.
  const bool opens = current_.bodies == 0 ? current_.begins && is("atomic") : is("case");
  if (opens) ++current_.bodies;
  if (current_.bodies > 0 && is("end")) --current_.bodies;
  current_.begins = is("begin");
}

void Splitter::finish() {
  if (current_.span.length > 0) pieces_.statements.push_back(current_.span);
  current_ = {};
}

/// The data begins on the line behind the statement and ends with a line of `\.` alone.
void Splitter::skip_copy_data(std::size_t from) {
  const auto begin = text_.find('\n', from);
  if (begin == std::string_view::npos) return;
  std::size_t line = begin + 1;
  while (line < text_.size() && !ends_copy_data(line)) line = next_line(line);
  const std::size_t end = std::min(next_line(line), text_.size());
  pieces_.not_sql.push_back({NotSql::Kind::CopyData, {begin + 1, end - begin - 1}});
  lexer_ = Lexer(text_, end);
}

bool Splitter::ends_copy_data(std::size_t line) const {
  const auto rest = text_.substr(line, next_line(line) - line);
  return rest.starts_with("\\.") && rest.find_first_not_of(" \t\r\n", 2) == std::string_view::npos;
}

std::size_t Splitter::next_line(std::size_t line) const {
  const auto end = text_.find('\n', line);
  return end == std::string_view::npos ? text_.size() : end + 1;
}

}  // namespace pgstage::sql

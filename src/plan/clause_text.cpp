#include "clause_text.hpp"

#include "pgstage/sql/lexer.hpp"

namespace pgstage::plan {

std::string index_placement(std::string_view constraint) {
  sql::Lexer lexer(constraint);
  sql::Token token;
  std::string out;
  while (lexer.next_significant(token)) {
    const std::size_t begin = token.span.offset;
    if (lexer.is_word(token, "with")) {
      while (lexer.next_significant(token) && !lexer.is_punctuation(token, ')')) {
      }
    } else if (!lexer.is_word(token, "tablespace") || !lexer.next_significant(token)) {
      continue;
    }
    out += " " + std::string{constraint.substr(begin, token.span.end() - begin)};
  }
  return out;
}

std::string action_text(std::string_view alter_table) {
  sql::Lexer lexer(alter_table);
  sql::Token token;
  while (lexer.next_significant(token)) {
    const bool keyword = lexer.is_word(token, "alter") || lexer.is_word(token, "table") ||
                         lexer.is_word(token, "if") || lexer.is_word(token, "exists") ||
                         lexer.is_word(token, "only");
    if (!keyword) break;
  }
  auto begin = token.span.end();
  while (lexer.next_significant(token) && lexer.is_punctuation(token, '.')) {
    lexer.next_significant(token);
    begin = token.span.end();
  }
  // `users *` stands for the table with those that inherit from it.
  if (lexer.is_punctuation(token, '*')) begin = token.span.end();
  while (begin < alter_table.size() && alter_table[begin] == ' ') ++begin;
  return std::string{alter_table.substr(begin)};
}

}  // namespace pgstage::plan

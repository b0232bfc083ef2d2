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

}  // namespace pgstage::plan

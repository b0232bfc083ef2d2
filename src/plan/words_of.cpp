#include "words_of.hpp"

#include <utility>

#include "pgstage/sql/lexer.hpp"

namespace pgstage::plan {

Words words_of(std::string_view text) {
  Words out;
  sql::Lexer lexer(text);
  for (sql::Token token; lexer.next_significant(token);) {
    if (auto word = lexer.identifier(token)) out.insert(*std::move(word));
  }
  return out;
}

}  // namespace pgstage::plan

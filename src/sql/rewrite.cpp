#include "pgstage/sql/rewrite.hpp"

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::sql {

std::string with_identifier(std::string_view text, std::string_view from, std::string_view sql) {
  Lexer lexer(text);
  Token token;
  std::string out;
  std::size_t copied = 0;
  while (lexer.next(token)) {
    if (lexer.identifier(token) != from) continue;
    out += text.substr(copied, token.span.offset - copied);
    out += sql;
    copied = token.span.end();
  }
  return out + std::string{text.substr(copied)};
}

IndexText index_text(std::string_view create_index) {
  Lexer lexer(create_index);
  Token token;
  IndexText parts;
  while (lexer.next_significant(token) && !lexer.is_word(token, "on")) {
    parts.unique = parts.unique || lexer.is_word(token, "unique");
  }
  bool more = lexer.next_significant(token);
  if (more && lexer.is_word(token, "only")) more = lexer.next_significant(token);
  std::size_t end = token.span.end();
  while (more && lexer.next_significant(token) && lexer.is_punctuation(token, '.')) {
    more = lexer.next_significant(token);
    end = token.span.end();
  }
  parts.definition = create_index.substr(end);
  return parts;
}

std::string concurrent_index(std::string_view create_index, std::string_view name,
                             std::string_view table) {
  const IndexText parts = index_text(create_index);
  std::string out = parts.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
  out += " CONCURRENTLY " + quote_ident(name) + " ON " + std::string{table};
  return out + std::string{parts.definition};
}

std::string twin_index(std::string_view create_index, const IndexTwin& twin) {
  const IndexText parts = index_text(create_index);
  std::string out = parts.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
  out += " CONCURRENTLY " + quote_ident(twin.twin) + " ON " + twin.table;
  return out + with_identifier(parts.definition, twin.column, quote_ident(twin.twin_column));
}

}  // namespace pgstage::sql

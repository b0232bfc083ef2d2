#include "pgstage/sql/rewrite.hpp"

#include "pgstage/model/names.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::sql {
namespace {

/// The identifier a token stands for: folded, or without its quotes.
std::string identifier(std::string_view token, TokenKind kind) {
  std::string out;
  if (kind == TokenKind::Word) {
    for (const char c : token) {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
  }
  for (std::size_t i = 1; i + 1 < token.size(); ++i) {
    out += token[i];
    if (token[i] == '"') ++i;
  }
  return out;
}

/// What stands behind `ON [ONLY] table` in CREATE INDEX, and whether it said UNIQUE.
struct IndexParts {
  bool unique = false;
  std::string_view rest;
};

IndexParts parts_of(std::string_view text) {
  Lexer lexer(text);
  Token token;
  IndexParts parts;
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
  parts.rest = text.substr(end);
  return parts;
}

}  // namespace

std::string with_identifier(std::string_view text, std::string_view from, std::string_view sql) {
  Lexer lexer(text);
  Token token;
  std::string out;
  std::size_t copied = 0;
  while (lexer.next(token)) {
    const bool name = token.kind == TokenKind::Word || token.kind == TokenKind::QuotedWord;
    if (!name || identifier(lexer.text(token), token.kind) != from) continue;
    out += text.substr(copied, token.span.offset - copied);
    out += sql;
    copied = token.span.end();
  }
  return out + std::string{text.substr(copied)};
}

std::string concurrent_index(std::string_view create_index, std::string_view name,
                             std::string_view table) {
  const IndexParts parts = parts_of(create_index);
  std::string out = parts.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
  out += " CONCURRENTLY " + quote_ident(name) + " ON " + std::string{table};
  return out + std::string{parts.rest};
}

std::string twin_index(std::string_view create_index, const IndexTwin& twin) {
  const IndexParts parts = parts_of(create_index);
  std::string out = parts.unique ? "CREATE UNIQUE INDEX" : "CREATE INDEX";
  out += " CONCURRENTLY " + quote_ident(twin.twin) + " ON " + twin.table;
  return out + with_identifier(parts.rest, twin.column, quote_ident(twin.twin_column));
}

}  // namespace pgstage::sql

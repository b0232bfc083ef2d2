#include "pgstage/sql/rewrite.hpp"

#include <optional>
#include <vector>

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

namespace {

std::vector<Token> significant_tokens(Lexer& lexer) {
  std::vector<Token> out;
  for (Token token; lexer.next_significant(token);) out.push_back(token);
  return out;
}

/// Where the column at `at` begins, with the table that is said before it; nothing when it is none.
std::optional<std::size_t> column_begin(const Lexer& lexer, const std::vector<Token>& tokens,
                                        std::size_t at) {
  const auto punctuation = [&](std::size_t i, char c) {
    return i < tokens.size() && lexer.is_punctuation(tokens[i], c);
  };
  if (punctuation(at + 1, '(') || punctuation(at + 1, '.')) return std::nullopt;
  std::size_t begin = at;
  if (at > 1 && punctuation(at - 1, '.')) {
    if (!lexer.identifier(tokens[at - 2])) return std::nullopt;
    begin = at - 2;
  }
  const bool named = begin > 0 && (punctuation(begin - 1, '.') || punctuation(begin - 1, ':') ||
                                   lexer.is_word(tokens[begin - 1], "collate"));
  return named ? std::nullopt : std::optional{tokens[begin].span.offset};
}

}  // namespace

std::string with_columns(std::string_view expression, const ColumnTexts& columns) {
  Lexer lexer(expression);
  const auto tokens = significant_tokens(lexer);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto word = lexer.identifier(tokens[i]);
    const auto found = word ? columns.find(*word) : columns.end();
    if (found == columns.end()) continue;
    const auto begin = column_begin(lexer, tokens, i);
    if (!begin) continue;
    out += expression.substr(copied, *begin - copied);
    out += found->second;
    copied = tokens[i].span.end();
  }
  return out + std::string{expression.substr(copied)};
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
  return out + with_columns(parts.definition, twin.columns);
}

}  // namespace pgstage::sql

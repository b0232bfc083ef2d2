#include "clauses.hpp"

#include "pgstage/sql/lexer.hpp"

namespace pgstage::sql {
namespace {

bool opens(const Lexer& lexer, const Token& token) {
  return lexer.is_punctuation(token, '(') || lexer.is_punctuation(token, '[');
}

bool closes(const Lexer& lexer, const Token& token) {
  return lexer.is_punctuation(token, ')') || lexer.is_punctuation(token, ']');
}

/// Reads on until the parenthesis that is already open is closed; gives where.
std::size_t closing(Lexer& lexer, std::size_t otherwise) {
  Token token;
  for (int depth = 1; lexer.next_significant(token);) {
    if (opens(lexer, token)) ++depth;
    if (closes(lexer, token) && --depth == 0) return token.span.offset;
  }
  return otherwise;
}

bool introduces(const Lexer& lexer, const Token& token) {
  for (const std::string_view word : {"default", "using", "where"}) {
    if (lexer.is_word(token, word)) return true;
  }
  return lexer.text(token) == "=";
}

bool in_parentheses(const Lexer& lexer, const Token& token) {
  return lexer.is_word(token, "check") || lexer.is_word(token, "as");
}

bool ends_clause(const Lexer& lexer, const Token& token) {
  if (lexer.is_punctuation(token, ',') || lexer.is_punctuation(token, ';')) return true;
  for (const std::string_view word : {"from", "where", "returning"}) {
    if (lexer.is_word(token, word)) return true;
  }
  return false;
}

/// From here to the comma, semicolon, closing parenthesis or clause keyword that ends it.
std::string_view until_end(std::string_view text, Lexer& lexer, std::size_t limit) {
  Token token;
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
  int depth = 0;
  bool after_distinct = false;
  while (lexer.next_significant(token) && token.span.offset < limit) {
    if (depth == 0 && closes(lexer, token)) break;
    if (depth == 0 && !after_distinct && ends_clause(lexer, token)) break;
    if (opens(lexer, token)) ++depth;
    if (closes(lexer, token)) --depth;
    after_distinct = lexer.is_word(token, "distinct");
    if (begin == std::string_view::npos) begin = token.span.offset;
    end = token.span.end();
  }
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin, end - begin);
}

/// Passes over `ALTER TABLE IF EXISTS ONLY schema.name *`; gives the token behind it.
bool skip_alter_target(Lexer& lexer, Token& token) {
  const auto is_kind = [&] {
    for (const std::string_view word : {"alter", "table", "foreign", "materialized", "view",
                                        "index", "sequence", "if", "exists", "only"}) {
      if (lexer.is_word(token, word)) return true;
    }
    return false;
  };
  bool more = lexer.next_significant(token);
  while (more && is_kind()) more = lexer.next_significant(token);
  more = more && lexer.next_significant(token);
  while (more && lexer.is_punctuation(token, '.')) {
    more = lexer.next_significant(token) && lexer.next_significant(token);
  }
  return more && lexer.text(token) == "*" ? lexer.next_significant(token) : more;
}

}  // namespace

std::string_view clause_text(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t limit = end == 0 ? text.size() : end;
  Lexer lexer(text, begin);
  Token token;
  bool parenthesized = false;
  while (lexer.next_significant(token) && token.span.offset < limit) {
    if (parenthesized && lexer.is_punctuation(token, '(')) {
      const std::size_t from = token.span.end();
      return text.substr(from, closing(lexer, limit) - from);
    }
    if (!parenthesized && introduces(lexer, token)) return until_end(text, lexer, limit);
    parenthesized = in_parentheses(lexer, token);
  }
  return {};
}

std::string_view located_clause_text(std::string_view text, std::size_t statement,
                                     std::size_t anchor) {
  Lexer lexer(text, statement);
  Lexer from = lexer;
  Token token;
  while (lexer.next_significant(token) && token.span.offset < anchor) {
    if (introduces(lexer, token)) from = lexer;
  }
  return until_end(text, from, text.size());
}

std::string_view item_text(std::string_view text, std::size_t begin, std::size_t end) {
  Lexer lexer(text, begin);
  Token token;
  std::size_t last = begin;
  int depth = 0;
  while (lexer.next_significant(token) && (end == 0 || token.span.offset < end)) {
    const bool ends = lexer.is_punctuation(token, ',') || lexer.is_punctuation(token, ';') ||
                      closes(lexer, token);
    if (depth == 0 && ends) break;
    if (opens(lexer, token)) ++depth;
    if (closes(lexer, token)) --depth;
    last = token.span.end();
  }
  return text.substr(begin, last - begin);
}

std::vector<Span> alter_actions(std::string_view text, Span statement) {
  Lexer lexer(text.substr(0, statement.end()), statement.offset);
  std::vector<Span> items(1);
  Token token;
  int depth = 0;
  for (bool more = skip_alter_target(lexer, token); more; more = lexer.next_significant(token)) {
    if (depth == 0 && lexer.is_punctuation(token, ',')) {
      items.emplace_back();
      continue;
    }
    if (opens(lexer, token)) ++depth;
    if (closes(lexer, token)) --depth;
    Span& item = items.back();
    if (item.length == 0) item.offset = token.span.offset;
    item.length = token.span.end() - item.offset;
  }
  return items;
}

}  // namespace pgstage::sql

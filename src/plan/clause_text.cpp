#include "clause_text.hpp"

#include "pgstage/sql/lexer.hpp"

namespace pgstage::plan {
namespace {

using sql::Lexer;
using sql::Token;

/// Reads on to the word; false when it does not come.
bool find(Lexer& lexer, Token& token, std::string_view word) {
  while (lexer.next_significant(token)) {
    if (lexer.is_word(token, word)) return true;
  }
  return false;
}

/// ` INCLUDE (…)` as written, or nothing.
std::string include_clause(std::string_view constraint) {
  Lexer lexer(constraint);
  Token token;
  if (!find(lexer, token, "include")) return {};
  const std::size_t begin = token.span.offset;
  while (lexer.next_significant(token)) {
    if (lexer.is_punctuation(token, ')')) break;
  }
  return " " + std::string{constraint.substr(begin, token.span.end() - begin)};
}

bool nulls_not_distinct(std::string_view constraint) {
  Lexer lexer(constraint);
  Token token;
  return find(lexer, token, "nulls") && lexer.next_significant(token) &&
         lexer.is_word(token, "not");
}

bool starts_timing(const Lexer& lexer, const Token& token) {
  return lexer.is_word(token, "deferrable") || lexer.is_word(token, "initially");
}

std::string timing(std::string_view constraint) {
  Lexer lexer(constraint);
  Token token;
  std::size_t negation = std::string_view::npos;
  while (lexer.next_significant(token)) {
    if (starts_timing(lexer, token)) {
      const std::size_t begin = negation == std::string_view::npos ? token.span.offset : negation;
      return " " + std::string{constraint.substr(begin)};
    }
    negation = lexer.is_word(token, "not") ? token.span.offset : std::string_view::npos;
  }
  return {};
}

}  // namespace

std::string behind_referenced_table(std::string_view constraint) {
  Lexer lexer(constraint);
  Token token;
  if (!find(lexer, token, "references") || !lexer.next_significant(token)) return {};
  std::size_t end = token.span.end();
  while (lexer.next_significant(token) && lexer.is_punctuation(token, '.')) {
    if (!lexer.next_significant(token)) break;
    end = token.span.end();
  }
  return std::string{constraint.substr(end)};
}

KeyOptions key_options(std::string_view constraint) {
  KeyOptions out;
  out.index = include_clause(constraint);
  if (nulls_not_distinct(constraint)) out.index += " NULLS NOT DISTINCT";
  out.constraint = timing(constraint);
  return out;
}

}  // namespace pgstage::plan

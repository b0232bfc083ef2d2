// What pg_get_constraintdef() would say of a constraint that a script makes.
#include <algorithm>

#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

using sql::Lexer;
using sql::Token;

std::string list_of(const auto& columns) {
  std::string out;
  for (const auto& column : columns) out += (out.empty() ? "" : ", ") + quote_ident(column);
  return "(" + out + ")";
}

/// From `begin` up to NOT VALID or NOT ENFORCED, which are no part of what is checked.
std::string_view without_state(std::string_view text, std::size_t begin) {
  Lexer lexer(text);
  Token token;
  std::size_t end = begin;
  std::size_t before = begin;
  while (lexer.next_significant(token)) {
    if (token.span.offset < begin) continue;
    if (lexer.is_word(token, "valid") || lexer.is_word(token, "enforced")) {
      end = before;
      break;
    }
    if (!lexer.is_word(token, "not")) before = token.span.end();
    end = token.span.end();
  }
  return text.substr(begin, end - begin);
}

/// Where the table of REFERENCES ends, and its columns, where they are written.
std::size_t behind_reference(std::string_view text, bool columns) {
  Lexer lexer(text);
  Token token;
  bool more = lexer.next_significant(token);
  while (more && !lexer.is_word(token, "references")) more = lexer.next_significant(token);
  if (!more || !lexer.next_significant(token)) return text.size();
  std::size_t end = token.span.end();
  while (lexer.next_significant(token) && lexer.is_punctuation(token, '.')) {
    if (!lexer.next_significant(token)) break;
    end = token.span.end();
  }
  while (columns && lexer.next_significant(token)) {
    if (lexer.is_punctuation(token, ')')) return token.span.end();
  }
  return end;
}

bool has_word(std::string_view text, std::string_view word) {
  Lexer lexer(text);
  Token token;
  while (lexer.next_significant(token)) {
    if (lexer.is_word(token, word)) return true;
  }
  return false;
}

/// Behind a column the timing of its key stands by itself.
std::string foreign_key(const Constraint& made, const sql::ConstraintDefinition& written,
                        std::string_view text) {
  std::string out = "FOREIGN KEY " + list_of(made.columns) + " REFERENCES " + made.referenced.sql();
  if (!made.referenced_columns.empty()) out += " " + list_of(made.referenced_columns);
  const bool columns = !written.referenced_columns.empty();
  out += without_state(text, behind_reference(text, columns));
  if (written.deferrable && !has_word(text, "deferrable")) out += " DEFERRABLE";
  if (written.initially_deferred && !has_word(text, "initially")) out += " INITIALLY DEFERRED";
  return out;
}

/// WITH (…) and USING INDEX TABLESPACE as written.
std::string placement(std::string_view text) {
  Lexer lexer(text);
  Token token;
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
  while (lexer.next_significant(token)) {
    const bool timing = lexer.is_word(token, "deferrable") || lexer.is_word(token, "initially");
    if (begin != std::string_view::npos && (timing || lexer.is_word(token, "not"))) break;
    const bool starts = lexer.is_word(token, "with") || lexer.is_word(token, "using");
    if (starts && begin == std::string_view::npos) begin = token.span.offset;
    end = token.span.end();
  }
  return begin == std::string_view::npos ? "" : " " + std::string{text.substr(begin, end - begin)};
}

std::string key(const Constraint& made, const sql::ConstraintDefinition& written,
                std::string_view text) {
  std::string out = made.kind == ConstraintKind::PrimaryKey ? "PRIMARY KEY " : "UNIQUE ";
  if (written.nulls_not_distinct) out += "NULLS NOT DISTINCT ";
  out += list_of(made.columns);
  if (!written.included.empty()) out += " INCLUDE " + list_of(written.included);
  if (written.placed) out += placement(text);
  if (written.deferrable) out += " DEFERRABLE";
  if (written.initially_deferred) out += " INITIALLY DEFERRED";
  return out;
}

std::string exclusion(std::string_view text) {
  Lexer lexer(text);
  Token token;
  while (lexer.next_significant(token)) {
    if (lexer.is_word(token, "exclude")) return std::string{text.substr(token.span.offset)};
  }
  return {};
}

}  // namespace

std::string definition_of(const Change& change, const Constraint& made,
                          const sql::ConstraintDefinition& written) {
  const auto text = change.script.text(written);
  switch (made.kind) {
    case ConstraintKind::Check:
      return "CHECK (" + made.expression + ")" + (made.no_inherit ? " NO INHERIT" : "");
    case ConstraintKind::ForeignKey:
      return foreign_key(made, written, text);
    case ConstraintKind::Unique:
    case ConstraintKind::PrimaryKey:
      // Periods are keys of their own kind, and an index that is taken over says what it is.
      return written.without_overlaps || !written.using_index.empty() ? ""
                                                                      : key(made, written, text);
    case ConstraintKind::Exclusion:
      return exclusion(text);
    case ConstraintKind::NotNull:
      return "NOT NULL " + quote_ident(made.columns.front()) +
             (made.no_inherit ? " NO INHERIT" : "");
  }
  return {};
}

std::string with_own_column(const Constraint& constraint, const std::string& from,
                            std::string_view to) {
  const sql::ColumnTexts columns{{from, quote_ident(to)}};
  const std::string& text = constraint.definition;
  if (constraint.kind != ConstraintKind::ForeignKey) return sql::with_columns(text, columns);
  const auto reference = std::min(text.find("REFERENCES"), text.size());
  const auto behind = behind_reference(text, !constraint.referenced_columns.empty());
  return sql::with_columns(text.substr(0, reference), columns) +
         text.substr(reference, behind - reference) +
         sql::with_columns(text.substr(behind), columns);
}

std::string with_referenced_column(const Constraint& key, const std::string& from,
                                   std::string_view to) {
  const std::string& text = key.definition;
  const auto begin = behind_reference(text, false);
  const auto end = behind_reference(text, true);
  return text.substr(0, begin) +
         sql::with_columns(text.substr(begin, end - begin), {{from, quote_ident(to)}}) +
         text.substr(end);
}

}  // namespace pgstage::catalog

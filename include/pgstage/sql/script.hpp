#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/model/span.hpp"
#include "pgstage/sql/statements.hpp"

namespace pgstage::sql {

/// Why a statement could not be read.
struct Problem {
  std::string message;
  std::string hint;
  std::string sqlstate;
  Span span;  ///< The place, inside the statement.
};

struct NewerSyntax;

/// One statement of a script. Cheap to copy; everything in it borrows from the script.
class Statement {
 public:
  Statement(Span span, const void* node, std::size_t base, const NewerSyntax* newer = nullptr);
  Statement(Span span, const Problem* problem);

  /// First to last token, without the semicolon.
  Span span() const { return span_; }
  /// The command tag: `ALTER TABLE`, `CREATE INDEX`. `unknown` for one that could not be read.
  std::string_view kind() const { return kind_; }
  /// Set when it could not be read; then view() is Unread.
  const Problem* problem() const { return problem_; }
  /// The first major version of PostgreSQL whose grammar reads it, where that matters; else 0.
  int first_server() const { return first_server_; }
  /// The SQLSTATE with which servers that read it refuse it; else empty.
  std::string_view refusal() const;
  /// What it says; Other when its tree is not there any more.
  View view() const;

  Statement without_tree() const;

 private:
  Span span_;
  std::string_view kind_;
  int first_server_ = 0;
  const void* node_ = nullptr;
  const NewerSyntax* newer_ = nullptr;
  const Problem* problem_ = nullptr;
  std::size_t base_ = 0;  ///< What the tree's locations are to be shifted by.
};

/// Text of a script that is not SQL and was passed over.
struct Skipped {
  Span span;
  std::string why;
};

/// The owner of one script: its text and what libpg_query reads in it. A statement that does not
/// parse is reported alone. Views, names and expressions must not outlive it.
class Script {
 public:
  /// Takes any bytes. A byte-order mark, NUL bytes, invalid UTF-8, psql meta-commands and COPY
  /// data are dealt with as tests/sql/script_test.cpp tells. All parse trees are there at once and
  /// until it is destroyed, which has to be on the thread that parsed it.
  static Script parse(std::string text);
  /// One that a Reader reads: has its statements as far as they were read, but not their trees.
  static Script unread(std::string text);

  Script(const Script&) = delete;
  Script& operator=(const Script&) = delete;
  Script(Script&&) noexcept;
  Script& operator=(Script&&) noexcept;
  ~Script();

  std::string_view text() const;
  std::string_view text(Span span) const { return text().substr(span.offset, span.length); }
  const std::vector<Statement>& statements() const;
  const std::vector<Skipped>& skipped() const;
  const LineIndex& lines() const;

  /// The exact text of an expression: behind its keyword, inside its parentheses for CHECK.
  std::string_view text(const Expression& expression) const;
  /// The text of a constraint, from CONSTRAINT or its first word on.
  std::string_view text(const ConstraintDefinition& constraint) const;
  /// The text of a column in the list of a table, or behind ADD COLUMN.
  std::string_view text(const ColumnDefinition& column) const;
  /// Where each action of an ALTER TABLE stands; one span for any other statement.
  std::vector<Span> action_spans(const Statement& statement) const;

 private:
  friend class Reader;
  struct Parts;
  explicit Script(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// The major version of PostgreSQL whose grammar was linked in.
int grammar_version();

}  // namespace pgstage::sql

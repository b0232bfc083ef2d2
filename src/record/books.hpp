// The tables in which frameworks write down what they have run, as they write to them.
#pragma once

#include <array>
#include <string_view>

#include "pgstage/sql/script.hpp"

namespace pgstage::record {

struct Book {
  std::string_view framework;
  std::string_view table;
  /// The columns that may hold the name of a migration, the best first. Without any it is a lock or
  /// something else of the framework's own.
  std::array<std::string_view, 2> names = {};
  /// Another column that its rows have, and those of others that call theirs alike have not.
  std::string_view needs = {};
  std::string_view group = {};  ///< The column with what stands before the name.
  /// Where a row is written before the migration: the column that says when it is over.
  std::string_view ended_by = {};
};

/// Of a framework that has its books in a schema of their own, and writes to them in a session that
/// sees no other one.
struct Registry {
  std::string_view framework;
  std::string_view schema;
  std::string_view table;  ///< A row of it ends a migration,
  std::string_view name;   ///< which this column names.
};

/// The one whose schema that is; null when it is nobody's.
const Registry* registry_in(std::string_view schema);

/// Whether a schema is made for nothing else.
bool is_for_books(std::string_view schema);

/// Whether a statement makes or describes something in such a schema.
bool is_in_books(const sql::View& view);

/// Whether a relation is one of them, or the sequence of one.
bool is_of_book(std::string_view relation);

/// The one that a statement is about; null when it is about something else.
const Book* book_of(const sql::Statement& statement);

}  // namespace pgstage::record

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgstage::sql {

/// A name as written; no schema when none was. Borrows from the script's tree.
struct Name {
  std::string_view schema;
  std::string_view name;

  bool operator==(const Name&) const = default;
};

/// A type as written; `integer` and the like come as `pg_catalog.int4`.
struct TypeName {
  Name name;
  std::vector<int> modifiers;
  bool array = false;
};

/// Part of a tree that computes a value, or a query. Borrows from the script.
struct Expression {
  const void* node = nullptr;
  /// Where the clause that holds it begins in the file: at DEFAULT, CHECK, GENERATED. When the
  /// grammar does not tell, where the statement begins, and `located` is set.
  std::size_t clause_begin = 0;
  /// Where that clause ends, when the grammar tells; 0 when it does not.
  std::size_t clause_end = 0;
  /// What the locations in the tree are to be shifted by.
  std::size_t base = 0;
  bool located = false;

  explicit operator bool() const { return node != nullptr; }
};

/// One use of a relation in a query or a data-changing statement.
struct RelationUse {
  enum class How {
    Read,
    Lock,   ///< SELECT … FOR UPDATE and its kin.
    Write,  ///< Target of INSERT, UPDATE, DELETE or MERGE.
  };

  Name name;
  How how = How::Read;
};

/// What stands in an expression or query, however deep.
struct ExpressionFacts {
  std::vector<Name> functions;
  /// CURRENT_TIMESTAMP, CURRENT_USER and the like: STABLE, and without parentheses.
  bool sql_value_function = false;
  std::vector<std::string_view> columns;  ///< The last part of each column reference.
  bool star = false;                      ///< `*` or `t.*`.
  std::vector<RelationUse> relations;     ///< Without names of WITH queries.
  std::vector<TypeName> casts;
  bool whole = true;  ///< false: too large, so that something may be missing above.
};

ExpressionFacts facts(const Expression& expression);
/// The least place in the file that any part of it names; an opening parenthesis has none.
std::size_t leftmost(const Expression& expression);

/// Whether it is the constant NULL, with or without a cast.
bool is_null_constant(const Expression& expression);
/// Whether it is nothing but a column, and which.
std::string_view plain_column(const Expression& expression);
/// The type, when it is nothing but one cast of a column.
std::optional<TypeName> plain_cast(const Expression& expression);
/// Columns that the truth of this condition proves to be not NULL: those of `c IS NOT NULL`
/// standing alone or joined by AND.
std::vector<std::string_view> proves_not_null(const Expression& condition);

/// One term of a condition whose terms are joined by AND.
struct Term {
  enum class Kind {
    Equal,   ///< column = value that does not depend on the row
    Range,   ///< column < value, BETWEEN, …
    InList,  ///< column IN (…), = ANY (…)
    IsNull,  ///< column IS NULL
    True,    ///< a constant truth
    Other,
  };

  Kind kind = Kind::Other;
  std::string_view column;
};

std::vector<Term> terms(const Expression& condition);

}  // namespace pgstage::sql

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

/// `schema.name` or `name` in a string, as nextval() and regclass take it. Doubled quotes inside of
/// quotes stay, and nothing is folded.
Name split_name(std::string_view text);

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
  bool only = false;
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
  std::vector<std::string_view> strings;  ///< String constants.
  bool whole = true;  ///< false: too large, so that something may be missing above.
};

ExpressionFacts facts(const Expression& expression);
/// The least place in the file that any part of it names; an opening parenthesis has none.
std::size_t leftmost(const Expression& expression);

/// Whether it is the constant NULL, with or without a cast.
bool is_null_constant(const Expression& expression);
/// Whether it is the word DEFAULT, as SET takes it.
bool is_default(const Expression& expression);
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
    Join,    ///< column = column
    Some,    ///< what many rows may be: a flag, <>, LIKE, IS NOT NULL, EXISTS (…)
    Query,   ///< column IN (SELECT …) without LIMIT
    Limit,   ///< column IN (SELECT … LIMIT …)
    True,    ///< a constant truth
    Other,
  };

  Kind kind = Kind::Other;
  std::string_view column;
};

std::vector<Term> terms(const Expression& condition);

/// FOR VALUES … or DEFAULT of a partition. Values are constants as text; a value that is none is
/// empty, and MINVALUE and MAXVALUE leave their side of a range open.
struct PartitionBound {
  enum class Kind { None, Default, Range, List, Hash };

  Kind kind = Kind::None;
  std::vector<std::string> from;    ///< Range. Empty: open.
  std::vector<std::string> to;      ///< Range. Empty: open.
  std::vector<std::string> values;  ///< List.

  bool operator==(const PartitionBound&) const = default;
};

/// `column op constant`, one term of a condition whose terms are joined by AND.
struct Comparison {
  std::string column;
  /// `=`, `<`, `<=`, `>`, `>=`, `<>`; `in` and `not in`; `is not null`; `outside` for what is below
  /// the first value, or the second or above.
  std::string op;
  std::vector<std::string> values;  ///< Constants as text.

  bool operator==(const Comparison&) const = default;
};

/// The terms that are comparisons; BETWEEN makes two.
std::vector<Comparison> comparisons(const Expression& condition);

/// The WHERE of a SELECT; empty for anything else.
Expression condition_of(const Expression& query);

/// A SELECT of plain columns from one relation.
struct PlainSelect {
  struct Output {
    std::string_view column;  ///< Empty: something computed, or all of them.
    std::string_view name;    ///< Empty: all of them, or one that is not told here.
    bool all = false;
  };

  Name relation;
  std::vector<Output> outputs;
};
/// Nothing when it has another source.
std::optional<PlainSelect> plain_select(const Expression& query);

}  // namespace pgstage::sql

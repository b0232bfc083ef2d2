#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pgstage/catalog/table_objects.hpp"
#include "pgstage/model/box.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/model/schema_words.hpp"
#include "pgstage/sql/expression.hpp"

namespace pgstage::catalog {

using pgstage::ConstraintKind;
using pgstage::Generated;
using pgstage::Identity;
using pgstage::Persistence;
using pgstage::ReferentialAction;
using pgstage::Volatility;

/// A data type as a column has it. Built-in types carry the internal name (`int4`, `varchar`,
/// `timestamptz`) in schema `pg_catalog`.
struct Type {
  QualifiedName name;
  std::vector<int> modifiers;  ///< As written: {10, 2} for numeric(10,2). Empty: none.
  bool array = false;

  bool operator==(const Type&) const = default;
};

/// As format_type() prints it: `integer`, `character varying(20)`, `timestamp with time zone[]`,
/// `shop.mood`. A type in `public` is printed without its schema.
std::string to_string(const Type& type);

/// A column default. The text is the user's own or, from a live database, pg_get_expr()'s.
struct Default {
  std::string sql;
  Volatility volatility = Volatility::Volatile;
  std::vector<QualifiedName> functions;  ///< The user's own that it calls.
  std::vector<QualifiedName> sequences;  ///< That nextval() is called with.
  std::set<std::string> columns;         ///< Generated columns: what they are computed from.

  bool operator==(const Default&) const = default;
};

struct Column {
  std::string name;
  Type type;
  bool not_null = false;
  Box<Default> default_value;  ///< Also the expression of a generated column.
  Identity identity = Identity::None;
  Generated generated = Generated::None;
  Box<QualifiedName> collation;  ///< Only when it is not the type's own.
  /// Added by the batch under examination to a table that may be older.
  bool created_in_batch = false;

  bool operator==(const Column&) const = default;
};

struct Constraint {
  std::string name;
  ConstraintKind kind = ConstraintKind::Check;
  std::vector<std::string> columns;  ///< For a check, the columns it names.
  std::string expression;            ///< Check: the text inside the parentheses.
  QualifiedName referenced;          ///< Foreign key only.
  std::vector<std::string> referenced_columns;
  std::string definition;  ///< What follows CONSTRAINT name, where it is known.
  /// Columns that a valid instance of this constraint proves to hold no NULL: those of a NOT NULL
  /// constraint and of a check that is, or is a conjunction with, `c IS NOT NULL`.
  std::set<std::string> proves_not_null;
  std::vector<sql::Comparison> comparisons;  ///< Check: terms that AND joins.
  std::vector<QualifiedName> functions;      ///< Check: the user's own that it calls.
  ReferentialAction on_delete = ReferentialAction::NoAction;
  ReferentialAction on_update = ReferentialAction::NoAction;
  bool validated = true;
  bool enforced = true;  ///< false: NOT ENFORCED, from PostgreSQL 18 on.
  bool no_inherit = false;
  bool deferrable = false;
  /// Added by the batch under examination to a table that may be older.
  bool created_in_batch = false;

  bool operator==(const Constraint&) const = default;
};

/// An index; it lives in the schema of its table.
struct Index {
  std::string name;
  /// One entry a key column, empty for an expression; without the INCLUDE columns.
  std::vector<std::string> columns;
  std::vector<std::string> included;
  /// Every column that the index names anywhere: keys, INCLUDE, expressions, predicate.
  std::set<std::string> mentions;
  std::string method = "btree";
  /// A whole CREATE INDEX statement, where it is known.
  std::string definition;
  bool unique = false;
  bool valid = true;
  bool partial = false;
  std::string constraint;  ///< The constraint that owns it, or empty.
  /// On a partition: the index of its parent that this one is part of, or empty.
  std::string parent;
  std::vector<QualifiedName> functions;  ///< The user's own in expressions and predicate.

  bool operator==(const Index&) const = default;
};

/// Numbers that only a live database or a snapshot knows.
struct Size {
  std::int64_t rows = 0;
  std::int64_t bytes = 0;  ///< Heap, TOAST and indexes together.

  bool operator==(const Size&) const = default;
};

enum class RelationKind { Table, PartitionedTable, View, MaterializedView, Sequence, ForeignTable };

/// What a view, a rule or a policy reads. An empty column list: the whole relation.
struct Reads {
  QualifiedName relation;
  std::set<std::string> columns;

  bool operator==(const Reads&) const = default;
};

/// A table-like thing. Columns stand in the order of the table.
struct Relation {
  QualifiedName name;
  RelationKind kind = RelationKind::Table;
  Persistence persistence = Persistence::Permanent;
  std::vector<Column> columns;
  std::vector<Constraint> constraints;
  std::vector<Index> indexes;
  std::vector<Trigger> triggers;
  std::vector<TableObject> objects;
  std::vector<Reads> reads;                 ///< Views and materialized views.
  std::vector<QualifiedName> functions;     ///< Views: the user's own that they call.
  bool populated = true;                    ///< Materialized views: false WITH NO DATA.
  Box<QualifiedName> parent;                ///< Partition of, or first inheritance parent.
  std::vector<QualifiedName> more_parents;  ///< Inheritance parents after the first.
  std::vector<QualifiedName> children;      ///< Partitions or inheriting tables.
  bool is_partition = false;
  bool is_default_partition = false;
  Box<sql::PartitionBound> bound;          ///< Partitions.
  std::vector<std::string> partition_key;  ///< Partitioned tables: its plain columns.
  /// Partitioned tables: RANGE, LIST or HASH, where it is known.
  sql::PartitionBound::Kind strategy = sql::PartitionBound::Kind::None;
  Box<QualifiedName> owner_table;  ///< Sequences: OWNED BY.
  std::string owner_column;
  bool row_security = false;
  bool autovacuum = true;        ///< false: switched off for the table or what it keeps in TOAST.
  Box<QualifiedName> of_type;    ///< CREATE TABLE … OF.
  std::string owner;             ///< Empty: not known.
  std::string tablespace;        ///< Empty: the default one.
  std::string access_method;     ///< Empty: the default one.
  std::string clustered_on;      ///< The index that CLUSTER goes by, or empty.
  std::string replica_identity;  ///< The index of REPLICA IDENTITY USING INDEX, or empty.
  Box<Size> size;
  /// Made by the batch under examination, so that no running client can know it.
  bool created_in_batch = false;
  /// Its name is one that the batch under examination gave it, though it may be older.
  bool named_in_batch = false;
  /// Sequences: the batch under examination said what comes next.
  bool set_in_batch = false;
  /// false: only assumed to exist, since nothing that was read creates it, or made of one that is:
  /// it may have more than is told here.
  bool known = true;

  const Column* column(std::string_view column_name) const;
  const Constraint* constraint(std::string_view constraint_name) const;
  const Index* index(std::string_view index_name) const;
  const Constraint* primary_key() const;

  bool operator==(const Relation&) const = default;
};

}  // namespace pgstage::catalog

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "pgstage/model/lock_mode.hpp"
#include "pgstage/sql/expression.hpp"
#include "pgstage/sql/table.hpp"

namespace pgstage::sql {

/// DROP of anything. For triggers, rules and policies `names` are their tables and `parts` they.
struct Drop {
  ObjectKind object = ObjectKind::Other;
  std::vector<Name> names;
  std::vector<std::string_view> parts;
  bool if_exists = false;
  bool cascade = false;
  bool concurrently = false;
};

/// ALTER … RENAME. `part` is the column, constraint, trigger … of `name`, where there is one.
struct Rename {
  ObjectKind object = ObjectKind::Other;
  ObjectKind relation_object = ObjectKind::Table;  ///< What a renamed column belongs to.
  Name name;
  std::string_view part;
  std::string_view new_name;
  bool if_exists = false;
};

struct SetSchema {
  ObjectKind object = ObjectKind::Other;
  Name name;
  std::string_view new_schema;
  bool if_exists = false;
};

/// INSERT, UPDATE, DELETE, MERGE, SELECT and what else is planned.
struct Query {
  enum class Verb { Select, Insert, Update, Delete, Merge };

  Verb verb = Verb::Select;
  Name target;
  std::string_view alias;                  ///< UPDATE, DELETE: of the target; empty without one.
  std::vector<std::string_view> assigned;  ///< UPDATE: the columns of SET.
  std::vector<Expression> values;          ///< UPDATE: their values, in the same order.
  Expression where;                        ///< UPDATE, DELETE, SELECT.
  bool only = false;
  bool assigns_parts = false;  ///< UPDATE: `SET (a, b) = …`, `SET a[1] = …`, `SET a.b = …`.
  bool has_source = false;  ///< FROM, USING, or INSERT … SELECT.
  bool has_with = false;
  bool returning = false;
  Expression whole;  ///< The statement itself, for facts().
};

struct CreateTableAs {
  Name name;
  bool materialized_view = false;
  Persistence persistence = Persistence::Permanent;
  bool if_not_exists = false;
  bool with_data = true;
  Expression query;
  std::vector<std::string_view> columns;
};

struct CreateView {
  Name name;
  bool replace = false;
  Persistence persistence = Persistence::Permanent;
  Expression query;
  std::vector<std::string_view> columns;
};

struct CreateSchema {
  std::string_view name;
  bool if_not_exists = false;
};

struct CreateSequence {
  Name name;
  bool if_not_exists = false;
  Name owner_table;
  std::string_view owner_column;
};

struct AlterSequence {
  Name name;
  bool if_exists = false;
  bool rewrites = false;  ///< Any option but OWNED BY.
  Name owner_table;
  std::string_view owner_column;
};

struct CreateEnum {
  Name name;
  std::vector<std::string_view> labels;
};

struct AlterEnum {
  Name name;
  std::string_view old_label;  ///< RENAME VALUE.
  std::string_view new_label;
};

struct CreateDomain {
  Name name;
  TypeName base;
  bool constrained = false;
};

struct AlterDomain {
  enum class What { Default, SetNotNull, DropNotNull, AddConstraint, DropConstraint, Validate };

  Name name;
  What what = What::Default;
  bool not_valid = false;
};

struct CreateType {
  Name name;
  bool composite = false;
};

struct CreateFunction {
  Name name;
  bool replace = false;
  Volatility volatility = Volatility::Volatile;
  std::string_view language;
  std::string_view body;
};

struct CreateTrigger {
  Name table;
  std::string_view name;
  Name function;
  bool replace = false;
};

/// CREATE or ALTER POLICY, CREATE RULE.
struct TableObject {
  ObjectKind object = ObjectKind::Policy;
  Name table;
  std::string_view name;
};

struct Truncate {
  std::vector<Name> tables;
  bool cascade = false;
};

struct Reindex {
  ObjectKind object = ObjectKind::Index;
  Name name;
  bool concurrently = false;
};

struct Cluster {
  Name table;
};

struct Vacuum {
  std::vector<Name> tables;
  bool full = false;
  bool analyze_only = false;
};

struct Refresh {
  Name view;
  bool concurrently = false;
  bool with_data = true;
};

struct Lock {
  std::vector<Name> tables;
  LockMode mode = LockMode::AccessExclusive;
};

/// SET, SET LOCAL, RESET. An empty value for RESET and SET … TO DEFAULT.
struct Set {
  std::string_view name;
  std::vector<std::string> values;
  bool local = false;
};

struct Transaction {
  enum class What { Begin, Commit, Rollback, Savepoint, Release, RollbackTo, Other };

  What what = What::Other;
  std::string_view savepoint;
};

struct Copy {
  Name table;
  bool from = false;
  Expression query;
};

struct Comment {
  ObjectKind object = ObjectKind::Other;
  Name name;
};

struct Do {
  std::string_view language;
  std::string_view body;
};

/// A statement whose parts nobody here needs.
struct Other {};

using View = std::variant<Other, CreateTable, AlterTable, CreateIndex, Drop, Rename, SetSchema,
                          Query, CreateTableAs, CreateView, CreateSchema, CreateSequence,
                          AlterSequence, CreateEnum, AlterEnum, CreateDomain, AlterDomain,
                          CreateType, CreateFunction, CreateTrigger, TableObject, Truncate, Reindex,
                          Cluster, Vacuum, Refresh, Lock, Set, Transaction, Copy, Comment, Do>;

}  // namespace pgstage::sql

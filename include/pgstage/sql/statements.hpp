#pragma once

#include <optional>
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
  bool only = false;
  bool cascade = false;
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
  /// INSERT: the columns that are given a value; empty for all, and its rows of constants by text.
  std::vector<std::string_view> inserted;
  std::vector<std::vector<std::string>> rows;
  bool default_values = false;             ///< INSERT … DEFAULT VALUES.
  bool overriding = false;                 ///< INSERT … OVERRIDING.
  Expression source;                       ///< INSERT … SELECT.
  std::vector<std::string_view> resolved;  ///< INSERT … ON CONFLICT DO UPDATE: the columns of SET.
  bool infers_index = false;               ///< INSERT … ON CONFLICT (…).
  bool limited = false;                    ///< SELECT … LIMIT without an order.
  std::vector<Name> locked;                ///< FOR UPDATE OF.
  bool only = false;
  bool assigns_parts = false;  ///< SET with `(a, b) = …`, `a[1] = …` or `a.b = …`.
  bool has_source = false;     ///< FROM, USING, or INSERT … SELECT.
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
  TypeName type;  ///< AS; empty without one.
  bool cycle = false;
  bool starts = false;  ///< START.
  Name owner_table;
  std::string_view owner_column;
};

struct AlterSequence {
  Name name;
  bool if_exists = false;
  bool rewrites = false;  ///< Any option but OWNED BY.
  bool restarts = false;
  std::string restarts_with;  ///< RESTART WITH, where that is the only option.
  bool frees = false;         ///< OWNED BY NONE.
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
  bool placed = false;  ///< ADD VALUE … BEFORE or AFTER.
  bool if_not_exists = false;
};

struct CreateDomain {
  Name name;
  TypeName base;
  bool constrained = false;
  bool not_null = false;
  Expression default_value;
  std::vector<std::string_view> constraints;  ///< Checks; empty where PostgreSQL is to choose.
};

struct AlterDomain {
  enum class What { Default, SetNotNull, DropNotNull, AddConstraint, DropConstraint, Validate };

  Name name;
  What what = What::Default;
  std::string_view constraint;
  bool not_null = false;  ///< AddConstraint: it is NOT NULL, and no check.
  bool not_valid = false;
  bool if_exists = false;
};

struct CreateType {
  Name name;
  bool composite = false;
  std::vector<ColumnDefinition> attributes;  ///< Composite.
};

struct CreateFunction {
  Name name;
  bool procedure = false;
  bool replace = false;
  Volatility volatility = Volatility::Volatile;
  std::string_view language;
  std::string_view body;
  bool security_definer = false;
  bool sets_search_path = false;
  std::vector<TypeName> arguments;  ///< Those that a call gives.
  TypeName returns;
  /// BEGIN ATOMIC or RETURN: a body that is parsed when the function is made.
  std::vector<Expression> sql_body;
};

/// ALTER FUNCTION, PROCEDURE or ROUTINE, as far as its options go.
struct AlterFunction {
  Name name;
  std::optional<bool> security_definer;
  std::optional<bool> sets_search_path;
  std::optional<Volatility> volatility;
};

struct CreateTrigger {
  Name table;
  std::string_view name;
  Name function;
  bool replace = false;
  bool instead_of = false;
  std::vector<std::string_view> columns;  ///< UPDATE OF.
  Name referenced;                        ///< CREATE CONSTRAINT TRIGGER … FROM.
  Expression when;
};

/// CREATE or ALTER POLICY, CREATE RULE.
struct TableObject {
  ObjectKind object = ObjectKind::Policy;
  Name table;
  std::string_view name;
  bool alter = false;
  std::vector<Expression> parts;  ///< Conditions and, for a rule, its commands.
  std::string_view command;       ///< CREATE POLICY … FOR, in lower case.
  bool permissive = true;
  std::vector<std::string_view> roles;  ///< Of a policy; an empty one: PUBLIC.
};

/// CREATE STATISTICS and, with nothing but a name, ALTER STATISTICS.
struct Statistics {
  Name name;
  Name table;
  std::vector<std::string_view> columns;
  bool create = false;
  bool if_not_exists = false;
};

/// CREATE or ALTER PUBLICATION.
struct Publication {
  enum class What { Create, Add, Drop, Set, Options };

  What what = What::Create;
  std::string_view name;
  std::vector<Name> tables;
  std::vector<std::string_view> schemas;
  bool all_tables = false;
};

/// REASSIGN OWNED and DROP OWNED.
struct Owned {
  std::vector<std::string_view> roles;
  std::string_view new_owner;  ///< REASSIGN.
  bool cascade = false;
};

/// What the server as a whole does, as far as a migration can be refused for it.
struct ServerCommand {
  bool outside_transaction = false;
  std::string_view name;  ///< Of the database, tablespace or setting, for some.
};

/// GRANT and REVOKE on objects. PUBLIC is the role of no name.
struct Grant {
  bool revokes = false;
  ObjectKind object = ObjectKind::Table;
  bool all_in_schema = false;
  std::vector<Name> names;                   ///< With all_in_schema, the schemas.
  std::vector<std::string_view> privileges;  ///< Lower case. Empty: all of them.
  std::vector<std::string_view> roles;
};

/// CREATE and ALTER ROLE.
struct Role {
  std::string_view name;
  std::optional<bool> superuser;
};

/// CREATE EXTENSION and ALTER EXTENSION … UPDATE.
struct Extension {
  std::string_view name;
  std::string_view version;
  bool update = false;
};

/// ALTER … ALL IN TABLESPACE.
struct MoveAll {
  ObjectKind object = ObjectKind::Table;
  std::string_view from;
  std::string_view to;
};

struct Explain {
  bool analyze = false;
  Expression query;
};

struct Truncate {
  bool restart = false;  ///< RESTART IDENTITY.
  std::vector<Name> tables;
  std::vector<bool> only;  ///< By table.
  bool cascade = false;
};

struct Reindex {
  ObjectKind object = ObjectKind::Index;
  Name name;
  bool concurrently = false;
  bool system = false;  ///< REINDEX SYSTEM.
};

struct Cluster {
  Name table;
  std::string_view index;
};

struct Vacuum {
  std::vector<Name> tables;
  std::vector<bool> only;  ///< By table.
  std::vector<std::string_view> columns;
  bool full = false;
  bool analyze_only = false;
  bool analyzes = false;  ///< VACUUM ANALYZE, too.
};

struct Refresh {
  Name view;
  bool concurrently = false;
  bool with_data = true;
};

struct Lock {
  std::vector<Name> tables;
  std::vector<bool> only;  ///< By table.
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
  std::vector<std::string_view> columns;
  Name table;
  bool from = false;
  Expression query;
};

struct Comment {
  ObjectKind object = ObjectKind::Other;
  Name name;
  std::string_view part;  ///< The column, constraint, trigger … of `name`.
};

struct Do {
  std::string_view language;
  std::string_view body;
};

struct Call {
  Expression call;
};

/// A statement whose parts nobody here needs.
struct Other {};

/// One that could not be read.
struct Unread {};

using AnyStatement =
    std::variant<Other, CreateTable, AlterTable, CreateIndex, Drop, Rename, SetSchema, Query,
                 CreateTableAs, CreateView, CreateSchema, CreateSequence, AlterSequence, CreateEnum,
                 AlterEnum, CreateDomain, AlterDomain, CreateType, CreateFunction, CreateTrigger,
                 TableObject, Statistics, Publication, Owned, ServerCommand, Explain, Truncate,
                 Reindex, Cluster, Vacuum, Refresh, Lock, Set, Transaction, Copy, Comment, Do, Call,
                 AlterFunction, Grant, Role, Extension, MoveAll, Unread>;

/// A statement by its kind: the variant, with its copies, moves and end compiled once instead of in
/// every file that has one.
class View : public AnyStatement {
 public:
  using AnyStatement::AnyStatement;

  View();
  View(const View&);
  View(View&&) noexcept;
  View& operator=(const View&);
  View& operator=(View&&) noexcept;
  ~View();
};

}  // namespace pgstage::sql

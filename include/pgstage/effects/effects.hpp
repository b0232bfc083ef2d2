#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/model/lock_mode.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/model/server_version.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::effects {

/// Why a table is read in full, written anew, or an index built.
enum class Why {
  BuildIndex,
  ValidateCheck,
  ValidateForeignKey,
  ProveNotNull,
  ProvePartitionBound,
  VolatileDefault,
  Identity,
  StoredGenerated,
  ConstrainedDomain,
  ChangeType,
  ChangeStorage,  ///< SET LOGGED, SET TABLESPACE, SET ACCESS METHOD.
  Reorganize,     ///< CLUSTER, VACUUM FULL, REINDEX, REFRESH, TRUNCATE.
  Query,          ///< A query or data change without a usable bound.
};

/// A lock on a relation that existed before the statement.
struct Lock {
  QualifiedName relation;
  LockMode mode = LockMode::AccessShare;
  std::size_t action = 0;  ///< Which action of an ALTER TABLE asks for it first.
  /// On a partition that queries of its parent do not open any more.
  bool apart = false;
};

struct IndexLock {
  QualifiedName index;
  LockMode mode = LockMode::AccessShare;
};

struct Scan {
  QualifiedName table;
  Why why = Why::Query;
  std::string object;  ///< The constraint, column or index it is for.
  std::size_t action = 0;
};

struct Rewrite {
  QualifiedName table;
  Why why = Why::ChangeType;
  std::string object;
  std::size_t action = 0;
};

/// A new index on a table that existed before, or an existing index that is rebuilt.
struct IndexBuild {
  QualifiedName index;
  QualifiedName table;
  Why why = Why::BuildIndex;
  bool unique = false;
  bool constraint = false;    ///< For UNIQUE, PRIMARY KEY or EXCLUDE.
  bool concurrently = false;  ///< While others write.
  std::size_t action = 0;
};

/// Data that is gone afterwards.
struct Destroyed {
  enum class What { Table, Column, Rows, Other };

  What what = What::Other;
  QualifiedName relation;
  std::string part;  ///< The column.
  std::size_t action = 0;
};

/// What other sessions cannot do to a relation until the locks are released. A view is blocked with
/// what it reads, and a partitioned table with its partitions.
struct Blocked {
  QualifiedName relation;
  bool reads = false;
  bool writes = false;
};

/// Something that running clients, which know the schema as it was, trip over.
struct Broken {
  enum class What {
    Name,         ///< The old name of a relation or column does not exist any more.
    Gone,         ///< The relation or column itself does not exist any more.
    RowShape,     ///< `SELECT *` has other columns: prepared statements fail once (0A000).
    NeedsValue,   ///< An INSERT that does not name the column fails.
    Restriction,  ///< A write that was fine is refused.
    Type,         ///< Values come and go as another type.
    Modifier,     ///< Of the same type with other modifiers: prepared statements fail once (0A000).
  };

  What what = What::Name;
  QualifiedName relation;
  std::string part;
  std::size_t action = 0;
};

/// It cannot succeed on this catalog.
struct Failure {
  std::string sqlstate;
  std::string why;
  bool needs_rows = false;  ///< Only when the table has rows.
};

/// What PostgreSQL does when it runs one statement (CONTRACT: `effects --format json`).
struct Effects {
  std::string_view kind;            ///< The command tag.
  bool transaction_allowed = true;  ///< false: refused in a transaction block (25001).
  std::vector<Lock> locks;          ///< One a relation, the strongest.
  std::vector<IndexLock> index_locks;
  std::vector<Scan> scans;
  std::vector<Rewrite> rewrites;
  std::vector<IndexBuild> index_builds;
  std::vector<Blocked> blocks;
  std::vector<Destroyed> destroys;
  std::vector<QualifiedName> drops;  ///< Relations and indexes that do not exist any more.
  std::vector<Broken> breaks;
  std::vector<std::string> creates;
  std::optional<Failure> fails;
  /// false: something that matters was not known, so any of this may be missing or too much.
  bool certain = true;

  std::optional<LockMode> lock_on(const QualifiedName& relation) const;
  bool rewrites_table(const QualifiedName& table) const;
  bool scans_table(const QualifiedName& table) const;
};

/// The effects of a statement that runs after everything the replay has seen. Text that does not
/// parse fails with its SQLSTATE.
Effects analyze(const sql::Statement& statement, const sql::View& view,
                const catalog::Replay& before, ServerVersion version);

/// What changing a column's type costs.
struct TypeChange {
  bool rewrite = false;
  bool index_rebuild = false;  ///< Of indexes over the column, without a rewrite of the table.
  bool certain = true;
};
TypeChange type_change(const catalog::Type& from, const catalog::Type& to, bool has_using,
                       const catalog::Replay& session, ServerVersion version);

}  // namespace pgstage::effects

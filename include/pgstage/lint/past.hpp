#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pgstage/catalog/relation.hpp"
#include "pgstage/effects/effects.hpp"
#include "pgstage/model/names.hpp"

namespace pgstage::lint {

/// What one statement of a deploy did to one relation that running clients know.
struct Deed {
  std::string_view path;  ///< Of the file.
  std::size_t line = 0;   ///< In that file.
  std::string_view kind;  ///< The command tag.
  LockMode mode = LockMode::AccessShare;
  std::size_t transaction = 0;  ///< The same number: the same transaction.
  bool scans = false;
  bool rewrites = false;
  bool builds_index = false;
  bool changes_rows = false;  ///< INSERT, UPDATE, DELETE, MERGE, COPY, TRUNCATE.
  bool limited = false;       ///< A lock_timeout was in effect.
  bool beside = false;        ///< In a second session of its runner.
  std::size_t turn = 0;  ///< The same number: the same statement. Later ones have greater ones.
};

/// For how long a deploy keeps writers from a table, as far as sizes are known.
struct Stall {
  double seconds = 0;
  double longest = 0;     ///< The statement that takes most of them.
  std::string_view path;  ///< Where that stands.
  std::size_t line = 0;
};

/// What the statements of a deploy did before the one that is judged.
class Past {
 public:
  /// In their order. A lock of ROW EXCLUSIVE or more is a deed, and so is a scan.
  std::span<const Deed> to(const QualifiedName& relation) const;
  /// Indexes of a relation that running clients know and that are gone.
  std::span<const catalog::Index> dropped_indexes(const QualifiedName& relation) const;
  /// Whether one of them has this name.
  bool dropped_index(const QualifiedName& index) const { return dropped_indexes_.contains(index); }
  /// Whether a relation of this name was there before the deploy and was dropped.
  bool dropped(const QualifiedName& relation) const { return dropped_.contains(relation); }
  /// The first deed of this file with a lock that blocks writes and was waited for without a limit;
  /// nothing when there is none.
  const std::optional<std::pair<QualifiedName, Deed>>& unlimited() const { return unlimited_; }
  /// Whether a DROP INDEX of the deploy named it, whether it was there or not.
  bool cleared(const QualifiedName& index) const { return cleared_.contains(index); }
  /// While locks that block writes were held on it, which is until the transaction ends.
  Stall stall(const QualifiedName& relation) const;
  /// The number of the transaction that is going on, or that the next statement begins.
  std::size_t transaction() const { return transaction_; }

  void add(const QualifiedName& relation, Deed deed);
  void drop_index(const QualifiedName& table, catalog::Index index);
  void drop(const QualifiedName& relation) { dropped_.insert(relation); }
  void clear_index(const QualifiedName& index) { cleared_.insert(index); }
  void stall(const QualifiedName& relation, double seconds, std::string_view path,
             std::size_t line);
  void end_statement() { ++turn_; }
  /// The number of the statement that is judged.
  std::size_t turn() const { return turn_; }
  void end_transaction() { ++transaction_; }
  void begin_file();
  /// A new deploy begins.
  void clear();

 private:
  std::map<QualifiedName, std::vector<Deed>> deeds_;
  std::map<QualifiedName, std::vector<catalog::Index>> indexes_;
  std::set<QualifiedName> dropped_indexes_;  ///< All of them.
  std::map<QualifiedName, Stall> stalls_;
  std::set<QualifiedName> dropped_;
  std::set<QualifiedName> cleared_;
  std::size_t transaction_ = 0;
  std::size_t turn_ = 0;
  std::optional<std::pair<QualifiedName, Deed>> unlimited_;
};

}  // namespace pgstage::lint

// What the effects of each statement are written with: names are resolved, locks are kept at their
// strongest, and what a relation is unknown for is remembered as uncertainty.
#pragma once

#include "pgstage/catalog/running.hpp"
#include "pgstage/effects/effects.hpp"

namespace pgstage::effects {

/// What the bodies around a statement say of it.
struct Inside {
  catalog::Running running;
  bool atomic = false;   ///< Nothing in there may end the transaction.
  bool commits = false;  ///< Something in there ends it, whenever it runs.
};

class Builder {
 public:
  Builder(Effects& effects, const catalog::Replay& session, ServerVersion version, Inside& inside)
      : effects_(effects), session_(session), version_(version), inside_(inside) {}

  const catalog::Catalog& catalog() const { return session_.catalog(); }
  const catalog::Replay& session() const { return session_; }
  ServerVersion version() const { return version_; }
  Effects& effects() { return effects_; }
  Inside& inside() { return inside_; }
  /// Which action of an ALTER TABLE is being described.
  void at_action(std::size_t action) { action_ = action; }

  /// The relation a name means. One that is not known is taken to exist as a table, unless the
  /// catalog is complete: then the statement fails with 42P01.
  QualifiedName existing(const sql::Name& name, bool if_exists = false);
  /// The same, and it has to be of one of these kinds: otherwise the statement fails with 42809.
  QualifiedName existing(const sql::Name& name, std::initializer_list<catalog::RelationKind> kinds);
  /// Whether something of that name is there, or would be if more were known.
  bool absent(const QualifiedName& name) const {
    return catalog().complete() && relation(name) == nullptr;
  }
  /// null when not known.
  const catalog::Relation* relation(const QualifiedName& name) const {
    // Mostly it is the same one, again and again.
    if (last_ == nullptr || last_->name != name) last_ = catalog().relation(name);
    return last_;
  }
  /// Its column; null when not known. Fails with 42703 when the relation is known and has no such
  /// column.
  const catalog::Column* column(const QualifiedName& relation, std::string_view name);

  void lock(const QualifiedName& relation, LockMode mode);
  /// Also on every partition or inheriting table below it.
  void lock_tree(const QualifiedName& relation, LockMode mode);
  /// On a partition that queries of its parent do not open any more.
  void lock_apart(const QualifiedName& partition, LockMode mode);
  void lock_index(const QualifiedName& index, LockMode mode);
  void lock_indexes_of(const QualifiedName& table, LockMode mode);
  void scan(const QualifiedName& table, Why why, std::string_view object = {});
  /// Only itself, whatever is below it.
  void scan_one(const QualifiedName& table, Why why, std::string_view object = {});
  /// The relation, everything below it, and their indexes, as planning a query locks them.
  void lock_for_query(const QualifiedName& relation, LockMode mode);
  /// Heap and all indexes; the indexes are locked too.
  void rewrite(const QualifiedName& table, Why why, std::string_view object = {});
  void rewrite_one(const QualifiedName& table, Why why, std::string_view object = {});
  void rebuild_indexes(const QualifiedName& table, Why why);
  void build_index(IndexBuild build);
  void destroy(Destroyed::What what, const QualifiedName& relation, std::string_view part = {});
  void breaks(Broken::What what, const QualifiedName& relation, std::string_view part = {});
  /// Gone afterwards, with everything that cannot be without it.
  void drop(const QualifiedName& relation_or_index);
  void create(const QualifiedName& name, std::string_view part = {});
  void fail(std::string sqlstate, std::string why, bool needs_rows = false);
  /// `42P07` when something of that name is there.
  bool taken(const QualifiedName& name);
  /// `42710` when a type has the name that a relation's row type would get.
  void type_taken(const QualifiedName& name);
  void uncertain() { effects_.certain = false; }

  /// The relation and everything below it, parents first.
  std::vector<QualifiedName> tree(const QualifiedName& relation) const;
  /// The relation and everything below it that holds rows: partitions instead of their parent.
  std::vector<QualifiedName> leaves(const QualifiedName& relation) const;

 private:
  Effects& effects_;
  const catalog::Replay& session_;
  ServerVersion version_;
  Inside& inside_;
  std::size_t action_ = 0;
  mutable const catalog::Relation* last_ = nullptr;  ///< That was asked for.
};

}  // namespace pgstage::effects

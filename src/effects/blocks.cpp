// Whom the locks keep waiting, beyond the relations that are locked themselves.
#include "blocks.hpp"

#include <map>
#include <set>

namespace pgstage::effects {
namespace {

struct Access {
  bool reads = false;
  bool writes = false;
};

bool holds_rows(const catalog::Relation* relation) {
  if (relation == nullptr) return true;
  return relation->kind == catalog::RelationKind::Table ||
         relation->kind == catalog::RelationKind::PartitionedTable ||
         relation->kind == catalog::RelationKind::ForeignTable;
}

class Blocks {
 public:
  explicit Blocks(const catalog::Catalog& catalog) : catalog_(catalog) {}

  void take(const QualifiedName& relation, LockMode mode, bool apart = false) {
    const auto* found = catalog_.relation(relation);
    if (found != nullptr && found->kind == catalog::RelationKind::Sequence) return;
    block(relation, {blocks_reads(mode), blocks_writes(mode)}, apart);
  }

  std::vector<Blocked> list() const {
    std::vector<Blocked> out;
    for (const auto& [name, access] : blocked_) out.push_back({name, access.reads, access.writes});
    return out;
  }

 private:
  void block(const QualifiedName& name, Access access, bool apart = false) {
    const auto* relation = catalog_.relation(name);
    access.writes = access.writes && holds_rows(relation);
    auto& known = blocked_[name];
    const bool more = (access.reads && !known.reads) || (access.writes && !known.writes);
    known.reads = known.reads || access.reads;
    known.writes = known.writes || access.writes;
    if (!more) {
      if (!known.reads && !known.writes) blocked_.erase(name);
      return;
    }
    if (relation != nullptr && relation->parent && !apart) block(*relation->parent, access);
    block_readers(name, access);
  }

  /// Who reads a view reads what it reads; who reads or writes a parent opens all its children.
  void block_readers(const QualifiedName& name, Access access) {
    if (!access.reads) return;
    for (const auto& reader : catalog_.readers(name)) {
      const auto* view = catalog_.relation(reader);
      if (view != nullptr && view->kind == catalog::RelationKind::View)
        block(reader, {true, false});
    }
  }

  const catalog::Catalog& catalog_;
  std::map<QualifiedName, Access> blocked_;
};

}  // namespace

std::vector<Blocked> blocked_by(const Effects& effects, const catalog::Catalog& catalog) {
  Blocks blocks(catalog);
  for (const auto& lock : effects.locks) {
    blocks.take(lock.relation, lock.mode, lock.apart);
  }
  // Planning opens every index of a table, and a write opens them to write.
  for (const auto& lock : effects.index_locks) {
    const auto* table = catalog.table_of_index(lock.index);
    // That of a partitioned table is nothing to read.
    const bool stored = table != nullptr && table->kind != catalog::RelationKind::PartitionedTable;
    if (stored) blocks.take(table->name, lock.mode);
  }
  return blocks.list();
}

}  // namespace pgstage::effects

#include "pgstage/lint/past.hpp"

namespace pgstage::lint {
namespace {

template <class Of>
auto all_of(const Of& by_relation, const QualifiedName& relation)
    -> std::span<const typename Of::mapped_type::value_type> {
  const auto found = by_relation.find(relation);
  if (found == by_relation.end()) return {};
  return found->second;
}

}  // namespace

std::span<const Deed> Past::to(const QualifiedName& relation) const {
  return all_of(deeds_, relation);
}

std::span<const catalog::Index> Past::dropped_indexes(const QualifiedName& relation) const {
  return all_of(indexes_, relation);
}

void Past::begin_file() { unlimited_.reset(); }

void Past::add(const QualifiedName& relation, Deed deed) {
  const bool waits = blocks_writes(deed.mode) && !deed.limited;
  if (waits && !unlimited_) unlimited_.emplace(relation, deed);
  deed.turn = turn_;
  deeds_[relation].push_back(std::move(deed));
}

Stall Past::stall(const QualifiedName& relation) const {
  const auto found = stalls_.find(relation);
  return found == stalls_.end() ? Stall{} : found->second;
}

void Past::stall(const QualifiedName& relation, double seconds, std::string_view path,
                 std::size_t line) {
  auto& stall = stalls_[relation];
  stall.seconds += seconds;
  if (seconds > stall.longest) stall = {stall.seconds, seconds, path, line};
}

void Past::drop_index(const QualifiedName& table, catalog::Index index) {
  dropped_indexes_.insert({table.schema, index.name});
  indexes_[table].push_back(std::move(index));
}

void Past::clear() {
  deeds_.clear();
  indexes_.clear();
  dropped_indexes_.clear();
  stalls_.clear();
  dropped_.clear();
  cleared_.clear();
}

}  // namespace pgstage::lint

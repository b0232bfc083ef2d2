#include "works.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "pgstage/catalog/tree.hpp"

namespace pgstage::effects {

std::vector<QualifiedName> stores_of(const QualifiedName& table, const catalog::Catalog& catalog) {
  auto out = catalog::descendants(catalog, table);
  out.push_back(table);
  std::erase_if(out, [&](const auto& name) {
    const auto* known = catalog.relation(name);
    return known != nullptr && known->kind == catalog::RelationKind::PartitionedTable;
  });
  return out;
}

std::vector<Work> works_on(const QualifiedName& table, const Effects& effects) {
  const auto is_here = [&](const auto& each) { return each.table == table; };
  if (std::any_of(effects.rewrites.begin(), effects.rewrites.end(), is_here)) {
    return {Work::WriteAnew};
  }
  // The build of a partitioned index is one; what it reads is told for each partition.
  std::set<std::string_view> indexes;
  for (const auto& build : effects.index_builds) {
    if (is_here(build)) indexes.insert(build.index.name);
  }
  for (const auto& scan : effects.scans) {
    if (is_here(scan) && scan.why == Why::BuildIndex) indexes.insert(scan.object);
  }
  if (!indexes.empty()) return std::vector<Work>(indexes.size(), Work::BuildIndex);
  const bool reads = std::any_of(effects.scans.begin(), effects.scans.end(), is_here);
  if (!reads) return {};
  // Of what reads a table, only INSERT, UPDATE, DELETE and MERGE lock it so (manual, 13.3.1).
  const bool changes = effects.lock_on(table) == LockMode::RowExclusive;
  return {changes ? Work::ChangeRows : Work::Read};
}

}  // namespace pgstage::effects

#include "pgstage/catalog/tree.hpp"

#include <algorithm>
#include <set>

namespace pgstage::catalog {

std::vector<QualifiedName> parents_of(const Relation& relation) {
  std::vector<QualifiedName> parents;
  if (relation.parent) parents.push_back(*relation.parent);
  parents.insert(parents.end(), relation.more_parents.begin(), relation.more_parents.end());
  return parents;
}

std::vector<QualifiedName> descendants(const Catalog& catalog, const QualifiedName& name) {
  std::vector<QualifiedName> below;
  const Relation* top = catalog.relation(name);
  if (top == nullptr || top->children.empty()) return below;
  std::set<QualifiedName> seen{name};
  std::vector<QualifiedName> pending{name};
  while (!pending.empty()) {
    const auto next = std::move(pending.back());
    pending.pop_back();
    const Relation* relation = catalog.relation(next);
    if (relation == nullptr) continue;
    if (next != name) below.push_back(next);
    for (auto child = relation->children.rbegin(); child != relation->children.rend(); ++child) {
      if (seen.insert(*child).second) pending.push_back(*child);
    }
  }
  return below;
}

bool closes_circle(const Catalog& catalog, const QualifiedName& parent,
                   const QualifiedName& child) {
  if (parent == child) return true;
  const auto below = descendants(catalog, child);
  return std::find(below.begin(), below.end(), parent) != below.end();
}

std::string published_by(const Catalog& catalog, const QualifiedName& table) {
  for (const auto& [name, publication] : catalog.publications()) {
    const auto& tables = publication.tables;
    if (publication.all_tables || std::find(tables.begin(), tables.end(), table) != tables.end()) {
      return name;
    }
  }
  return {};
}

}  // namespace pgstage::catalog

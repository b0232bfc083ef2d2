#include "pgstage/catalog/catalog.hpp"

#include <algorithm>

namespace pgstage::catalog {
namespace {

using Links = std::map<QualifiedName, std::set<QualifiedName>>;

void remove_link(Links& links, const QualifiedName& from, const QualifiedName& to) {
  const auto found = links.find(from);
  if (found == links.end()) return;
  found->second.erase(to);
  if (found->second.empty()) links.erase(found);
}

bool is_of_batch(const Relation& relation) {
  return relation.created_in_batch ||
         std::any_of(relation.columns.begin(), relation.columns.end(),
                     [](const Column& column) { return column.created_in_batch; });
}

std::vector<QualifiedName> linked(const Links& links, const QualifiedName& from) {
  const auto found = links.find(from);
  if (found == links.end()) return {};
  return {found->second.begin(), found->second.end()};
}

}  // namespace

const Relation* Catalog::relation(const QualifiedName& name) const {
  const auto found = relations_.find(name);
  return found == relations_.end() ? nullptr : found->second.get();
}

const Relation* Catalog::table_of_index(const QualifiedName& index) const {
  const auto found = indexes_.find(index);
  return found == indexes_.end() ? nullptr : relation(found->second);
}

std::vector<QualifiedName> Catalog::referencing(const QualifiedName& table) const {
  return linked(referencing_, table);
}

std::vector<QualifiedName> Catalog::readers(const QualifiedName& relation) const {
  return linked(readers_, relation);
}

const UserType* Catalog::type(const QualifiedName& name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? nullptr : &found->second;
}

const Function* Catalog::function(const QualifiedName& name) const {
  const auto found = functions_.find(name);
  return found == functions_.end() ? nullptr : &found->second;
}

void Catalog::put(Relation relation) {
  const QualifiedName name = relation.name;
  auto& slot = relations_[name];
  if (slot) unlink(*slot);
  slot = std::make_shared<const Relation>(std::move(relation));
  link(*slot);
}

void Catalog::put_function(const QualifiedName& name, Function function) {
  auto [slot, fresh] = functions_.emplace(name, function);
  if (fresh) return;
  Function& known = slot->second;
  known.volatility = std::max(known.volatility, function.volatility);
  for (auto& overload : function.overloads) {
    std::erase_if(known.overloads,
                  [&](const auto& each) { return each.arguments == overload.arguments; });
    known.overloads.push_back(std::move(overload));
  }
  known.reads = std::move(function.reads);
}

const Publication* Catalog::publication(std::string_view name) const {
  const auto found = publications_.find(name);
  return found == publications_.end() ? nullptr : &found->second;
}

void Catalog::put_publication(std::string name, Publication publication) {
  publications_[std::move(name)] = std::move(publication);
}

void Catalog::commit_labels() {
  for (auto& [name, type] : types_) {
    type.uncommitted.clear();
    type.uncommitted_itself = false;
  }
}

void Catalog::erase(const QualifiedName& name) {
  const auto found = relations_.find(name);
  if (found == relations_.end()) return;
  unlink(*found->second);
  relations_.erase(found);
}

void Catalog::forget_batch() {
  for (auto& [name, relation] : relations_) {
    if (!is_of_batch(*relation)) continue;
    Relation seen = *relation;
    seen.created_in_batch = false;
    for (auto& column : seen.columns) column.created_in_batch = false;
    relation = std::make_shared<const Relation>(std::move(seen));
  }
  for (auto& [name, type] : types_) type.created_in_batch = false;
}

void Catalog::link(const Relation& relation) {
  for (const auto& index : relation.indexes) {
    indexes_[{relation.name.schema, index.name}] = relation.name;
  }
  for (const auto& constraint : relation.constraints) {
    if (constraint.kind == ConstraintKind::ForeignKey) {
      referencing_[constraint.referenced].insert(relation.name);
    }
  }
  for (const auto& reads : relation.reads) readers_[reads.relation].insert(relation.name);
}

void Catalog::unlink(const Relation& relation) {
  for (const auto& index : relation.indexes) {
    indexes_.erase({relation.name.schema, index.name});
  }
  for (const auto& constraint : relation.constraints) {
    remove_link(referencing_, constraint.referenced, relation.name);
  }
  for (const auto& reads : relation.reads) remove_link(readers_, reads.relation, relation.name);
}

}  // namespace pgstage::catalog

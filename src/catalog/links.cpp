// Under which names other than its own a relation is found.
#include <algorithm>
#include <utility>

#include "pgstage/catalog/catalog.hpp"

namespace pgstage::catalog {
namespace {

/// Names of things that come with the server are no links.
bool is_own(const QualifiedName& name) { return !name.name.empty() && name.schema != "pg_catalog"; }

bool is_of_batch(const Relation& relation) {
  return relation.created_in_batch || relation.named_in_batch || relation.set_in_batch ||
         std::any_of(relation.columns.begin(), relation.columns.end(),
                     [](const Column& column) { return column.created_in_batch; }) ||
         std::any_of(relation.constraints.begin(), relation.constraints.end(),
                     [](const Constraint& each) { return each.created_in_batch; }) ||
         std::any_of(relation.objects.begin(), relation.objects.end(),
                     [](const TableObject& each) { return each.created_in_batch; });
}

/// Whether that is what it is a partition of, and which.
bool is_part(const Relation& relation,
             const Box<std::pair<QualifiedName, sql::PartitionBound>>& part) {
  if (!part) return !relation.parent || !relation.bound;
  return relation.parent == part->first && relation.bound == part->second;
}

}  // namespace

/// Calls `visit` with every name of something else in a relation's definition, some more than once.
template <class Visit>
void Catalog::visit_mentions(const Relation& relation, const Visit& visit) {
  const auto other = [&](const QualifiedName& name) { visit(Mention::Other, name); };
  const auto each = [&](const std::vector<QualifiedName>& names) {
    for (const auto& name : names) other(name);
  };
  for (const auto& column : relation.columns) {
    other(column.type.name);
    if (!column.default_value) continue;
    each(column.default_value->functions);
    each(column.default_value->sequences);
  }
  for (const auto& constraint : relation.constraints) {
    visit(Mention::References, constraint.referenced);
    each(constraint.functions);
  }
  for (const auto& index : relation.indexes) each(index.functions);
  for (const auto& trigger : relation.triggers) other(trigger.function);
  for (const auto& object : relation.objects) each(object.functions);
  for (const auto& reads : relation.reads) visit(Mention::Reads, reads.relation);
  each(relation.functions);
  if (relation.parent) other(*relation.parent);
  each(relation.more_parents);
  if (relation.owner_table) visit(Mention::Owner, *relation.owner_table);
  if (relation.of_type) other(*relation.of_type);
}

Catalog::Links Catalog::links_of(const Relation& relation) {
  Links out;
  visit_mentions(relation, [&](Mention how, const QualifiedName& name) {
    if (is_own(name)) out.mentions.emplace_back(how, name);
  });
  out.indexes.reserve(relation.indexes.size());
  for (const auto& index : relation.indexes) out.indexes.push_back(index.name);
  if (relation.parent && relation.bound) {
    out.part_of = std::pair{*relation.parent, *relation.bound};
  }
  out.of_batch = is_of_batch(relation);
  return out;
}

bool Catalog::are_links_of(const Links& links, const Relation& relation) {
  std::size_t seen = 0;
  bool same = links.of_batch == is_of_batch(relation) && is_part(relation, links.part_of);
  visit_mentions(relation, [&](Mention how, const QualifiedName& name) {
    if (!same || !is_own(name)) return;
    same = seen < links.mentions.size() && links.mentions[seen].first == how &&
           links.mentions[seen].second == name;
    ++seen;
  });
  return same && seen == links.mentions.size() &&
         std::equal(links.indexes.begin(), links.indexes.end(), relation.indexes.begin(),
                    relation.indexes.end(),
                    [](const auto& name, const auto& index) { return name == index.name; });
}

void Catalog::relink(const Relation& relation, Links before) {
  if (are_links_of(before, relation)) return;
  auto now = links_of(relation);
  // Mostly an index more: what both have stays as it is.
  if (before.mentions == now.mentions) {
    before.mentions.clear();
    now.mentions.clear();
  }
  const auto [old_rest, rest] = std::mismatch(before.indexes.begin(), before.indexes.end(),
                                              now.indexes.begin(), now.indexes.end());
  if (before.part_of == now.part_of) {
    before.part_of.reset();
    now.part_of.reset();
  }
  before.indexes.erase(before.indexes.begin(), old_rest);
  now.indexes.erase(now.indexes.begin(), rest);
  unlink(relation.name, before);
  link(relation.name, now);
}

void Catalog::link(const QualifiedName& relation, const Links& links) {
  if (links.of_batch) of_batch_.push_back(relation);
  for (const auto& index : links.indexes) names_[{relation.schema, index}].table = relation;
  for (const auto& [how, name] : links.mentions) {
    names_[name].mentioned_by.emplace(how, relation);
  }
  if (links.part_of) {
    auto& partitions = names_[links.part_of->first].partitions;
    if (!partitions) partitions = PartitionIndex{};
    partitions->insert(links.part_of->second, relation);
  }
}

void Catalog::unlink(const QualifiedName& relation, const Links& links) {
  for (const auto& index : links.indexes) {
    const QualifiedName name{relation.schema, index};
    names_[name].table.reset();
    forget_if_nothing(name);
  }
  for (const auto& [how, name] : links.mentions) {
    names_[name].mentioned_by.erase({how, relation});
    forget_if_nothing(name);
  }
  if (links.part_of) {
    const auto& name = links.part_of->first;
    auto& partitions = names_[name].partitions;
    if (partitions) partitions->erase(links.part_of->second, relation);
    if (partitions && partitions->empty()) partitions.reset();
    forget_if_nothing(name);
  }
}

void Catalog::forget_batch() {
  new_schemas_.clear();
  for (const auto& name : std::exchange(of_batch_, {})) {
    if (type(name) != nullptr) types_.edit().find(name)->second.created_in_batch = false;
    if (function(name) != nullptr) functions_.edit().find(name)->second.created_in_batch = false;
    const auto* found = relation(name);
    if (found == nullptr || !is_of_batch(*found)) continue;
    change(name, [](Relation& seen) {
      seen.created_in_batch = false;
      seen.named_in_batch = false;
      seen.set_in_batch = false;
      for (auto& column : seen.columns) column.created_in_batch = false;
      for (auto& constraint : seen.constraints) constraint.created_in_batch = false;
      for (auto& object : seen.objects) object.created_in_batch = false;
    });
  }
}

}  // namespace pgstage::catalog

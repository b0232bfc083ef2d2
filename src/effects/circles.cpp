#include "circles.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "pgstage/catalog/tree.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

const Relation* view_of(const Builder& out, const QualifiedName& name) {
  const auto* found = out.relation(name);
  return found != nullptr && found->kind == RelationKind::View ? found : nullptr;
}

/// How many of the views that a view is made of read each of them.
std::map<const Relation*, int> readers_below(const Builder& out, const Relation& view) {
  std::map<const Relation*, int> readers{{&view, 0}};
  std::vector<const Relation*> pending{&view};
  while (!pending.empty()) {
    const auto& next = *pending.back();
    pending.pop_back();
    for (const auto& reads : next.reads) {
      const auto* source = view_of(out, reads.relation);
      if (source == nullptr) continue;
      if (readers.try_emplace(source, 0).second) pending.push_back(source);
      ++readers[source];
    }
  }
  return readers;
}

/// Views are taken away once nothing that is left reads them; a circle never is.
bool is_circular(const Builder& out, const Relation& view) {
  auto readers = readers_below(out, view);
  std::vector<const Relation*> unread;
  if (readers[&view] == 0) unread.push_back(&view);
  while (!unread.empty()) {
    const auto* next = unread.back();
    unread.pop_back();
    readers.erase(next);
    for (const auto& reads : next->reads) {
      const auto* source = view_of(out, reads.relation);
      if (source != nullptr && --readers[source] == 0) unread.push_back(source);
    }
  }
  return !readers.empty();
}

/// What a value of the type is made of, one level down.
std::vector<QualifiedName> members_of(const Builder& out, const QualifiedName& name) {
  std::vector<QualifiedName> members;
  if (const auto* type = out.catalog().type(name)) {
    members.push_back(type->base.name);
    for (const auto& attribute : type->attributes) members.push_back(attribute.type.name);
  }
  if (const auto* row = out.relation(name)) {
    for (const auto& column : row->columns) members.push_back(column.type.name);
  }
  return members;
}

bool holds(const Builder& out, const QualifiedName& type, const QualifiedName& searched) {
  std::set<QualifiedName> seen{type};
  std::vector<QualifiedName> pending{type};
  while (!pending.empty()) {
    const auto next = std::move(pending.back());
    pending.pop_back();
    if (next == searched) return true;
    for (auto& member : members_of(out, next)) {
      if (seen.insert(member).second) pending.push_back(std::move(member));
    }
  }
  return false;
}

}  // namespace

void refuse_circular_inheritance(Builder& out, const QualifiedName& parent,
                                 const QualifiedName& child) {
  if (catalog::closes_circle(out.catalog(), parent, child)) {
    return out.fail("42P07", "circular inheritance not allowed");
  }
  const auto* found = out.relation(parent);
  if (found == nullptr) return;
  const auto& children = found->children;
  if (std::find(children.begin(), children.end(), child) != children.end()) {
    out.fail("42P07", "relation \"" + parent.name + "\" would be inherited from more than once");
  }
}

void refuse_circular_view(Builder& out, const QualifiedName& relation) {
  const auto* view = view_of(out, relation);
  if (view == nullptr || !is_circular(out, *view)) return;
  out.fail("42P17", "infinite recursion detected in rules for relation \"" + relation.name + "\"");
}

void refuse_own_member(Builder& out, const QualifiedName& owner, const catalog::Type& member) {
  if (!holds(out, member.name, owner)) return;
  out.fail("42P16", "composite type " + owner.name + " cannot be made a member of itself");
}

}  // namespace pgstage::effects

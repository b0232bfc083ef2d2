// Why PostgreSQL refuses a foreign key (ATAddForeignKeyConstraint, transformFkeyCheckAttrs).
#include <algorithm>

#include "casts.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;

std::vector<std::string> referenced_columns(const Relation& referenced,
                                            const sql::ConstraintDefinition& constraint) {
  if (!constraint.referenced_columns.empty()) {
    return {constraint.referenced_columns.begin(), constraint.referenced_columns.end()};
  }
  const auto* key = referenced.primary_key();
  return key == nullptr ? std::vector<std::string>{} : key->columns;
}

bool is_unique(const Relation& referenced, const std::vector<std::string>& columns) {
  return std::any_of(referenced.indexes.begin(), referenced.indexes.end(), [&](const auto& index) {
    return index.unique && index.valid && !index.partial &&
           std::is_permutation(index.columns.begin(), index.columns.end(), columns.begin(),
                               columns.end());
  });
}

void refuse_types(Builder& out, const Relation& referencing, const Relation& referenced,
                  const std::vector<std::string>& from, const std::vector<std::string>& to) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    const auto* a = referencing.column(from[i]);
    const auto* b = referenced.column(to[i]);
    if (a == nullptr || b == nullptr) continue;
    if (comparable(a->type, b->type, out.catalog()).value_or(true)) continue;
    out.fail("42804", "foreign key constraint cannot be implemented: \"" + a->name + "\" and \"" +
                          b->name + "\" are of incompatible types");
  }
}

void refuse_persistence(Builder& out, const Relation& referencing, const Relation& referenced) {
  const bool fine = referenced.persistence == Persistence::Permanent ||
                    (referenced.persistence == Persistence::Unlogged &&
                     referencing.persistence == Persistence::Unlogged) ||
                    (referenced.persistence == Persistence::Temporary &&
                     referencing.persistence == Persistence::Temporary);
  const bool temporary = referencing.persistence == Persistence::Temporary &&
                         referenced.persistence != Persistence::Temporary;
  if (!fine || temporary) {
    out.fail("42P16", "constraints on " + referencing.name.name + " may not reference " +
                          referenced.name.name + ", which is of another persistence");
  }
}

}  // namespace

void refuse_foreign_key(Builder& out, const Relation* referencing,
                        const sql::ConstraintDefinition& constraint, std::string_view column) {
  const auto* referenced = out.relation(out.session().resolve(constraint.referenced));
  if (referencing == nullptr || referenced == nullptr) return;
  if (!referencing->known || !referenced->known || referenced->columns.empty()) return;
  refuse_persistence(out, *referencing, *referenced);
  std::vector<std::string> from{constraint.columns.begin(), constraint.columns.end()};
  if (from.empty()) from.emplace_back(column);
  for (const auto name : constraint.referenced_columns) out.column(referenced->name, name);
  const auto to = referenced_columns(*referenced, constraint);
  if (to.empty()) {
    return out.fail(
        "42704", "there is no primary key for referenced table \"" + referenced->name.name + "\"");
  }
  if (from.size() != to.size()) {
    return out.fail("42830",
                    "number of referencing and referenced columns for foreign key disagree");
  }
  if (!is_unique(*referenced, to)) {
    return out.fail("42830",
                    "there is no unique constraint matching given keys for referenced "
                    "table \"" +
                        referenced->name.name + "\"");
  }
  refuse_types(out, *referencing, *referenced, from, to);
}

}  // namespace pgstage::effects

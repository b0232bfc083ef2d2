#include "pgstage/catalog/relation.hpp"

#include <algorithm>

namespace pgstage::catalog {
namespace {

template <class Things>
auto by_name(const Things& things, std::string_view name) -> decltype(things.data()) {
  const auto found = std::find_if(things.begin(), things.end(),
                                  [&](const auto& thing) { return thing.name == name; });
  return found == things.end() ? nullptr : &*found;
}

}  // namespace

const Column* Relation::column(std::string_view column_name) const {
  return by_name(columns, column_name);
}

const Constraint* Relation::constraint(std::string_view constraint_name) const {
  return by_name(constraints, constraint_name);
}

const Index* Relation::index(std::string_view index_name) const {
  return by_name(indexes, index_name);
}

const Constraint* Relation::primary_key() const {
  const auto found = std::find_if(constraints.begin(), constraints.end(), [](const auto& each) {
    return each.kind == ConstraintKind::PrimaryKey;
  });
  return found == constraints.end() ? nullptr : &*found;
}

}  // namespace pgstage::catalog

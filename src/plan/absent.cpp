#include "absent.hpp"

#include <algorithm>

namespace pgstage::plan {
namespace {

using sql::ObjectKind;

bool has_part(const catalog::Relation& table, ObjectKind object, std::string_view part) {
  using Kind = catalog::TableObject::Kind;
  if (object == ObjectKind::Trigger) {
    return std::any_of(table.triggers.begin(), table.triggers.end(),
                       [&](const auto& each) { return each.name == part; });
  }
  const auto kind = object == ObjectKind::Policy ? Kind::Policy : Kind::Rule;
  return std::any_of(table.objects.begin(), table.objects.end(),
                     [&](const auto& each) { return each.kind == kind && each.name.name == part; });
}

/// Also where that cannot be told.
bool is_there(const sql::Drop& drop, std::size_t i, const catalog::Replay& before) {
  const auto& catalog = before.catalog();
  const auto& name = drop.names[i];
  switch (drop.object) {
    case ObjectKind::Table:
    case ObjectKind::View:
    case ObjectKind::MaterializedView:
    case ObjectKind::Sequence:
    case ObjectKind::ForeignTable:
      return catalog.relation(before.resolve(name)) != nullptr;
    case ObjectKind::Index:
      return catalog.table_of_index(before.resolve_index(name)) != nullptr;
    case ObjectKind::Trigger:
    case ObjectKind::Policy:
    case ObjectKind::Rule: {
      const auto* table = catalog.relation(before.resolve(name));
      // Triggers of a partition may be those of its parent.
      return table != nullptr &&
             (table->is_partition || !table->known || has_part(*table, drop.object, drop.parts[i]));
    }
    case ObjectKind::Type:
    case ObjectKind::Domain:
      return catalog.type(before.resolve_new(name)) != nullptr;
    case ObjectKind::Function:
      return catalog.function(before.resolve_new(name)) != nullptr;
    case ObjectKind::Schema:
      return catalog.has_schema(name.name);
    default:
      return true;
  }
}

}  // namespace

bool drops_nothing(const sql::View& view, const catalog::Replay& before) {
  const auto* drop = std::get_if<sql::Drop>(&view);
  if (drop == nullptr || !drop->if_exists || !before.catalog().complete()) return false;
  for (std::size_t i = 0; i < drop->names.size(); ++i) {
    if (is_there(*drop, i, before)) return false;
  }
  return true;
}

}  // namespace pgstage::plan

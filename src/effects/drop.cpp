#include <algorithm>

#include "dependents.hpp"
#include "statements.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

std::optional<RelationKind> relation_kind(sql::ObjectKind kind) {
  switch (kind) {
    case sql::ObjectKind::Table:
      return RelationKind::Table;
    case sql::ObjectKind::View:
      return RelationKind::View;
    case sql::ObjectKind::MaterializedView:
      return RelationKind::MaterializedView;
    case sql::ObjectKind::Sequence:
      return RelationKind::Sequence;
    case sql::ObjectKind::ForeignTable:
      return RelationKind::ForeignTable;
    default:
      return std::nullopt;
  }
}

bool fits(RelationKind wanted, RelationKind found) {
  return wanted == found ||
         (wanted == RelationKind::Table && found == RelationKind::PartitionedTable);
}

void refuse_absent(Builder& out, const sql::Drop& statement, std::string_view what,
                   std::string_view name) {
  if (!out.catalog().complete()) return out.uncertain();
  if (statement.if_exists) return;
  out.fail("42704", std::string{what} + " \"" + std::string{name} + "\" does not exist");
}

void drop_relation(Builder& out, const sql::Drop& statement, const sql::Name& name, Drops& drops) {
  const auto relation = out.existing(name, statement.if_exists);
  if (out.absent(relation)) return;
  const auto* found = out.relation(relation);
  const auto wanted = *relation_kind(statement.object);
  if (found != nullptr && found->known && !fits(wanted, found->kind)) {
    return out.fail("42809", "\"" + relation.name + "\" is of another kind");
  }
  drops.relation(relation);
}

void drop_concurrently(Builder& out, const sql::Drop& statement, const QualifiedName& index,
                       const Relation& table) {
  out.effects().transaction_allowed = false;
  if (statement.names.size() > 1) {
    out.fail("0A000", "DROP INDEX CONCURRENTLY does not support dropping multiple objects");
  }
  if (statement.cascade) out.fail("0A000", "DROP INDEX CONCURRENTLY does not support CASCADE");
  if (table.kind == RelationKind::PartitionedTable) {
    out.fail("0A000", "cannot drop partitioned index \"" + index.name + "\" concurrently");
  }
  out.lock(table.name, LockMode::ShareUpdateExclusive);
  out.lock_index(index, LockMode::ShareUpdateExclusive);
  out.drop(index);
}

void drop_index(Builder& out, const sql::Drop& statement, const sql::Name& written, Drops& drops) {
  const auto index = out.session().resolve_index(written);
  const auto* table = out.catalog().table_of_index(index);
  if (statement.concurrently) out.effects().transaction_allowed = false;
  if (table == nullptr) {
    if (out.relation(out.session().resolve(written)) != nullptr) {
      return out.fail("42809", "\"" + index.name + "\" is not an index");
    }
    refuse_absent(out, statement, "index", index.name);
    if (out.catalog().complete()) return;
    out.lock_index(
        index, statement.concurrently ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive);
    return out.drop(index);
  }
  const auto& found = *table->index(index.name);
  if (!found.constraint.empty() || !found.parent.empty()) {
    out.fail("2BP01", "cannot drop index " + index.name + " because " +
                          (found.parent.empty() ? "a constraint" : "index " + found.parent) +
                          " requires it");
  }
  if (statement.concurrently) return drop_concurrently(out, statement, index, *table);
  drops.index(*table, found);
}

bool has_part(const Relation& table, const sql::Drop& statement, std::string_view part) {
  using Kind = catalog::TableObject::Kind;
  if (statement.object == sql::ObjectKind::Trigger) {
    return std::any_of(table.triggers.begin(), table.triggers.end(),
                       [&](const auto& each) { return each.name == part; });
  }
  const auto kind = statement.object == sql::ObjectKind::Policy ? Kind::Policy : Kind::Rule;
  return std::any_of(table.objects.begin(), table.objects.end(),
                     [&](const auto& each) { return each.kind == kind && each.name.name == part; });
}

void drop_part(Builder& out, const sql::Drop& statement, std::size_t i) {
  const auto name = out.existing(statement.names[i], statement.if_exists);
  if (out.absent(name)) return;
  const auto* table = out.relation(name);
  if (table != nullptr && out.catalog().complete() &&
      !has_part(*table, statement, statement.parts[i])) {
    const auto* parent = table->parent ? out.relation(*table->parent) : nullptr;
    if (parent != nullptr && has_part(*parent, statement, statement.parts[i])) {
      return out.fail("2BP01", "the trigger belongs to that of \"" + parent->name.name + "\"");
    }
    return refuse_absent(out, statement, "object", statement.parts[i]);
  }
  // Only triggers are copied to partitions.
  if (statement.object == sql::ObjectKind::Trigger && table != nullptr &&
      table->kind == RelationKind::PartitionedTable) {
    return out.lock_tree(name, LockMode::AccessExclusive);
  }
  out.lock(name, LockMode::AccessExclusive);
}

void drop_statistics(Builder& out, const sql::Drop& statement, const sql::Name& written) {
  const auto name = out.session().resolve_new(written);
  for (const auto* relation : out.catalog().relations()) {
    for (const auto& object : relation->objects) {
      const bool here =
          object.kind == catalog::TableObject::Kind::Statistics && object.name == name;
      // RemoveStatisticsById(): against two at once.
      if (here) return out.lock(relation->name, LockMode::ShareUpdateExclusive);
    }
  }
  refuse_absent(out, statement, "statistics object", name.name);
}

void drop_schema(Builder& out, const sql::Drop& statement, const sql::Name& name, Drops& drops) {
  if (out.catalog().complete() && !out.catalog().has_schema(name.name)) {
    if (!statement.if_exists) {
      out.fail("3F000", "schema \"" + std::string{name.name} + "\" does not exist");
    }
    return;
  }
  for (const auto* relation : out.catalog().relations()) {
    if (relation->name.schema != name.name) continue;
    if (!statement.cascade) {
      out.fail("2BP01", "cannot drop schema " + std::string{name.name} +
                            " because other objects depend on it");
    }
    drops.relation(relation->name);
  }
  if (!out.catalog().complete()) out.uncertain();
  out.breaks(Broken::What::Gone, {std::string{name.name}, {}});
}

void drop_type(Builder& out, const sql::Drop& statement, const sql::Name& written, Drops& drops) {
  const auto type = out.session().resolve_new(written);
  if (out.catalog().type(type) == nullptr) {
    if (!out.catalog().complete()) out.uncertain();
    return refuse_absent(out, statement, "type", type.name);
  }
  drops.type(type);
}

void drop_function(Builder& out, const sql::Drop& statement, const sql::Name& written,
                   Drops& drops) {
  const auto function = out.session().resolve_new(written);
  if (out.catalog().function(function) != nullptr) return drops.function(function);
  if (statement.if_exists || !out.catalog().complete()) return;
  out.fail("42883", "function " + function.name + " does not exist");
}

/// The types of an extension are known by its name, as citext's is.
void drop_extension(Builder& out, const sql::Drop& statement, const sql::Name& name, Drops& drops) {
  const QualifiedName type{"public", std::string{name.name}};
  drops.type(type);
  if (statement.cascade && !out.catalog().complete()) out.uncertain();
}

void drop_one(Builder& out, const sql::Drop& statement, std::size_t i, Drops& drops) {
  const auto& name = statement.names[i];
  switch (statement.object) {
    case sql::ObjectKind::Index:
      return drop_index(out, statement, name, drops);
    case sql::ObjectKind::Trigger:
    case sql::ObjectKind::Policy:
    case sql::ObjectKind::Rule:
      return drop_part(out, statement, i);
    case sql::ObjectKind::Statistics:
      return drop_statistics(out, statement, name);
    case sql::ObjectKind::Schema:
      return drop_schema(out, statement, name, drops);
    case sql::ObjectKind::Type:
    case sql::ObjectKind::Domain:
      return drop_type(out, statement, name, drops);
    case sql::ObjectKind::Function:
      return drop_function(out, statement, name, drops);
    case sql::ObjectKind::Extension:
      return drop_extension(out, statement, name, drops);
    default:
      if (relation_kind(statement.object)) return drop_relation(out, statement, name, drops);
      if (statement.cascade) out.uncertain();
      return;
  }
}

}  // namespace

void describe(Builder& out, const sql::Drop& statement) {
  Drops drops(out, statement.cascade);
  if (relation_kind(statement.object)) {
    for (const auto& name : statement.names) drops.name(out.session().resolve(name));
  }
  for (std::size_t i = 0; i < statement.names.size(); ++i) drop_one(out, statement, i, drops);
}

}  // namespace pgstage::effects

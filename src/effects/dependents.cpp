#include "dependents.hpp"

#include <algorithm>

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

bool holds_data(RelationKind kind) {
  return kind == RelationKind::Table || kind == RelationKind::PartitionedTable ||
         kind == RelationKind::Sequence;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool contains(const std::vector<QualifiedName>& names, const QualifiedName& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

void Drops::hold(const QualifiedName& because, std::string_view what) {
  out_.fail("2BP01",
            "cannot drop " + because.name + " because " + std::string{what} + " depends on it");
}

bool Drops::goes_along(const QualifiedName& name, const QualifiedName& because) {
  if (cascade_ || named_.contains(name)) return true;
  hold(because, name.name);
  return false;
}

void Drops::part(const QualifiedName& table, const QualifiedName& because, std::string_view what) {
  if (gone_.contains(table) || named_.contains(table)) return;
  if (!cascade_) return hold(because, what);
  out_.lock(table, LockMode::AccessExclusive);
}

void Drops::relation(const QualifiedName& name) {
  if (!gone_.insert(name).second) return;
  out_.lock(name, LockMode::AccessExclusive);
  out_.breaks(Broken::What::Gone, name);
  out_.drop(name);
  const auto* found = out_.relation(name);
  if (found == nullptr || holds_data(found->kind)) out_.destroy(Destroyed::What::Table, name);
  if (found == nullptr) return;
  if (found->kind == RelationKind::Sequence) return sequence(*found);
  own_parts(*found);
  if (found->is_partition) partition(*found);
  for (const auto& child : found->children) {
    const auto* below = out_.relation(child);
    const bool automatic = below != nullptr && below->is_partition;
    if (automatic || goes_along(child, name)) relation(child);
  }
  foreign_keys(*found);
  readers(name, {});
  functions_reading(name, {});
}

void Drops::own_parts(const Relation& table) {
  out_.lock_indexes_of(table.name, LockMode::AccessExclusive);
  for (const auto& each : table.indexes) out_.drop({table.name.schema, each.name});
  owned_sequences(table.name, {});
  for (const auto* other : out_.catalog().mentioning(table.name)) {
    for (const auto& column : other->columns) {
      // A column of the table's own row type.
      if (other->name != table.name && column.type.name == table.name) {
        part(other->name, table.name, "column " + column.name);
      }
    }
  }
}

/// The parent's list of partitions changes, and with it what its default partition may hold.
void Drops::partition(const Relation& table) {
  out_.lock(*table.parent, LockMode::AccessExclusive);
  const auto* parent = out_.relation(*table.parent);
  if (parent == nullptr || gone_.contains(parent->name)) return;
  for (const auto& sibling : parent->children) {
    const auto* other = out_.relation(sibling);
    if (other != nullptr && other->is_default_partition) {
      out_.lock(sibling, LockMode::AccessExclusive);
    }
  }
}

/// The triggers of a foreign key sit on both tables.
void Drops::foreign_keys(const Relation& table) {
  for (const auto& each : table.constraints) {
    const bool elsewhere = each.kind == ConstraintKind::ForeignKey && each.referenced != table.name;
    // A partition's part of its parent's key has no trigger on the other side.
    const auto* parent = table.is_partition ? out_.relation(*table.parent) : nullptr;
    const bool part = parent != nullptr && parent->constraint(each.name) != nullptr;
    if (elsewhere && !part) {
      out_.lock_tree(each.referenced, LockMode::AccessExclusive);
    }
  }
  for (const auto& other : out_.catalog().referencing(table.name)) {
    if (other == table.name || gone_.contains(other) || named_.contains(other)) continue;
    if (!cascade_) {
      hold(table.name, "a foreign key of " + other.name);
    } else {
      out_.lock_tree(other, LockMode::AccessExclusive);
    }
  }
}

void Drops::readers(const QualifiedName& name, std::string_view column) {
  for (const auto& reader : out_.catalog().readers(name)) {
    for (const auto& reads : out_.relation(reader)->reads) {
      const bool read = column.empty() || reads.columns.contains(std::string{column});
      if (reads.relation != name || !read) continue;
      if (goes_along(reader, name)) relation(reader);
    }
  }
}

void Drops::functions_reading(const QualifiedName& name, std::string_view column) {
  for (const auto& [function_name, each] : out_.catalog().functions()) {
    for (const auto& reads : each.reads) {
      const bool read = column.empty() || reads.columns.contains(std::string{column});
      if (reads.relation != name || !read) continue;
      if (!cascade_) {
        hold(name, "function " + function_name.name);
      } else {
        function(function_name);
      }
    }
  }
}

void Drops::owned_sequences(const QualifiedName& table, std::string_view column) {
  for (const auto& name : out_.catalog().owned_sequences(table)) {
    if (column.empty() || out_.relation(name)->owner_column == column) relation(name);
  }
}

void Drops::sequence(const Relation& sequence) {
  const auto* owner = sequence.owner_table ? out_.relation(*sequence.owner_table) : nullptr;
  const auto* column = owner == nullptr ? nullptr : owner->column(sequence.owner_column);
  if (column != nullptr && column->identity != Identity::None) {
    const bool going =
        gone_.contains(owner->name) || dropped_columns_.contains({owner->name, column->name});
    if (!going) hold(sequence.name, "identity column " + column->name);
  }
  for (const auto* relation : out_.catalog().mentioning(sequence.name)) {
    for (const auto& each : relation->columns) {
      const bool used =
          each.default_value && contains(each.default_value->sequences, sequence.name);
      if (!used || dropped_columns_.contains({relation->name, each.name})) continue;
      part(relation->name, sequence.name, "default value for column " + each.name);
    }
  }
}

void Drops::index(const Relation& table, const catalog::Index& index) {
  const QualifiedName name{table.name.schema, index.name};
  out_.lock(table.name, LockMode::AccessExclusive);
  out_.lock_index(name, LockMode::AccessExclusive);
  out_.drop(name);
  if (index.unique) keys_on(table.name, index.columns);
  for (const auto& child : table.children) {
    const auto* below = out_.relation(child);
    if (below == nullptr) continue;
    for (const auto& each : below->indexes) {
      if (each.parent == index.name) this->index(*below, each);
    }
  }
}

/// Foreign keys that count on the uniqueness of these columns.
void Drops::keys_on(const QualifiedName& table, const std::vector<std::string>& columns) {
  for (const auto& other : out_.catalog().referencing(table)) {
    for (const auto& key : out_.relation(other)->constraints) {
      const bool counts =
          key.kind == ConstraintKind::ForeignKey && key.referenced == table &&
          std::is_permutation(columns.begin(), columns.end(), key.referenced_columns.begin(),
                              key.referenced_columns.end());
      if (!counts) continue;
      if (!cascade_) {
        hold(table, "constraint " + key.name);
      } else {
        out_.lock_tree(other, LockMode::AccessExclusive);
        out_.lock_tree(table, LockMode::AccessExclusive);
      }
    }
  }
}

void Drops::constraint(const QualifiedName& table, const catalog::Constraint& constraint) {
  if (constraint.kind == ConstraintKind::ForeignKey) {
    out_.lock_tree(constraint.referenced, LockMode::AccessExclusive);
  }
  const auto* found = out_.relation(table);
  const auto* owned = found == nullptr ? nullptr : found->index(constraint.name);
  if (owned != nullptr) index(*found, *owned);
}

void Drops::column(const QualifiedName& table, std::string_view column) {
  const auto* found = out_.relation(table);
  if (found == nullptr) return;
  dropped_columns_.insert({table, std::string{column}});
  for (const auto& each : found->indexes) {
    if (each.mentions.contains(std::string{column})) index(*found, each);
  }
  for (const auto& each : found->constraints) {
    if (each.kind == ConstraintKind::ForeignKey && contains(each.columns, column)) {
      out_.lock_tree(each.referenced, LockMode::AccessExclusive);
    }
  }
  for (const auto& trigger : found->triggers) {
    if (trigger.columns.contains(std::string{column}) && !cascade_) {
      hold(table, "trigger " + trigger.name);
    }
  }
  for (const auto& object : found->objects) {
    const bool automatic = object.kind == catalog::TableObject::Kind::Statistics;
    if (automatic || cascade_ || !object.columns.contains(std::string{column})) continue;
    hold(table, object.name.name);
  }
  owned_sequences(table, column);
  readers(table, column);
  functions_reading(table, column);
}

void Drops::type(const QualifiedName& type) {
  for (const auto* relation : out_.catalog().mentioning(type)) {
    const auto& name = relation->name;
    for (const auto& column : relation->columns) {
      if (column.type.name != type || relation->kind != RelationKind::Table) continue;
      part(name, type, "column " + column.name);
      if (!cascade_) continue;
      out_.destroy(Destroyed::What::Column, name, column.name);
      this->column(name, column.name);
    }
    if (relation->of_type == type && goes_along(name, type)) this->relation(name);
  }
  for (const auto& [name, other] : out_.catalog().types()) {
    if (other.kind == catalog::UserType::Kind::Domain && other.base.name == type && !cascade_) {
      hold(type, "type " + name.name);
    }
  }
}

void Drops::function(const QualifiedName& function) {
  for (const auto* relation : out_.catalog().mentioning(function)) {
    const auto& name = relation->name;
    if (contains(relation->functions, function) && goes_along(name, function)) this->relation(name);
    for (const auto& column : relation->columns) {
      if (!column.default_value || !contains(column.default_value->functions, function)) continue;
      part(name, function, "column " + column.name);
      if (cascade_ && column.generated != Generated::None) this->column(name, column.name);
    }
    for (const auto& each : relation->constraints) {
      if (contains(each.functions, function)) part(name, function, "constraint " + each.name);
    }
    for (const auto& each : relation->indexes) {
      if (!contains(each.functions, function)) continue;
      part(name, function, "index " + each.name);
      if (cascade_) index(*relation, each);
    }
    for (const auto& each : relation->triggers) {
      if (each.function == function) part(name, function, "trigger " + each.name);
    }
    for (const auto& each : relation->objects) {
      if (contains(each.functions, function)) part(name, function, each.name.name);
    }
  }
}

}  // namespace pgstage::effects

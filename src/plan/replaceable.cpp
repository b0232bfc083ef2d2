#include "replaceable.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::plan {
namespace {

using catalog::Constraint;
using catalog::Relation;
using catalog::RelationKind;

std::string family_obstacle(const Relation& table, const std::string& column) {
  if (holds(table.partition_key, column)) return "it is part of the partition key";
  if (table.kind == RelationKind::PartitionedTable) return "the table is partitioned";
  if (table.is_partition) return "the table is a partition";
  if (table.parent) return fmt::format("the table inherits from {}", table.parent->sql());
  if (!table.children.empty()) {
    return fmt::format("table {} inherits from it", table.children.front().sql());
  }
  if (table.of_type) return fmt::format("the table is one of type {}", table.of_type->sql());
  return {};
}

std::string key_obstacle(const Constraint& key) {
  if (key.kind == ConstraintKind::Exclusion) {
    return fmt::format("exclusion constraint \"{}\" is over it", key.name);
  }
  if (key.definition.find("WITHOUT OVERLAPS") != std::string::npos) {
    return fmt::format("constraint \"{}\" is a key over periods", key.name);
  }
  return {};
}

std::string foreign_key_obstacle(const Change& change, const QualifiedName& table,
                                 const Constraint& key) {
  for (const auto& side : {table, key.referenced}) {
    const auto* relation = change.relation(side);
    if (relation == nullptr) return fmt::format("table {} is not known", side.sql());
    if (relation->kind == RelationKind::PartitionedTable || relation->is_partition) {
      return fmt::format("foreign key \"{}\" is one of a table with partitions, {}", key.name,
                         side.sql());
    }
  }
  if (key.definition.empty() || key.referenced_columns.size() != key.columns.size()) {
    return fmt::format("the definition of foreign key \"{}\" is not known", key.name);
  }
  if (key.definition.find("PERIOD") != std::string::npos) {
    return fmt::format("foreign key \"{}\" is over periods", key.name);
  }
  if (!key.enforced) return fmt::format("foreign key \"{}\" is not enforced", key.name);
  return {};
}

std::string constraint_obstacle(const Change& change, const Relation& table,
                                const std::string& column) {
  for (const auto& constraint : table.constraints) {
    if (!holds(constraint.columns, column)) continue;
    std::string why;
    if (is_key(constraint)) why = key_obstacle(constraint);
    if (constraint.kind == ConstraintKind::ForeignKey) {
      why = foreign_key_obstacle(change, table.name, constraint);
    }
    if (constraint.kind == ConstraintKind::Check && !constraint.enforced) {
      why = fmt::format("check \"{}\" is not enforced", constraint.name);
    }
    if (!why.empty()) return why;
  }
  for (const auto& index : table.indexes) {
    const bool known = !index.definition.empty() || !index.constraint.empty();
    if (index.mentions.contains(column) && !known) {
      return fmt::format("the definition of index \"{}\" is not known", index.name);
    }
  }
  return {};
}

std::string reference_obstacle(const Change& change, const QualifiedName& table,
                               const std::string& column) {
  for (const auto& other : change.before.catalog().referencing(table)) {
    for (const auto& key : change.relation(other)->constraints) {
      if (key.referenced != table || !holds(key.referenced_columns, column)) continue;
      if (auto why = foreign_key_obstacle(change, other, key); !why.empty()) return why;
    }
  }
  return {};
}

/// Views that cannot be bound to another column where they are.
std::string reader_obstacle(const Change& change, const QualifiedName& table,
                            const std::string& column) {
  for (const auto& reader : change.before.catalog().readers(table)) {
    const auto& relation = *change.relation(reader);
    for (const auto& reads : relation.reads) {
      if (reads.relation != table) continue;
      if (reads.columns.empty()) {
        return fmt::format("view \"{}\" reads whole rows of the table", reader.sql());
      }
      const bool stored = relation.kind == RelationKind::MaterializedView;
      if (stored && reads.columns.contains(column)) {
        return fmt::format("materialized view \"{}\" reads it", reader.sql());
      }
    }
  }
  return {};
}

std::string computed_from(const Relation& table, const std::string& column) {
  for (const auto& other : table.columns) {
    const bool computed = other.generated != Generated::None && other.default_value &&
                          other.default_value->columns.contains(column);
    if (computed) return fmt::format("generated column \"{}\" is computed from it", other.name);
  }
  return {};
}

std::string first_of(std::initializer_list<std::string> reasons) {
  const auto* found = std::find_if(reasons.begin(), reasons.end(),
                                   [](const auto& reason) { return !reason.empty(); });
  return found == reasons.end() ? std::string{} : *found;
}

}  // namespace

bool holds(const std::vector<std::string>& columns, const std::string& column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool is_key(const Constraint& constraint) {
  return constraint.kind == ConstraintKind::PrimaryKey ||
         constraint.kind == ConstraintKind::Unique || constraint.kind == ConstraintKind::Exclusion;
}

std::string why_not_replaceable(const Change& change, const QualifiedName& table_name,
                                const std::string& column) {
  const auto* table = change.relation(table_name);
  if (table == nullptr || table->column(column) == nullptr) return "its definition is not known";
  if (change.batch.successors.contains({table_name, column})) {
    return "an earlier statement of the plan puts another column into its place";
  }
  if (table->column(column)->generated != Generated::None) return "it is a generated column";
  return first_of({family_obstacle(*table, column), constraint_obstacle(change, *table, column),
                   reference_obstacle(change, table_name, column),
                   reader_obstacle(change, table_name, column), computed_from(*table, column)});
}

std::string why_not_doubled(const Change& change, const QualifiedName& table_name,
                            const std::string& column) {
  const auto& table = *change.relation(table_name);
  for (const auto& constraint : table.constraints) {
    if (is_key(constraint) && holds(constraint.columns, column)) {
      return fmt::format("constraint \"{}\" is a key over it", constraint.name);
    }
  }
  for (const auto& other : change.before.catalog().referencing(table_name)) {
    for (const auto& key : change.relation(other)->constraints) {
      const bool here = key.referenced == table_name && holds(key.referenced_columns, column);
      if (here) return fmt::format("table {} references it", other.sql());
    }
  }
  for (const auto& trigger : table.triggers) {
    if (trigger.columns.contains(column)) {
      return fmt::format("trigger \"{}\" looks at it", trigger.name);
    }
  }
  for (const auto& object : table.objects) {
    const bool rule = object.kind == catalog::TableObject::Kind::Rule;
    if (rule && object.columns.contains(column)) {
      return fmt::format("rule \"{}\" names it", object.name.name);
    }
  }
  return table.column(column)->identity != Identity::None ? "it is an identity column" : "";
}

}  // namespace pgstage::plan

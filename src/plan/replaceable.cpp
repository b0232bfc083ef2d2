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
  if (table.is_partition) return "the table is a partition";
  if (table.kind == RelationKind::PartitionedTable) return {};
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

/// What a partition has of its own and the table as a whole could not give its successor.
std::string own_obstacle(const Relation& table, const Relation& part, const std::string& column) {
  const auto name = part.name.sql();
  if (part.kind == RelationKind::PartitionedTable) {
    return fmt::format("partition {} has partitions of its own", name);
  }
  if (part.kind == RelationKind::ForeignTable) {
    return fmt::format("partition {} is a foreign table", name);
  }
  const auto* own = part.column(column);
  if (own == nullptr) return fmt::format("what partition {} is made of is not known", name);
  if (!(own->default_value == table.column(column)->default_value)) {
    return fmt::format("partition {} has another default for it", name);
  }
  for (const auto& constraint : part.constraints) {
    const bool of_all = table.constraint(constraint.name) != nullptr;
    if (of_all || !holds(constraint.columns, column)) continue;
    return fmt::format("constraint \"{}\" of partition {} is over it", constraint.name, name);
  }
  for (const auto& index : part.indexes) {
    const bool known = !index.parent.empty() || !index.definition.empty();
    if (index.mentions.contains(column) && !known) {
      return fmt::format("the definition of index \"{}\" of partition {} is not known", index.name,
                         name);
    }
  }
  return {};
}

std::string partition_obstacle(const Change& change, const Relation& table,
                               const std::string& column) {
  if (table.kind != RelationKind::PartitionedTable) return {};
  if (table.column(column)->identity != Identity::None) {
    return "it is an identity column of a partitioned table";
  }
  for (const auto& constraint : table.constraints) {
    if (!holds(constraint.columns, column)) continue;
    if (is_key(constraint)) {
      return fmt::format(
          "constraint \"{}\" is a key over it, which a partitioned table cannot "
          "take from an index that was built beside it",
          constraint.name);
    }
  }
  for (const auto& child : table.children) {
    const auto* part = change.relation(child);
    if (part == nullptr || !part->known) {
      return fmt::format("what partition {} is made of is not known", child.sql());
    }
    if (auto why = own_obstacle(table, *part, column); !why.empty()) return why;
    for (const auto& reader : change.before.catalog().readers(child)) {
      return fmt::format("\"{}\" reads partition {} by itself", reader.sql(), child.sql());
    }
    const auto looks = [&](const auto& each) { return each.columns.contains(column); };
    const bool own = std::any_of(part->triggers.begin(), part->triggers.end(), looks) ||
                     std::any_of(part->objects.begin(), part->objects.end(), [&](const auto& each) {
                       return each.kind != catalog::TableObject::Kind::Statistics && looks(each);
                     });
    if (own) return fmt::format("a trigger or policy of partition {} looks at it", child.sql());
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
  return text_obstacle(key);
}

std::string text_obstacle(const Constraint& key) {
  if (key.definition.empty() || key.referenced_columns.size() != key.columns.size()) {
    return fmt::format("the definition of foreign key \"{}\" is not known", key.name);
  }
  if (key.definition.find("PERIOD") != std::string::npos) {
    return fmt::format("foreign key \"{}\" is over periods", key.name);
  }
  if (!key.enforced) return fmt::format("foreign key \"{}\" is not enforced", key.name);
  return {};
}

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
  return first_of({family_obstacle(*table, column), partition_obstacle(change, *table, column),
                   constraint_obstacle(change, *table, column),
                   reference_obstacle(change, table_name, column),
                   reader_obstacle(change, table_name, column), computed_from(*table, column)});
}

std::vector<QualifiedName> with_partitions(const Change& change, const QualifiedName& table) {
  std::vector<QualifiedName> out{table};
  const auto& children = change.relation(table)->children;
  out.insert(out.end(), children.begin(), children.end());
  return out;
}

std::string why_not_doubled(const Change& change, const QualifiedName& table_name,
                            const std::string& column) {
  const auto& table = *change.relation(table_name);
  if (table.kind == RelationKind::PartitionedTable) return "the table is partitioned";
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

#include <algorithm>
#include <utility>

#include "pgstage/catalog/limits.hpp"

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

void inherit(const Change& change, Relation& table, const QualifiedName& parent_name) {
  const Relation* parent = change.catalog.relation(parent_name);
  if (parent == nullptr) return;
  for (const auto& column : parent->columns) {
    if (table.column(column.name) == nullptr) table.columns.push_back(column);
  }
  for (const auto& constraint : parent->constraints) {
    const bool inherited =
        constraint.kind == ConstraintKind::Check || constraint.kind == ConstraintKind::NotNull;
    if (!inherited || constraint.no_inherit) continue;
    table.constraints.push_back(constraint);
    // There is no row yet that it could not hold for.
    table.constraints.back().validated = constraint.enforced;
  }
}

/// LIKE … INCLUDING INDEXES makes indexes that belong to nothing.
void copy_indexes(Relation& table, const Relation& source) {
  Relation covered = table;
  cover_partition(covered, source);
  for (auto& index : covered.indexes) index.parent.clear();
  table = std::move(covered);
}

void take_like(const Change& change, Relation& table, const sql::LikeClause& like) {
  const Relation* source = change.catalog.relation(change.session.resolve(like.source));
  if (source == nullptr || !source->known) table.known = false;
  if (source == nullptr) return;
  for (Column column : source->columns) {
    if (!like.defaults) column.default_value.reset();
    column.identity = Identity::None;
    table.columns.push_back(std::move(column));
  }
  if (like.constraints) {
    for (const auto& constraint : source->constraints) {
      if (constraint.kind == ConstraintKind::Check) table.constraints.push_back(constraint);
    }
  }
  if (like.indexes) copy_indexes(table, *source);
}

/// A table that references itself may say its primary key behind that.
void complete_own_references(Relation& table) {
  const Constraint* key = table.primary_key();
  if (key == nullptr) return;
  const auto columns = key->columns;
  for (auto& constraint : table.constraints) {
    const bool own =
        constraint.kind == ConstraintKind::ForeignKey && constraint.referenced == table.name;
    if (own && constraint.referenced_columns.empty()) constraint.referenced_columns = columns;
  }
}

QualifiedName name_of_new(const Change& change, const sql::Name& name, Persistence persistence) {
  if (persistence == Persistence::Temporary)
    return {std::string{kTemporarySchema}, std::string{name.name}};
  return change.session.resolve_new(name);
}

/// CREATE TABLE … OF type.
void take_type(const Change& change, Relation& table, const sql::Name& type) {
  if (type.name.empty()) return;
  table.of_type = change.session.resolve_new(type);
  if (const UserType* found = change.catalog.type(*table.of_type)) {
    table.columns = found->attributes;
  }
}

void take_parents(const Change& change, Relation& table, const sql::CreateTable& statement) {
  table.is_partition = statement.partition_of;
  table.is_default_partition = statement.default_partition;
  if (statement.partition_of) table.bound = statement.bound;
  for (const auto& written : statement.inherits) {
    const auto parent = change.existing(written);
    const Relation* known = change.catalog.relation(parent);
    if (known == nullptr || !known->known) table.known = false;
    inherit(change, table, parent);
    if (!statement.partition_of) continue;
    copy_foreign_keys(change, table, parent);
    if (const Relation* found = change.catalog.relation(parent)) cover_partition(table, *found);
  }
}

}  // namespace

void leave_partition(Relation& table) {
  table.is_partition = false;
  table.is_default_partition = false;
  table.bound.reset();
  for (auto& index : table.indexes) index.parent.clear();
}

QualifiedName Change::existing(const sql::Name& name) const {
  const auto resolved = session.resolve(name);
  if (catalog.relation(resolved) == nullptr && !catalog.complete()) {
    Relation assumed;
    assumed.name = resolved;
    assumed.known = false;
    catalog.put(std::move(assumed));
  }
  return resolved;
}

bool adopt(const Change& change, const QualifiedName& parent, const QualifiedName& child) {
  const auto has = [](const std::vector<QualifiedName>& names, const QualifiedName& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  const Relation* above = change.catalog.relation(parent);
  const Relation* below = change.catalog.relation(child);
  if (above == nullptr || below == nullptr) return false;
  // A table that is made anew has forgotten whose child it was.
  const bool listed = has(above->children, child);
  const bool knows = has(parents_of(*below), parent);
  if ((listed && knows) || closes_circle(change.catalog, parent, child)) return false;
  if (!listed) {
    change.catalog.change(parent, [&](Relation& relation) { relation.children.push_back(child); });
  }
  if (knows) return true;
  change.catalog.change(child, [&](Relation& relation) {
    if (relation.parent) {
      relation.more_parents.push_back(parent);
    } else {
      relation.parent = parent;
    }
  });
  return true;
}

void disown(const Change& change, const QualifiedName& parent, const QualifiedName& child) {
  change.catalog.change(parent, [&](Relation& relation) { std::erase(relation.children, child); });
  change.catalog.change(child, [&](Relation& relation) {
    auto parents = parents_of(relation);
    std::erase(parents, parent);
    relation.parent = parents.empty() ? Box<QualifiedName>{} : parents.front();
    relation.more_parents.assign(parents.begin() + (parents.empty() ? 0 : 1), parents.end());
  });
}

void copy_foreign_keys(const Change& change, Relation& table, const QualifiedName& parent_name) {
  const Relation* parent = change.catalog.relation(parent_name);
  if (parent == nullptr) return;
  for (const auto& constraint : parent->constraints) {
    if (constraint.kind == ConstraintKind::ForeignKey) table.constraints.push_back(constraint);
  }
}

void add_identity_sequence(const Change& change, const Relation& table, std::string_view column,
                           bool starts) {
  Relation sequence;
  sequence.name = {table.name.schema, object_name(table.name.name, column, "seq")};
  sequence.kind = RelationKind::Sequence;
  sequence.owner_table = table.name;
  sequence.owner_column = std::string{column};
  sequence.created_in_batch = true;
  sequence.set_in_batch = starts;
  change.catalog.put(std::move(sequence));
}

/// The sequence behind a serial or identity column.
void add_owned_sequences(const Change& change, const Relation& table,
                         const std::vector<sql::ColumnDefinition>& columns) {
  for (const auto& column : columns) {
    const bool serial = column.type.name.schema.empty() &&
                        column.type.name.name.find("serial") != std::string_view::npos;
    if (!serial && column.identity == Identity::None) continue;
    add_identity_sequence(change, table, column.name, column.identity_starts);
  }
}

void run(const Change& change, const sql::CreateTable& statement) {
  Relation table;
  table.name = name_of_new(change, statement.name, statement.persistence);
  // One that was only assumed was not there, or it would not be made now.
  const auto* there = change.catalog.relation(table.name);
  if (there != nullptr && (there->known || statement.if_not_exists)) return;
  if (statement.columns.size() > kMostColumns) return;
  table.kind = statement.partitioned ? RelationKind::PartitionedTable : RelationKind::Table;
  table.persistence = statement.persistence;
  table.created_in_batch = true;
  table.partition_key = {statement.partition_key.begin(), statement.partition_key.end()};
  table.strategy = statement.strategy;
  table.tablespace = statement.tablespace;
  table.access_method = statement.access_method == "heap" ? "" : statement.access_method;
  table.autovacuum = statement.autovacuum;
  table.columns.reserve(statement.columns.size());
  take_type(change, table, statement.of_type);
  take_parents(change, table, statement);
  for (const auto& like : statement.likes) take_like(change, table, like);
  for (const auto& column : statement.columns) add_column(change, table, column);
  for (const auto& constraint : statement.constraints) {
    add_constraint(change, table, constraint, {});
  }
  complete_own_references(table);
  const auto name = table.name;
  change.catalog.put(std::move(table));
  add_owned_sequences(change, *change.catalog.relation(name), statement.columns);
  for (const auto& parent : statement.inherits) {
    adopt(change, change.session.resolve(parent), name);
  }
  // One that has no place below its parent is no partition of it.
  if (statement.partition_of && !change.catalog.relation(name)->parent) {
    change.catalog.change(name, leave_partition);
  }
}

}  // namespace pgstage::catalog

#include <algorithm>

#include "columns.hpp"
#include "statements.hpp"
#include "versions.hpp"

namespace pgstage::effects {
namespace {

using catalog::Relation;
using catalog::RelationKind;

/// ALTER INDEX needs less than ALTER TABLE on the same index (release notes, 12).
void rename_index(Builder& out, const sql::Rename& statement, const QualifiedName& index) {
  const bool there = out.catalog().table_of_index(index) != nullptr;
  if (!there && out.catalog().complete()) {
    if (!statement.if_exists) out.fail("42P01", "relation \"" + index.name + "\" does not exist");
    return;
  }
  const bool weak =
      statement.object == sql::ObjectKind::Index && has(out.version(), Behaviour::WeakIndexRename);
  out.lock_index(index, weak ? LockMode::ShareUpdateExclusive : LockMode::AccessExclusive);
  out.taken({index.schema, std::string{statement.new_name}});
}

void rename_relation(Builder& out, const sql::Rename& statement) {
  const auto index = out.session().resolve_index(statement.name);
  const bool is_index =
      statement.object == sql::ObjectKind::Index || out.catalog().table_of_index(index) != nullptr;
  if (is_index) return rename_index(out, statement, index);
  const auto relation = out.existing(statement.name, statement.if_exists);
  if (out.absent(relation)) return;
  out.lock(relation, LockMode::AccessExclusive);
  out.breaks(Broken::What::Name, relation);
  const QualifiedName renamed{relation.schema, std::string{statement.new_name}};
  if (!out.taken(renamed)) out.type_taken(renamed);
}

bool only_part_of_tree(const Builder& out, const sql::Rename& statement, const Relation& table) {
  const auto* parent = table.parent ? out.relation(*table.parent) : nullptr;
  const bool inherited = parent != nullptr && parent->column(statement.part) != nullptr;
  return inherited || (statement.only && !table.children.empty());
}

void rename_column(Builder& out, const sql::Rename& statement) {
  const auto relation = out.existing(statement.name, statement.if_exists);
  if (out.absent(relation)) return;
  out.lock_tree(relation, LockMode::AccessExclusive);
  out.column(relation, statement.part);
  out.breaks(Broken::What::Name, relation, statement.part);
  out.breaks(Broken::What::RowShape, relation, statement.part);
  const auto* table = out.relation(relation);
  if (table == nullptr) return;
  if (only_part_of_tree(out, statement, *table)) {
    out.fail("42P16", "inherited column \"" + std::string{statement.part} +
                          "\" is renamed with the whole tree or not at all");
  }
  refuse_system_column(out, statement.new_name);
  if (table->column(statement.new_name) != nullptr) {
    out.fail("42701", "column \"" + std::string{statement.new_name} + "\" already exists");
  }
}

void rename_constraint(Builder& out, const sql::Rename& statement) {
  const auto name = out.existing(statement.name);
  const auto* table = out.relation(name);
  const auto* constraint = table == nullptr ? nullptr : table->constraint(statement.part);
  const bool whole = constraint == nullptr || constraint->kind == ConstraintKind::Check ||
                     constraint->kind == ConstraintKind::NotNull;
  if (whole) {
    out.lock_tree(name, LockMode::AccessExclusive);
  } else {
    out.lock(name, LockMode::AccessExclusive);
  }
  if (table == nullptr || !table->known) return;
  if (constraint == nullptr) {
    return out.fail("42704", "constraint \"" + std::string{statement.part} + "\" for table \"" +
                                 name.name + "\" does not exist");
  }
  if (table->index(statement.part) != nullptr) {
    out.lock_index({name.schema, std::string{statement.part}}, LockMode::ShareUpdateExclusive);
  }
  if (table->constraint(statement.new_name) != nullptr) {
    out.fail("42710", "constraint \"" + std::string{statement.new_name} + "\" for relation \"" +
                          name.name + "\" already exists");
  }
  const auto* parent = table->parent ? out.relation(*table->parent) : nullptr;
  if (whole && parent != nullptr && parent->constraint(statement.part) != nullptr) {
    out.fail("42P16", "cannot rename inherited constraint \"" + std::string{statement.part} + "\"");
  }
}

void rename_trigger(Builder& out, const sql::Rename& statement) {
  const auto name = out.existing(statement.name);
  const auto* table = out.relation(name);
  const bool copies = table != nullptr && table->kind == RelationKind::PartitionedTable &&
                      has(out.version(), Behaviour::TriggerRenameRecurses);
  if (copies) {
    out.lock_tree(name, LockMode::AccessExclusive);
  } else {
    out.lock(name, LockMode::AccessExclusive);
  }
}

/// Typed tables have the attribute as a column, and CASCADE renames it there.
void rename_attribute(Builder& out, const sql::Rename& statement) {
  const auto type = out.session().resolve_new(statement.name);
  for (const auto* relation : out.catalog().mentioning(type)) {
    if (relation->of_type != type) continue;
    if (!statement.cascade) {
      return out.fail("2BP01", "cannot alter type \"" + type.name +
                                   "\" because it is the type of a typed table");
    }
    out.lock(relation->name, LockMode::AccessExclusive);
    out.breaks(Broken::What::Name, relation->name, statement.part);
  }
}

}  // namespace

void describe(Builder& out, const sql::Rename& statement) {
  switch (statement.object) {
    case sql::ObjectKind::Column:
      return rename_column(out, statement);
    case sql::ObjectKind::Constraint:
      return rename_constraint(out, statement);
    case sql::ObjectKind::Trigger:
      return rename_trigger(out, statement);
    case sql::ObjectKind::Policy:
    case sql::ObjectKind::Rule:
      return out.lock(out.existing(statement.name), LockMode::AccessExclusive);
    case sql::ObjectKind::Attribute:
      return rename_attribute(out, statement);
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable:
    case sql::ObjectKind::Index:
      return rename_relation(out, statement);
    case sql::ObjectKind::Schema:
      return out.breaks(Broken::What::Name, {std::string{statement.name.name}, {}});
    default:
      return;
  }
}

void describe(Builder& out, const sql::SetSchema& statement) {
  switch (statement.object) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable:
      break;
    default:
      return;
  }
  const auto relation = out.existing(statement.name, statement.if_exists);
  if (out.absent(relation)) return;
  out.lock(relation, LockMode::AccessExclusive);
  out.breaks(Broken::What::Name, relation);
  if (out.catalog().complete() && !out.catalog().has_schema(statement.new_schema)) {
    out.fail("3F000", "schema \"" + std::string{statement.new_schema} + "\" does not exist");
  }
  const QualifiedName moved{std::string{statement.new_schema}, relation.name};
  if (moved != relation && out.relation(moved) != nullptr) {
    out.fail("42P07", "relation \"" + relation.name + "\" already exists in schema \"" +
                          moved.schema + "\"");
  }
  // The sequences of its columns move along.
  for (const auto& name : out.catalog().owned_sequences(relation)) {
    out.lock(name, LockMode::AccessExclusive);
  }
}

}  // namespace pgstage::effects

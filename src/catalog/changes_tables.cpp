#include <algorithm>

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
    if (constraint.kind == ConstraintKind::Check) table.constraints.push_back(constraint);
  }
}

void adopt(const Change& change, const QualifiedName& parent, const QualifiedName& child) {
  change.catalog.change(parent, [&](Relation& relation) { relation.children.push_back(child); });
}

void disown(const Change& change, const QualifiedName& parent, const QualifiedName& child) {
  change.catalog.change(parent, [&](Relation& relation) { std::erase(relation.children, child); });
}

/// A partition gets every index and key of its parent (manual, 5.11.2.1).
void copy_parent_indexes(const Change& change, Relation& table, const QualifiedName& parent_name) {
  const Relation* parent = change.catalog.relation(parent_name);
  if (parent == nullptr) return;
  for (const auto& index : parent->indexes) {
    Index copy = index;
    copy.definition.clear();
    copy.name = choose_name(table, index.columns, index.constraint.empty() ? "idx" : "key");
    table.indexes.push_back(std::move(copy));
  }
  for (const auto& constraint : parent->constraints) {
    if (constraint.kind == ConstraintKind::ForeignKey) table.constraints.push_back(constraint);
  }
}

void take_like(const Change& change, Relation& table, const sql::LikeClause& like) {
  const Relation* source = change.catalog.relation(change.session.resolve(like.source));
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
  if (like.indexes) copy_parent_indexes(change, table, source->name);
}

QualifiedName name_of_new(const Change& change, const sql::Name& name, Persistence persistence) {
  if (persistence == Persistence::Temporary) return {"pg_temp", std::string{name.name}};
  return change.session.resolve_new(name);
}

/// The sequence behind a serial or identity column.
void add_owned_sequences(const Change& change, const Relation& table,
                         const std::vector<sql::ColumnDefinition>& columns) {
  for (const auto& column : columns) {
    const bool serial = column.type.name.schema.empty() &&
                        column.type.name.name.find("serial") != std::string_view::npos;
    if (!serial && column.identity == Identity::None) continue;
    Relation sequence;
    sequence.name = {table.name.schema, table.name.name + "_" + std::string{column.name} + "_seq"};
    sequence.kind = RelationKind::Sequence;
    sequence.owner_table = table.name;
    sequence.owner_column = std::string{column.name};
    sequence.created_in_batch = true;
    change.catalog.put(std::move(sequence));
  }
}

void take_parents(const Change& change, Relation& table, const sql::CreateTable& statement) {
  table.is_partition = statement.partition_of;
  table.is_default_partition = statement.default_partition;
  for (const auto& written : statement.inherits) {
    const auto parent = change.existing(written);
    inherit(change, table, parent);
    if (statement.partition_of) copy_parent_indexes(change, table, parent);
    if (!table.parent) table.parent = parent;
  }
}

}  // namespace

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

void run(const Change& change, const sql::CreateTable& statement) {
  Relation table;
  table.name = name_of_new(change, statement.name, statement.persistence);
  if (change.catalog.relation(table.name) != nullptr) return;
  table.kind = statement.partitioned ? RelationKind::PartitionedTable : RelationKind::Table;
  table.persistence = statement.persistence;
  table.created_in_batch = true;
  table.partition_key = {statement.partition_key.begin(), statement.partition_key.end()};
  take_parents(change, table, statement);
  for (const auto& like : statement.likes) take_like(change, table, like);
  for (const auto& column : statement.columns) add_column(change, table, column);
  for (const auto& constraint : statement.constraints) {
    add_constraint(change, table, constraint, {});
  }
  change.catalog.put(table);
  add_owned_sequences(change, table, statement.columns);
  for (const auto& parent : statement.inherits) {
    adopt(change, change.session.resolve(parent), table.name);
  }
}

namespace {

void alter(const Change& change, const QualifiedName& name, const sql::AlterAction& action);

void on_column(Relation& table, std::string_view name, auto edit) {
  for (auto& column : table.columns) {
    if (column.name == name) edit(column);
  }
}

void set_default(const Change& change, Relation& table, const sql::AlterAction& action) {
  on_column(table, action.name, [&](Column& column) {
    const auto facts = sql::facts(action.expression);
    column.default_value = Default{std::string{change.script.text(action.expression)},
                                   volatility_of(facts, change.catalog).volatility};
  });
}

void change_type(const Change& change, Relation& table, const sql::AlterAction& action) {
  on_column(table, action.name, [&](Column& column) {
    column.type = resolve_type(action.type, change.catalog);
    if (action.collation.name.empty()) return;
    column.collation = QualifiedName{"pg_catalog", std::string{action.collation.name}};
  });
}

void validate(Relation& table, std::string_view name) {
  for (auto& constraint : table.constraints) {
    if (constraint.name == name) constraint.validated = true;
  }
}

void alter_column(const Change& change, Relation& table, const sql::AlterAction& action) {
  using Kind = sql::ActionKind;
  const auto edit = [&](auto change_column) { on_column(table, action.name, change_column); };
  switch (action.kind) {
    case Kind::SetDefault:
      set_default(change, table, action);
      return;
    case Kind::DropDefault:
      edit([](Column& c) { c.default_value.reset(); });
      return;
    case Kind::SetNotNull:
      edit([](Column& c) { c.not_null = true; });
      return;
    case Kind::DropNotNull:
      edit([](Column& c) { c.not_null = false; });
      return;
    case Kind::AddIdentity:
      edit([](Column& c) { c.identity = Identity::ByDefault; });
      return;
    case Kind::DropIdentity:
      edit([](Column& c) { c.identity = Identity::None; });
      return;
    case Kind::DropExpression:
      edit([](Column& c) {
        c.generated = Generated::None;
        c.default_value.reset();
      });
      return;
    case Kind::ChangeType:
      change_type(change, table, action);
      return;
    default:
      return;
  }
}

void alter_table(const Change& change, Relation& table, const sql::AlterAction& action) {
  using Kind = sql::ActionKind;
  switch (action.kind) {
    case Kind::AddColumn:
      add_column(change, table, *action.column);
      return;
    case Kind::DropColumn:
      drop_column(table, action.name);
      return;
    case Kind::AddConstraint:
      add_constraint(change, table, *action.constraint, {});
      return;
    case Kind::DropConstraint:
      drop_constraint(table, action.name);
      return;
    case Kind::ValidateConstraint:
      validate(table, action.name);
      return;
    case Kind::RowSecurity:
      table.row_security = true;
      return;
    case Kind::SetLogged:
      table.persistence = Persistence::Permanent;
      return;
    case Kind::SetUnlogged:
      table.persistence = Persistence::Unlogged;
      return;
    default:
      alter_column(change, table, action);
      return;
  }
}

void attach(const Change& change, const QualifiedName& parent, const sql::AlterAction& action) {
  const auto child = change.existing(action.other);
  adopt(change, parent, child);
  change.catalog.change(child, [&](Relation& table) {
    table.parent = parent;
    table.is_partition = true;
    table.is_default_partition = action.default_bound;
  });
}

void detach(const Change& change, const QualifiedName& parent, const sql::AlterAction& action) {
  const auto child = change.session.resolve(action.other);
  disown(change, parent, child);
  change.catalog.change(child, [&](Relation& table) {
    table.parent.reset();
    table.is_partition = false;
    table.is_default_partition = false;
  });
}

void alter(const Change& change, const QualifiedName& name, const sql::AlterAction& action) {
  if (action.kind == sql::ActionKind::AttachPartition) return attach(change, name, action);
  if (action.kind == sql::ActionKind::DetachPartition) return detach(change, name, action);
  if (action.constraint && action.constraint->kind == ConstraintKind::ForeignKey) {
    change.existing(action.constraint->referenced);
  }
  change.catalog.change(name, [&](Relation& table) { alter_table(change, table, action); });
}

void alter_with_children(const Change& change, const QualifiedName& name,
                         const sql::AlterTable& statement) {
  const Relation* relation = change.catalog.relation(name);
  if (relation == nullptr) return;
  const auto children = statement.only ? std::vector<QualifiedName>{} : relation->children;
  for (const auto& action : statement.actions) alter(change, name, action);
  const Relation* altered = change.catalog.relation(name);
  if (altered != nullptr && statement.actions.size() == 1 && statement.actions[0].column) {
    add_owned_sequences(change, *altered, {*statement.actions[0].column});
  }
  for (const auto& child : children) {
    for (const auto& action : statement.actions) {
      const bool recurses = action.kind != sql::ActionKind::AttachPartition &&
                            action.kind != sql::ActionKind::DetachPartition;
      if (recurses) alter(change, child, action);
    }
  }
}

}  // namespace

void run(const Change& change, const sql::AlterTable& statement) {
  if (statement.object == sql::ObjectKind::Index || statement.object == sql::ObjectKind::Type) {
    return;
  }
  const auto resolved = change.session.resolve(statement.name);
  const bool skipped = statement.if_exists && change.catalog.relation(resolved) == nullptr;
  if (!skipped) alter_with_children(change, change.existing(statement.name), statement);
}

void run(const Change& change, const sql::CreateIndex& statement) {
  const auto table_name = change.existing(statement.table);
  change.catalog.change(table_name, [&](Relation& table) {
    Index index;
    for (const auto& key : statement.keys) {
      index.columns.emplace_back(key.column);
      if (!key.column.empty()) index.mentions.emplace(key.column);
      for (const auto column : sql::facts(key.expression).columns) index.mentions.emplace(column);
    }
    for (const auto column : sql::facts(statement.where).columns) index.mentions.emplace(column);
    for (const auto column : statement.included) {
      index.included.emplace_back(column);
      index.mentions.emplace(column);
    }
    auto named = index.columns;
    std::replace(named.begin(), named.end(), std::string{}, std::string{"expr"});
    index.name =
        statement.name.empty() ? choose_name(table, named, "idx") : std::string{statement.name};
    if (table.index(index.name) != nullptr) return;
    index.method = statement.method.empty() ? "btree" : std::string{statement.method};
    index.definition = change.text;
    index.unique = statement.unique;
    index.partial = static_cast<bool>(statement.where);
    // ON ONLY a partitioned table makes an invalid index, valid once each partition's is attached.
    index.valid = !(statement.only && table.kind == RelationKind::PartitionedTable);
    table.indexes.push_back(std::move(index));
  });
}

}  // namespace pgstage::catalog

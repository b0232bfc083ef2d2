#include <algorithm>

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

void alter(const Change& change, const QualifiedName& name, const sql::AlterAction& action);

void on_column(Relation& table, std::string_view name, auto edit) {
  for (auto& column : table.columns) {
    if (column.name == name) edit(column);
  }
}

void set_default(const Change& change, Relation& table, const sql::AlterAction& action) {
  on_column(table, action.name, [&](Column& column) {
    column.default_value = default_of(change, action.expression);
    column.default_value->columns.clear();
  });
}

void change_type(const Change& change, Relation& table, const sql::AlterAction& action) {
  on_column(table, action.name, [&](Column& column) {
    column.type = resolve_type(action.type, change.catalog);
    // Without one the column gets that of the type.
    column.collation = {};
    if (action.collation.name.empty() || action.collation.name == "default") return;
    const auto& name = action.collation;
    column.collation = QualifiedName{name.schema.empty() ? "pg_catalog" : std::string{name.schema},
                                     std::string{name.name}};
  });
}

void validate(Relation& table, std::string_view name) {
  for (auto& constraint : table.constraints) {
    if (constraint.name != name) continue;
    constraint.validated = true;
    if (constraint.kind != ConstraintKind::NotNull) continue;
    for (const auto& proved : constraint.columns) {
      on_column(table, proved, [](Column& column) { column.not_null = true; });
    }
  }
}

void alter_constraint(Relation& table, const sql::AlterAction& action) {
  for (auto& constraint : table.constraints) {
    if (constraint.name != action.name) continue;
    if (action.enforced) constraint.enforced = constraint.validated = *action.enforced;
    if (action.no_inherit) constraint.no_inherit = *action.no_inherit;
  }
}

/// Of a table that is only assumed, the columns are not known; what is said of one is kept as the
/// constraint that it is from 18 on.
void assume_not_null(Relation& table, const std::string& name) {
  if (table.known || table.column(name) != nullptr) return;
  table.constraints.push_back(
      {.kind = ConstraintKind::NotNull, .columns = {name}, .proves_not_null = {name}});
}

void forget_not_null(Relation& table, std::string_view name) {
  std::erase_if(table.constraints, [&](const Constraint& each) {
    return each.kind == ConstraintKind::NotNull && each.name.empty() && each.columns[0] == name;
  });
}

void set_not_null(Relation& table, std::string_view name) {
  assume_not_null(table, std::string{name});
  on_column(table, name, [](Column& column) { column.not_null = true; });
  for (auto& constraint : table.constraints) {
    const bool here = constraint.columns.size() == 1 && constraint.columns[0] == name;
    if (constraint.kind == ConstraintKind::NotNull && here) constraint.validated = true;
  }
}

/// What the table says about itself and keeps beside its columns.
void alter_properties(Relation& table, const sql::AlterAction& action) {
  using Kind = sql::ActionKind;
  switch (action.kind) {
    case Kind::RowSecurity:
      if (action.row_security == RowSecurity::Enable) table.row_security = true;
      if (action.row_security == RowSecurity::Disable) table.row_security = false;
      return;
    case Kind::SetOptions:
      table.autovacuum = action.autovacuum.value_or(table.autovacuum);
      return;
    case Kind::SetAccessMethod:
      table.access_method = action.name == "heap" ? "" : action.name;
      return;
    case Kind::SetLogged:
      table.persistence = Persistence::Permanent;
      return;
    case Kind::SetUnlogged:
      table.persistence = Persistence::Unlogged;
      return;
    case Kind::OwnerTo:
      table.owner = action.name;
      return;
    case Kind::SetTablespace:
      table.tablespace = action.name == "pg_default" ? "" : action.name;
      return;
    case Kind::ClusterOn:
      table.clustered_on = action.name;
      return;
    case Kind::SetWithoutCluster:
      table.clustered_on.clear();
      return;
    case Kind::ReplicaIdentity:
      table.replica_identity = action.name;
      return;
    case Kind::NotOfType:
      table.of_type.reset();
      return;
    default:
      return;
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
      set_not_null(table, action.name);
      return;
    case Kind::DropNotNull:
      edit([](Column& c) { c.not_null = false; });
      forget_not_null(table, action.name);
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
    case Kind::AlterConstraint:
      alter_constraint(table, action);
      return;
    default:
      alter_properties(table, action);
      alter_column(change, table, action);
      return;
  }
}

void attach(const Change& change, const QualifiedName& parent, const sql::AlterAction& action) {
  const auto child = change.existing(action.other);
  if (!adopt(change, parent, child)) return;
  change.catalog.change(child, [&](Relation& table) {
    table.is_partition = true;
    table.is_default_partition = action.default_bound;
    table.bound = action.bound;
    copy_foreign_keys(change, table, parent);
  });
  cover_tree(change.catalog, parent);
}

void detach(const Change& change, const QualifiedName& parent, const sql::AlterAction& action) {
  const auto child = change.session.resolve(action.other);
  const Relation* partition = change.catalog.relation(child);
  if (partition == nullptr || partition->parent != parent) return;
  disown(change, parent, child);
  change.catalog.change(child, leave_partition);
}

void become_child(const Change& change, const QualifiedName& child,
                  const sql::AlterAction& action) {
  // Refused of a partition.
  const Relation* known = change.catalog.relation(child);
  if (known != nullptr && known->is_partition) return;
  if (action.kind == sql::ActionKind::NoInherit) {
    disown(change, change.session.resolve(action.other), child);
  } else {
    adopt(change, change.existing(action.other), child);
  }
}

/// ALTER COLUMN … RESTART.
void restart_identity(const Change& change, const QualifiedName& name,
                      const sql::AlterAction& action) {
  const auto& options = action.options;
  if (std::find(options.begin(), options.end(), "restart") == options.end()) return;
  for (const auto& owned : change.catalog.owned_sequences(name)) {
    if (change.catalog.relation(owned)->owner_column != action.name) continue;
    change.catalog.change(owned, [](Relation& sequence) { sequence.set_in_batch = true; });
  }
}

void alter(const Change& change, const QualifiedName& name, const sql::AlterAction& action) {
  if (action.kind == sql::ActionKind::SetIdentity) restart_identity(change, name, action);
  if (action.kind == sql::ActionKind::AttachPartition) return attach(change, name, action);
  if (action.kind == sql::ActionKind::DetachPartition) return detach(change, name, action);
  if (action.kind == sql::ActionKind::Inherit || action.kind == sql::ActionKind::NoInherit) {
    return become_child(change, name, action);
  }
  if (action.constraint && action.constraint->kind == ConstraintKind::ForeignKey) {
    change.existing(action.constraint->referenced);
  }
  change.catalog.change(name, [&](Relation& table) { alter_table(change, table, action); });
}

/// Whether what the parent is told holds for what is below it. Indexes of partitions follow by
/// cover_tree().
bool recurses(const sql::AlterAction& action) {
  using Kind = sql::ActionKind;
  switch (action.kind) {
    case Kind::AddColumn:
    case Kind::DropColumn:
    case Kind::SetDefault:
    case Kind::DropDefault:
    case Kind::SetNotNull:
    case Kind::DropNotNull:
    case Kind::SetExpression:
    case Kind::DropExpression:
    case Kind::ChangeType:
    case Kind::AlterConstraint:
    case Kind::ValidateConstraint:
    case Kind::DropConstraint:
      return true;
    case Kind::AddConstraint:
      return !action.constraint->no_inherit &&
             (action.constraint->kind == ConstraintKind::Check ||
              action.constraint->kind == ConstraintKind::NotNull ||
              action.constraint->kind == ConstraintKind::ForeignKey);
    default:
      return false;
  }
}

/// The partitions' parts of an index that is gone.
void drop_orphans(const Change& change, const QualifiedName& parent) {
  const Relation* found = change.catalog.relation(parent);
  if (found == nullptr || found->kind != RelationKind::PartitionedTable) return;
  for (const auto& child : descendants(change.catalog, parent)) {
    change.catalog.change(child, [&](Relation& each) {
      const Relation* above = each.parent ? change.catalog.relation(*each.parent) : nullptr;
      const auto indexes = each.indexes;
      for (const auto& index : indexes) {
        const bool orphan =
            above != nullptr && !index.parent.empty() && above->index(index.parent) == nullptr;
        if (!orphan) continue;
        drop_constraint(each, index.constraint);
        std::erase_if(each.indexes, [&](const Index& i) { return i.name == index.name; });
      }
    });
  }
}

void alter_below(const Change& change, const QualifiedName& name, const sql::AlterAction& action) {
  const Relation* relation = change.catalog.relation(name);
  if (relation == nullptr || relation->children.empty() || !recurses(action)) return;
  // The name that was chosen for a constraint is its name below, too.
  const bool chosen = action.constraint && action.constraint->name.empty();
  const std::string name_above =
      chosen && !relation->constraints.empty() ? relation->constraints.back().name : "";
  sql::AlterAction same = action;
  if (chosen) same.constraint->name = name_above;
  for (const auto& child : descendants(change.catalog, name)) alter(change, child, same);
}

bool is_drop(const sql::AlterAction& action) {
  return action.kind == sql::ActionKind::DropColumn ||
         action.kind == sql::ActionKind::DropIdentity ||
         action.kind == sql::ActionKind::DropConstraint;
}

/// Whatever is dropped goes before all else (AT_PASS_DROP of ATPrepCmd in the server).
bool goes_first(const sql::AlterAction& action) {
  return is_drop(action) || action.kind == sql::ActionKind::DropDefault ||
         action.kind == sql::ActionKind::DropNotNull ||
         action.kind == sql::ActionKind::DropExpression;
}

/// What depends on what the action drops, and goes with it.
void drop_dependents(const Change& change, const QualifiedName& name,
                     const sql::AlterAction& action) {
  if (action.kind != sql::ActionKind::DropConstraint) {
    return drop_from(change, name, std::string{action.name}, action.cascade);
  }
  const Relation* table = change.catalog.relation(name);
  const auto* constraint = table == nullptr ? nullptr : table->constraint(action.name);
  if (constraint == nullptr || !action.cascade) return;
  const auto columns = constraint->columns;
  drop_keys_to(change, name,
               [&](const std::vector<std::string>& referenced) { return referenced == columns; });
}

void alter_with_children(const Change& change, const QualifiedName& name,
                         const sql::AlterTable& statement) {
  std::vector<sql::AlterAction> actions = statement.actions;
  std::stable_partition(actions.begin(), actions.end(), goes_first);
  for (const auto& action : actions) {
    if (is_drop(action)) drop_dependents(change, name, action);
    alter(change, name, action);
    if (!statement.only) alter_below(change, name, action);
    const Relation* altered = change.catalog.relation(name);
    if (altered != nullptr && action.column) {
      add_owned_sequences(change, *altered, {*action.column});
    }
    if (altered != nullptr && action.kind == sql::ActionKind::AddIdentity) {
      add_identity_sequence(change, *altered, action.name);
    }
  }
  if (!statement.only) cover_tree(change.catalog, name);
  drop_orphans(change, name);
}

}  // namespace

void run(const Change& change, const sql::AlterTable& statement) {
  if (statement.object == sql::ObjectKind::Type) return alter_composite(change, statement);
  if (statement.object == sql::ObjectKind::Index) {
    const bool attaches = statement.actions[0].kind == sql::ActionKind::AttachPartition;
    if (attaches) attach_index(change, statement);
    return;
  }
  const auto resolved = change.session.resolve(statement.name);
  const bool skipped = statement.if_exists && change.catalog.relation(resolved) == nullptr;
  if (!skipped) alter_with_children(change, change.existing(statement.name), statement);
}

}  // namespace pgstage::catalog

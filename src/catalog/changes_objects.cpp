#include <algorithm>
#include <set>

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

std::vector<Reads> reads_of(const Change& change, const sql::Expression& query) {
  const auto facts = sql::facts(query);
  std::vector<Reads> out;
  for (const auto& use : facts.relations) {
    Reads reads{.relation = change.session.resolve(use.name), .columns = {}};
    // A star reads every column there is at the time.
    const Relation* relation = change.catalog.relation(reads.relation);
    if (facts.star && relation != nullptr) {
      for (const auto& column : relation->columns) reads.columns.insert(column.name);
    }
    for (const auto column : facts.columns) reads.columns.emplace(column);
    out.push_back(std::move(reads));
  }
  return out;
}

Relation new_relation(const QualifiedName& name, RelationKind kind, Persistence persistence) {
  Relation relation;
  relation.name = name;
  relation.kind = kind;
  relation.persistence = persistence;
  relation.created_in_batch = true;
  return relation;
}

QualifiedName named(const Change& change, const sql::Name& name, Persistence persistence) {
  if (persistence == Persistence::Temporary) return {"pg_temp", std::string{name.name}};
  return change.session.resolve_new(name);
}

/// A relation and, with CASCADE, the views over it and the foreign keys to it.
void drop_relation(const Change& change, const QualifiedName& name, bool cascade) {
  const Relation* relation = change.catalog.relation(name);
  if (relation == nullptr) return;
  const auto parent = relation->parent;
  const auto children = relation->children;
  const auto readers = change.catalog.readers(name);
  const auto referencing = change.catalog.referencing(name);
  change.catalog.erase(name);
  if (parent) {
    change.catalog.change(*parent, [&](Relation& each) { std::erase(each.children, name); });
  }
  for (const auto& child : children) drop_relation(change, child, cascade);
  if (!cascade) return;
  for (const auto& reader : readers) drop_relation(change, reader, cascade);
  for (const auto& other : referencing) {
    change.catalog.change(other, [&](Relation& table) {
      std::erase_if(table.constraints, [&](const Constraint& each) {
        return each.kind == ConstraintKind::ForeignKey && each.referenced == name;
      });
    });
  }
}

void drop_index(const Change& change, const sql::Name& name) {
  const auto index = change.session.resolve_index(name);
  const Relation* table = change.catalog.table_of_index(index);
  if (table == nullptr) return;
  change.catalog.change(table->name, [&](Relation& each) {
    std::erase_if(each.indexes, [&](const Index& i) { return i.name == index.name; });
  });
}

void drop_schema(const Change& change, const std::string& schema) {
  std::vector<QualifiedName> members;
  for (const auto& [name, relation] : change.catalog.relations()) {
    if (name.schema == schema) members.push_back(name);
  }
  for (const auto& name : members) drop_relation(change, name, true);
  change.catalog.erase_schema(schema);
}

void drop_one(const Change& change, const sql::Drop& statement, std::size_t i) {
  const auto& name = statement.names[i];
  switch (statement.object) {
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable:
      drop_relation(change, change.session.resolve(name), statement.cascade);
      return;
    case sql::ObjectKind::Index:
      drop_index(change, name);
      return;
    case sql::ObjectKind::Schema:
      drop_schema(change, std::string{name.name});
      return;
    case sql::ObjectKind::Type:
    case sql::ObjectKind::Domain:
      change.catalog.erase_type(change.session.resolve_new(name));
      return;
    case sql::ObjectKind::Function:
      change.catalog.erase_function(change.session.resolve_new(name));
      return;
    case sql::ObjectKind::Trigger:
      change.catalog.change(change.session.resolve(name), [&](Relation& table) {
        std::erase_if(table.triggers,
                      [&](const Trigger& each) { return each.name == statement.parts[i]; });
      });
      return;
    default:
      return;
  }
}

void replace_name(std::vector<std::string>& names, std::string_view from, std::string_view to) {
  std::replace(names.begin(), names.end(), std::string{from}, std::string{to});
}

void replace_name(std::set<std::string>& names, std::string_view from, std::string_view to) {
  if (names.erase(std::string{from}) > 0) names.emplace(to);
}

void rename_column(const Change& change, const QualifiedName& name, const sql::Rename& rename) {
  change.catalog.change(name, [&](Relation& table) {
    for (auto& column : table.columns) {
      if (column.name == rename.part) column.name = rename.new_name;
    }
    for (auto& constraint : table.constraints) {
      replace_name(constraint.columns, rename.part, rename.new_name);
      replace_name(constraint.proves_not_null, rename.part, rename.new_name);
    }
    for (auto& index : table.indexes) {
      replace_name(index.columns, rename.part, rename.new_name);
      replace_name(index.included, rename.part, rename.new_name);
      replace_name(index.mentions, rename.part, rename.new_name);
    }
    replace_name(table.partition_key, rename.part, rename.new_name);
  });
  for (const auto& other : change.catalog.referencing(name)) {
    change.catalog.change(other, [&](Relation& table) {
      for (auto& constraint : table.constraints) {
        if (constraint.referenced != name) continue;
        replace_name(constraint.referenced_columns, rename.part, rename.new_name);
      }
    });
  }
  for (const auto& reader : change.catalog.readers(name)) {
    change.catalog.change(reader, [&](Relation& view) {
      for (auto& reads : view.reads) {
        if (reads.relation == name) replace_name(reads.columns, rename.part, rename.new_name);
      }
    });
  }
}

/// Everything that points at a relation goes on pointing at it: PostgreSQL refers by OID.
void move_relation(const Change& change, const QualifiedName& from, const QualifiedName& to) {
  const Relation* found = change.catalog.relation(from);
  if (found == nullptr) return;
  Relation moved = *found;
  const auto readers = change.catalog.readers(from);
  const auto referencing = change.catalog.referencing(from);
  moved.name = to;
  change.catalog.erase(from);
  change.catalog.put(moved);
  for (const auto& reader : readers) {
    change.catalog.change(reader, [&](Relation& view) {
      for (auto& reads : view.reads) {
        if (reads.relation == from) reads.relation = to;
      }
    });
  }
  for (const auto& other : referencing) {
    change.catalog.change(other == from ? to : other, [&](Relation& table) {
      for (auto& constraint : table.constraints) {
        if (constraint.referenced == from) constraint.referenced = to;
      }
    });
  }
  for (const auto& child : moved.children) {
    change.catalog.change(child, [&](Relation& table) { table.parent = to; });
  }
  if (moved.parent) {
    change.catalog.change(*moved.parent, [&](Relation& table) {
      std::replace(table.children.begin(), table.children.end(), from, to);
    });
  }
}

void rename_constraint(const Change& change, const QualifiedName& name, const sql::Rename& rename) {
  change.catalog.change(name, [&](Relation& table) {
    for (auto& constraint : table.constraints) {
      if (constraint.name == rename.part) constraint.name = rename.new_name;
    }
    for (auto& index : table.indexes) {
      if (index.constraint != rename.part) continue;
      index.constraint = rename.new_name;
      index.name = rename.new_name;
    }
  });
}

void rename_index(const Change& change, const QualifiedName& index, std::string_view new_name) {
  const Relation* table = change.catalog.table_of_index(index);
  if (table == nullptr) return;
  change.catalog.change(table->name, [&](Relation& each) {
    for (auto& candidate : each.indexes) {
      if (candidate.name == index.name) candidate.name = new_name;
    }
  });
}

void put_type(const Change& change, const sql::Name& name, UserType type) {
  type.created_in_batch = true;
  change.catalog.put_type(change.session.resolve_new(name), std::move(type));
}

}  // namespace

void run(const Change& change, const sql::CreateTableAs& statement) {
  const auto kind =
      statement.materialized_view ? RelationKind::MaterializedView : RelationKind::Table;
  auto relation = new_relation(named(change, statement.name, statement.persistence), kind,
                               statement.persistence);
  if (change.catalog.relation(relation.name) != nullptr) return;
  if (statement.materialized_view) relation.reads = reads_of(change, statement.query);
  change.catalog.put(std::move(relation));
}

void run(const Change& change, const sql::CreateView& statement) {
  const auto name = named(change, statement.name, statement.persistence);
  const Relation* old = change.catalog.relation(name);
  if (old != nullptr && (!statement.replace || old->kind != RelationKind::View)) return;
  auto view = new_relation(name, RelationKind::View, statement.persistence);
  view.created_in_batch = old == nullptr || old->created_in_batch;
  view.reads = reads_of(change, statement.query);
  change.catalog.put(std::move(view));
}

void run(const Change& change, const sql::CreateSequence& statement) {
  auto sequence = new_relation(change.session.resolve_new(statement.name), RelationKind::Sequence,
                               Persistence::Permanent);
  if (change.catalog.relation(sequence.name) != nullptr) return;
  if (!statement.owner_table.name.empty()) {
    sequence.owner_table = change.session.resolve(statement.owner_table);
    sequence.owner_column = std::string{statement.owner_column};
  }
  change.catalog.put(std::move(sequence));
}

void run(const Change& change, const sql::AlterSequence& statement) {
  if (statement.owner_table.name.empty()) return;
  const auto owner = change.session.resolve(statement.owner_table);
  change.catalog.change(change.session.resolve(statement.name), [&](Relation& sequence) {
    sequence.owner_table = owner;
    sequence.owner_column = std::string{statement.owner_column};
  });
}

void run(const Change& change, const sql::Drop& statement) {
  for (std::size_t i = 0; i < statement.names.size(); ++i) drop_one(change, statement, i);
}

void run(const Change& change, const sql::Rename& statement) {
  const auto name = change.session.resolve(statement.name);
  switch (statement.object) {
    case sql::ObjectKind::Column:
      rename_column(change, name, statement);
      return;
    case sql::ObjectKind::Constraint:
      rename_constraint(change, name, statement);
      return;
    case sql::ObjectKind::Table:
    case sql::ObjectKind::View:
    case sql::ObjectKind::MaterializedView:
    case sql::ObjectKind::Sequence:
    case sql::ObjectKind::ForeignTable:
    case sql::ObjectKind::Index: {
      // ALTER TABLE also renames indexes, and ALTER INDEX tables.
      const auto index = change.session.resolve_index(statement.name);
      if (change.catalog.table_of_index(index) != nullptr) {
        rename_index(change, index, statement.new_name);
      } else {
        move_relation(change, name, {name.schema, std::string{statement.new_name}});
      }
      return;
    }
    default:
      return;
  }
}

void run(const Change& change, const sql::SetSchema& statement) {
  const auto name = change.session.resolve(statement.name);
  move_relation(change, name, {std::string{statement.new_schema}, name.name});
}

void run(const Change& change, const sql::CreateSchema& statement) {
  change.catalog.put_schema(std::string{statement.name});
}

void run(const Change& change, const sql::CreateEnum& statement) {
  UserType type{.kind = UserType::Kind::Enum};
  type.labels = {statement.labels.begin(), statement.labels.end()};
  put_type(change, statement.name, std::move(type));
}

void run(const Change& change, const sql::AlterEnum& statement) {
  const auto name = change.session.resolve_new(statement.name);
  const UserType* found = change.catalog.type(name);
  if (found == nullptr) return;
  UserType type = *found;
  if (statement.old_label.empty()) {
    type.labels.emplace_back(statement.new_label);
  } else {
    replace_name(type.labels, statement.old_label, statement.new_label);
  }
  change.catalog.put_type(name, std::move(type));
}

void run(const Change& change, const sql::CreateDomain& statement) {
  put_type(change, statement.name,
           {.kind = UserType::Kind::Domain,
            .labels = {},
            .base = resolve_type(statement.base, change.catalog),
            .constrained = statement.constrained});
}

void run(const Change& change, const sql::AlterDomain& statement) {
  using What = sql::AlterDomain::What;
  if (statement.what != What::AddConstraint && statement.what != What::SetNotNull) return;
  const auto name = change.session.resolve_new(statement.name);
  const UserType* found = change.catalog.type(name);
  if (found == nullptr) return;
  UserType type = *found;
  type.constrained = true;
  change.catalog.put_type(name, std::move(type));
}

void run(const Change& change, const sql::CreateType& statement) {
  put_type(change, statement.name,
           {.kind = statement.composite ? UserType::Kind::Composite : UserType::Kind::Other});
}

void run(const Change& change, const sql::CreateFunction& statement) {
  change.catalog.put_function(change.session.resolve_new(statement.name), {statement.volatility});
}

void run(const Change& change, const sql::CreateTrigger& statement) {
  change.catalog.change(change.existing(statement.table), [&](Relation& table) {
    std::erase_if(table.triggers, [&](const Trigger& each) { return each.name == statement.name; });
    table.triggers.push_back(
        {std::string{statement.name}, change.session.resolve(statement.function)});
  });
}

}  // namespace pgstage::catalog

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "pgstage/sql/naming.hpp"

#include "changes.hpp"

namespace pgstage::catalog {

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

namespace {

/// Drops one relation alone and says what goes with it.
std::vector<QualifiedName> drop_alone(const Change& change, const QualifiedName& name,
                                      bool cascade) {
  const Relation* relation = change.catalog.relation(name);
  if (relation == nullptr) return {};
  const auto parents = parents_of(*relation);
  auto along = relation->children;
  const auto readers = change.catalog.readers(name);
  const auto referencing = change.catalog.referencing(name);
  const auto owned = change.catalog.owned_sequences(name);
  along.insert(along.end(), owned.begin(), owned.end());
  change.catalog.erase(name);
  for (const auto& parent : parents) disown(change, parent, name);
  if (!cascade) return along;
  along.insert(along.end(), readers.begin(), readers.end());
  for (const auto& other : referencing) {
    change.catalog.change(other, [&](Relation& table) {
      std::erase_if(table.constraints, [&](const Constraint& each) {
        return each.kind == ConstraintKind::ForeignKey && each.referenced == name;
      });
    });
  }
  return along;
}

}  // namespace

void drop_relation(const Change& change, const QualifiedName& name, bool cascade) {
  std::vector<QualifiedName> pending{name};
  while (!pending.empty()) {
    const auto next = std::move(pending.back());
    pending.pop_back();
    const auto along = drop_alone(change, next, cascade);
    pending.insert(pending.end(), along.begin(), along.end());
  }
}

void drop_from(const Change& change, const QualifiedName& name, const std::string& column,
               bool cascade) {
  for (const auto& sequence : change.catalog.owned_sequences(name)) {
    if (change.catalog.relation(sequence)->owner_column != column) continue;
    drop_relation(change, sequence, cascade);
  }
  if (!cascade) return;
  drop_keys_to(change, name, [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
  for (const auto& reader : change.catalog.readers(name)) {
    const auto* view = change.catalog.relation(reader);
    if (view == nullptr) continue;
    const bool reads = std::any_of(view->reads.begin(), view->reads.end(), [&](const auto& each) {
      return each.relation == name && each.columns.contains(column);
    });
    if (reads) drop_relation(change, reader, true);
  }
}

void drop_keys_to(const Change& change, const QualifiedName& table,
                  const std::function<bool(const std::vector<std::string>&)>& over) {
  for (const auto& other : change.catalog.referencing(table)) {
    change.catalog.change(other, [&](Relation& each) {
      std::erase_if(each.constraints, [&](const Constraint& key) {
        return key.kind == ConstraintKind::ForeignKey && key.referenced == table &&
               over(key.referenced_columns);
      });
    });
  }
}

namespace {

void drop_type(const Change& change, const QualifiedName& name, bool cascade) {
  const auto users = users_of(change.catalog, name);
  change.catalog.erase_type(name);
  if (!cascade) return;
  for (const auto& table : users) {
    const auto* found = change.catalog.relation(table);
    const auto columns = found == nullptr ? std::vector<Column>{} : found->columns;
    for (const auto& column : columns) {
      if (column.type.name != name) continue;
      drop_from(change, table, column.name, true);
      change.catalog.change(table, [&](Relation& each) { drop_column(each, column.name); });
    }
  }
  for (const auto& each : std::map{change.catalog.types()}) {
    const bool over = each.second.kind == UserType::Kind::Domain && each.second.base.name == name;
    if (over) drop_type(change, each.first, true);
  }
}

void drop_function(const Change& change, const QualifiedName& name, bool cascade) {
  const auto users = users_of(change.catalog, name);
  change.catalog.erase_function(name);
  if (!cascade) return;
  for (const auto& user : users) {
    change.catalog.change(user, [&](Relation& table) {
      std::erase_if(table.triggers, [&](const Trigger& each) { return each.function == name; });
      std::erase_if(table.objects, [&](const TableObject& each) {
        return std::find(each.functions.begin(), each.functions.end(), name) !=
               each.functions.end();
      });
    });
  }
}

}  // namespace

void drop_schema(const Change& change, const std::string& schema) {
  std::vector<QualifiedName> members;
  for (const auto* relation : change.catalog.relations()) {
    if (relation->name.schema == schema) members.push_back(relation->name);
  }
  for (const auto& name : members) drop_relation(change, name, true);
  for (const auto& each : std::map{change.catalog.types()}) {
    if (each.first.schema == schema) drop_type(change, each.first, true);
  }
  for (const auto& each : std::map{change.catalog.functions()}) {
    if (each.first.schema == schema) drop_function(change, each.first, true);
  }
  change.catalog.erase_schema(schema);
}

namespace {

/// Of a type that is not known.
Column named_column(std::string_view name) {
  return {.name = std::string{name}, .created_in_batch = true};
}

std::vector<Column> named_columns(const sql::Expression& query,
                                  const std::vector<std::string_view>& names) {
  std::vector<Column> out;
  for (const auto name : sql::output_names(query).value_or(std::vector<std::string_view>{})) {
    out.push_back(named_column(out.size() < names.size() ? names[out.size()] : name));
  }
  return out;
}

/// Those of one relation with their types. None: they are not known.
std::vector<Column> columns_of(const Change& change, const sql::Expression& query,
                               const std::vector<std::string_view>& names) {
  const auto select = sql::plain_select(query);
  if (!select) return named_columns(query, names);
  const Relation* source = change.catalog.relation(change.session.resolve(select->relation));
  if (source == nullptr) return named_columns(query, names);
  std::vector<Column> out;
  for (const auto& output : select->outputs) {
    if (output.all && (!source->known || source->columns.empty())) return {};
    if (output.column.empty() && !output.all) {
      const auto name = out.size() < names.size() ? names[out.size()] : output.name;
      if (name.empty()) return {};
      out.push_back(named_column(name));
      continue;
    }
    const auto before = out.size();
    for (const auto& column : source->columns) {
      if (!output.column.empty() && column.name != output.column) continue;
      const bool renamed = out.size() < names.size();
      out.push_back({.name = renamed ? std::string{names[out.size()]} : std::string{column.name},
                     .type = column.type,
                     .created_in_batch = true});
      if (!renamed && !output.column.empty()) out.back().name = output.name;
    }
    // One that nobody has shown us.
    if (out.size() == before && (!source->known || source->columns.empty())) return {};
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
  if (persistence == Persistence::Temporary)
    return {std::string{kTemporarySchema}, std::string{name.name}};
  return change.session.resolve_new(name);
}

void drop_index(const Change& change, const QualifiedName& index) {
  const Relation* table = change.catalog.table_of_index(index);
  if (table == nullptr) return;
  const auto children = table->children;
  for (const auto& child : children) {
    const Relation* partition = change.catalog.relation(child);
    if (partition == nullptr) continue;
    for (const auto& part : std::vector<Index>{partition->indexes}) {
      if (part.parent == index.name) drop_index(change, {child.schema, part.name});
    }
  }
  change.catalog.change(table->name, [&](Relation& each) {
    std::erase_if(each.indexes, [&](const Index& i) { return i.name == index.name; });
  });
}

void drop_object(const Change& change, const QualifiedName& table, TableObject::Kind kind,
                 const QualifiedName& name) {
  change.catalog.change(table, [&](Relation& each) {
    std::erase_if(each.objects,
                  [&](const TableObject& o) { return o.kind == kind && o.name == name; });
  });
}

void drop_statistics(const Change& change, const QualifiedName& name) {
  std::vector<QualifiedName> tables;
  for (const auto* relation : change.catalog.relations()) {
    if (!relation->objects.empty()) tables.push_back(relation->name);
  }
  for (const auto& table : tables) {
    drop_object(change, table, TableObject::Kind::Statistics, name);
  }
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
      drop_index(change, change.session.resolve_index(name));
      return;
    case sql::ObjectKind::Schema:
      drop_schema(change, std::string{name.name});
      return;
    case sql::ObjectKind::Type:
    case sql::ObjectKind::Domain:
      drop_type(change, change.session.resolve_new(name), statement.cascade);
      return;
    case sql::ObjectKind::Function:
      drop_function(change, change.session.resolve_new(name), statement.cascade);
      return;
    case sql::ObjectKind::Statistics:
      drop_statistics(change, change.session.resolve_new(name));
      return;
    case sql::ObjectKind::Policy:
    case sql::ObjectKind::Rule:
      drop_object(change, change.session.resolve(name),
                  statement.object == sql::ObjectKind::Rule ? TableObject::Kind::Rule
                                                            : TableObject::Kind::Policy,
                  {{}, std::string{statement.parts[i]}});
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

}  // namespace

void run(const Change& change, const sql::CreateTableAs& statement) {
  const auto kind =
      statement.materialized_view ? RelationKind::MaterializedView : RelationKind::Table;
  auto relation = new_relation(named(change, statement.name, statement.persistence), kind,
                               statement.persistence);
  if (change.catalog.relation(relation.name) != nullptr) return;
  relation.columns = columns_of(change, statement.query, statement.columns);
  relation.known = !relation.columns.empty();
  relation.populated = statement.with_data;
  if (statement.materialized_view) relation.reads = reads_of(change, statement.query);
  relation.functions = own_functions(change, sql::facts(statement.query));
  change.catalog.put(std::move(relation));
}

void run(const Change& change, const sql::CreateView& statement) {
  const auto name = named(change, statement.name, statement.persistence);
  const Relation* old = change.catalog.relation(name);
  if (old != nullptr && (!statement.replace || old->kind != RelationKind::View)) return;
  auto view = new_relation(name, RelationKind::View, statement.persistence);
  view.created_in_batch = old == nullptr || old->created_in_batch;
  view.columns = columns_of(change, statement.query, statement.columns);
  view.reads = reads_of(change, statement.query);
  view.functions = own_functions(change, sql::facts(statement.query));
  change.catalog.put(std::move(view));
}

void run(const Change& change, const sql::CreateSequence& statement) {
  auto sequence = new_relation(change.session.resolve_new(statement.name), RelationKind::Sequence,
                               Persistence::Permanent);
  if (change.catalog.relation(sequence.name) != nullptr) return;
  sequence.set_in_batch = statement.starts;
  if (!statement.owner_table.name.empty()) {
    sequence.owner_table = change.session.resolve(statement.owner_table);
    sequence.owner_column = std::string{statement.owner_column};
  }
  change.catalog.put(std::move(sequence));
}

void run(const Change& change, const sql::AlterSequence& statement) {
  change.catalog.change(change.session.resolve(statement.name), [&](Relation& sequence) {
    if (statement.restarts) sequence.set_in_batch = true;
    if (statement.frees) {
      sequence.owner_table.reset();
      sequence.owner_column.clear();
    } else if (!statement.owner_table.name.empty()) {
      sequence.owner_table = change.session.resolve(statement.owner_table);
      sequence.owner_column = std::string{statement.owner_column};
    }
  });
}

void run(const Change& change, const sql::Drop& statement) {
  for (std::size_t i = 0; i < statement.names.size(); ++i) drop_one(change, statement, i);
}

void run(const Change& change, const sql::CreateSchema& statement) {
  change.catalog.put_schema(std::string{statement.name});
}

}  // namespace pgstage::catalog

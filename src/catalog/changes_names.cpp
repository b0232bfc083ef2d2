#include <algorithm>
#include <map>
#include <set>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

void replace_name(std::vector<std::string>& names, std::string_view from, std::string_view to) {
  std::replace(names.begin(), names.end(), std::string{from}, std::string{to});
}

void replace_name(std::set<std::string>& names, std::string_view from, std::string_view to) {
  if (names.erase(std::string{from}) > 0) names.emplace(to);
}

void replace_name(Relation& relation, const QualifiedName& from, const QualifiedName& to) {
  const auto replace = [&](QualifiedName& name) {
    if (name == from) name = to;
  };
  for (auto& column : relation.columns) {
    replace(column.type.name);
    if (!column.default_value) continue;
    std::replace(column.default_value->sequences.begin(), column.default_value->sequences.end(),
                 from, to);
  }
  for (auto& constraint : relation.constraints) {
    if (constraint.referenced == from) constraint.definition.clear();
    replace(constraint.referenced);
  }
  for (auto& reads : relation.reads) replace(reads.relation);
  if (relation.parent) replace(*relation.parent);
  for (auto& parent : relation.more_parents) replace(parent);
  if (relation.owner_table) replace(*relation.owner_table);
  if (relation.of_type) replace(*relation.of_type);
}

/// Types and functions that are made of the type.
void replace_in_types(Catalog& catalog, const QualifiedName& from, const QualifiedName& to) {
  const auto replace = [&](Type& type) {
    if (type.name != from) return false;
    type.name = to;
    return true;
  };
  const auto types = catalog.types();
  for (auto [name, type] : types) {
    bool changed = replace(type.base);
    for (auto& attribute : type.attributes) changed = replace(attribute.type) || changed;
    if (changed) catalog.put_type(name, type);
  }
  for (const auto& each : std::map{catalog.functions()}) {
    catalog.change_function(each.first, [&](Function& function) {
      for (auto& overload : function.overloads) {
        replace(overload.returns);
        for (auto& argument : overload.arguments) replace(argument);
      }
    });
  }
}

void replace_function(Relation& relation, const QualifiedName& from, const QualifiedName& to) {
  const auto replace = [&](std::vector<QualifiedName>& names) {
    std::replace(names.begin(), names.end(), from, to);
  };
  for (auto& column : relation.columns) {
    if (column.default_value) replace(column.default_value->functions);
  }
  for (auto& constraint : relation.constraints) replace(constraint.functions);
  for (auto& index : relation.indexes) replace(index.functions);
  for (auto& object : relation.objects) replace(object.functions);
  for (auto& trigger : relation.triggers) {
    if (trigger.function == from) trigger.function = to;
  }
  replace(relation.functions);
}

/// What is kept as text would go on saying the old name.
void rename_in_text(Relation& table, const std::string& from, std::string_view to) {
  const sql::ColumnTexts columns{{from, quote_ident(to)}};
  for (auto& constraint : table.constraints) {
    constraint.expression = sql::with_columns(constraint.expression, columns);
    constraint.definition = with_own_column(constraint, from, to);
  }
  for (auto& index : table.indexes) {
    if (!index.mentions.contains(from) || index.definition.empty()) continue;
    const auto definition = std::string{sql::index_text(index.definition).definition};
    index.definition.resize(index.definition.size() - definition.size());
    index.definition += sql::with_columns(definition, columns);
  }
  for (auto& column : table.columns) {
    auto& computed = column.default_value;
    if (!computed || !computed->columns.contains(from)) continue;
    computed->sql = sql::with_columns(computed->sql, columns);
    replace_name(computed->columns, from, to);
  }
}

void rename_own_column(Relation& table, const std::string& from, std::string_view to) {
  rename_in_text(table, from, to);
  for (auto& column : table.columns) {
    if (column.name == from) column.name = to;
  }
  for (auto& constraint : table.constraints) {
    replace_name(constraint.columns, from, to);
    replace_name(constraint.proves_not_null, from, to);
  }
  for (auto& index : table.indexes) {
    replace_name(index.columns, from, to);
    replace_name(index.included, from, to);
    replace_name(index.mentions, from, to);
  }
  for (auto& trigger : table.triggers) replace_name(trigger.columns, from, to);
  for (auto& object : table.objects) replace_name(object.columns, from, to);
  replace_name(table.partition_key, from, to);
}

void rename_read_column(std::vector<Reads>& all, const QualifiedName& relation,
                        std::string_view from, std::string_view to) {
  for (auto& reads : all) {
    if (reads.relation == relation) replace_name(reads.columns, from, to);
  }
}

void rename_column(const Change& change, const QualifiedName& name, const sql::Rename& rename) {
  const std::string from{rename.part};
  const auto to = rename.new_name;
  auto family = descendants(change.catalog, name);
  family.push_back(name);
  for (const auto& each : family) {
    change.catalog.change(each, [&](Relation& table) { rename_own_column(table, from, to); });
  }
  for (const auto& other : change.catalog.referencing(name)) {
    change.catalog.change(other, [&](Relation& table) {
      for (auto& constraint : table.constraints) {
        if (constraint.referenced != name) continue;
        constraint.definition = with_referenced_column(constraint, from, to);
        replace_name(constraint.referenced_columns, from, to);
      }
    });
  }
  for (const auto& reader : change.catalog.readers(name)) {
    change.catalog.change(reader,
                          [&](Relation& view) { rename_read_column(view.reads, name, from, to); });
  }
  for (const auto& sequence : change.catalog.owned_sequences(name)) {
    change.catalog.change(sequence, [&](Relation& owned) {
      if (owned.owner_column == from) owned.owner_column = to;
    });
  }
  for (const auto& each : std::map{change.catalog.functions()}) {
    if (each.second.reads.empty()) continue;
    change.catalog.change_function(each.first, [&](Function& function) {
      rename_read_column(function.reads, name, from, to);
    });
  }
}

/// Everything that points at a relation goes on pointing at it: PostgreSQL refers by OID.
void move_relation(const Change& change, const QualifiedName& from, const QualifiedName& to) {
  const Relation* found = change.catalog.relation(from);
  if (found == nullptr || change.catalog.relation(to) != nullptr) return;
  Relation moved = *found;
  const auto others = users_of(change.catalog, from);
  moved.name = to;
  moved.named_in_batch = true;
  change.catalog.erase(from);
  change.catalog.put(moved);
  for (const auto& other : others) {
    change.catalog.change(other == from ? to : other,
                          [&](Relation& relation) { replace_name(relation, from, to); });
  }
  for (const auto& parent : parents_of(moved)) {
    change.catalog.change(parent, [&](Relation& table) {
      std::replace(table.children.begin(), table.children.end(), from, to);
    });
  }
}

void move_type(const Change& change, const QualifiedName& from, const QualifiedName& to) {
  const UserType* found = change.catalog.type(from);
  if (found == nullptr || change.catalog.type(to) != nullptr) return;
  const UserType moved = *found;
  const auto others = users_of(change.catalog, from);
  change.catalog.erase_type(from);
  change.catalog.put_type(to, moved);
  for (const auto& other : others) {
    change.catalog.change(other, [&](Relation& relation) { replace_name(relation, from, to); });
  }
  replace_in_types(change.catalog, from, to);
}

void move_function(const Change& change, const QualifiedName& from, const QualifiedName& to) {
  const Function* found = change.catalog.function(from);
  // Of several that share the name only one is meant.
  if (found == nullptr || found->overloads.size() > 1) return;
  if (change.catalog.function(to) != nullptr) return;
  const Function moved = *found;
  const auto others = users_of(change.catalog, from);
  change.catalog.erase_function(from);
  change.catalog.put_function(to, moved);
  for (const auto& other : others) {
    change.catalog.change(other, [&](Relation& relation) { replace_function(relation, from, to); });
  }
}

void rename_schema(const Change& change, const std::string& from, const std::string& to) {
  const auto in_new = [&](const QualifiedName& name) { return QualifiedName{to, name.name}; };
  std::vector<QualifiedName> members;
  for (const auto* relation : change.catalog.relations()) members.push_back(relation->name);
  for (const auto& name : members) {
    if (name.schema == from) move_relation(change, name, in_new(name));
  }
  for (const auto& each : std::map{change.catalog.types()}) {
    if (each.first.schema == from) move_type(change, each.first, in_new(each.first));
  }
  for (const auto& each : std::map{change.catalog.functions()}) {
    if (each.first.schema == from) move_function(change, each.first, in_new(each.first));
  }
  change.catalog.erase_schema(from);
  change.catalog.put_schema(to);
}

/// What is renamed has to be there. An index or a sequence that is not known stays so.
void assume(const Change& change, const sql::Rename& statement) {
  const bool view = statement.object == sql::ObjectKind::View;
  const auto name = change.session.resolve(statement.name);
  if (statement.if_exists || change.catalog.relation(name) != nullptr) return;
  if (!view && statement.object != sql::ObjectKind::Table) return;
  change.existing(statement.name);
  if (!view) return;
  change.catalog.change(name, [](Relation& each) { each.kind = RelationKind::View; });
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

}  // namespace

std::vector<QualifiedName> users_of(const Catalog& catalog, const QualifiedName& name) {
  std::vector<QualifiedName> out;
  for (const auto* relation : catalog.mentioning(name)) out.push_back(relation->name);
  return out;
}

void run(const Change& change, const sql::Rename& statement) {
  const auto name = change.session.resolve(statement.name);
  switch (statement.object) {
    case sql::ObjectKind::Column:
      rename_column(change, name, statement);
      // With ONLY it is refused where there is anything below.
      for (const auto& child : descendants(change.catalog, name)) {
        rename_column(change, child, statement);
      }
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
        assume(change, statement);
        move_relation(change, name, {name.schema, std::string{statement.new_name}});
      }
      return;
    }
    case sql::ObjectKind::Type:
    case sql::ObjectKind::Domain: {
      const auto type = change.session.resolve_new(statement.name);
      move_type(change, type, {type.schema, std::string{statement.new_name}});
      return;
    }
    case sql::ObjectKind::Function: {
      const auto function = change.session.resolve_new(statement.name);
      move_function(change, function, {function.schema, std::string{statement.new_name}});
      return;
    }
    case sql::ObjectKind::Schema:
      rename_schema(change, std::string{statement.name.name}, std::string{statement.new_name});
      return;
    default:
      return;
  }
}

void run(const Change& change, const sql::SetSchema& statement) {
  const auto moved = [&](const QualifiedName& name) {
    return QualifiedName{std::string{statement.new_schema}, name.name};
  };
  if (statement.object == sql::ObjectKind::Type || statement.object == sql::ObjectKind::Domain) {
    const auto type = change.session.resolve_new(statement.name);
    return move_type(change, type, moved(type));
  }
  if (statement.object == sql::ObjectKind::Function) {
    const auto function = change.session.resolve_new(statement.name);
    return move_function(change, function, moved(function));
  }
  const auto name = change.session.resolve(statement.name);
  move_relation(change, name, moved(name));
}

}  // namespace pgstage::catalog

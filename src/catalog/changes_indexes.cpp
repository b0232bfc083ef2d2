#include <algorithm>

#include "pgstage/sql/naming.hpp"

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

std::string_view suffix_of(const Relation& parent, const Index& index) {
  if (index.constraint.empty()) return "idx";
  const Constraint* constraint = parent.constraint(index.constraint);
  if (constraint == nullptr || constraint->kind == ConstraintKind::Unique) return "key";
  return constraint->kind == ConstraintKind::PrimaryKey ? "pkey" : "excl";
}

/// What its columns are called in the chosen name; one that comes twice is numbered
/// (ChooseIndexColumnNames in the server).
std::vector<std::string> named_columns(const Index& index, std::string_view suffix) {
  if (suffix == "pkey") return {};
  std::vector<std::string> named;
  for (const auto* part : {&index.columns, &index.included}) {
    for (const auto& column : *part) {
      const std::string name = column.empty() ? "expr" : column;
      std::string numbered = name;
      for (int i = 1; std::find(named.begin(), named.end(), numbered) != named.end(); ++i) {
        numbered = name + std::to_string(i);
      }
      named.push_back(std::move(numbered));
    }
  }
  return named;
}

/// The same for one whose CREATE INDEX is known, which says what its expressions are.
std::vector<std::string> named_by(const sql::CreateIndex& statement, Index index) {
  for (std::size_t i = 0; i < index.columns.size() && i < statement.keys.size(); ++i) {
    const auto& key = statement.keys[i];
    if (key.column.empty()) index.columns[i] = sql::column_name_of(key.expression);
  }
  return named_columns(index, "idx");
}

std::vector<std::string> named_as_defined(const Index& index, std::string_view suffix) {
  const bool expressions =
      std::find(index.columns.begin(), index.columns.end(), "") != index.columns.end();
  if (!expressions || index.definition.empty()) return named_columns(index, suffix);
  const auto script = sql::Script::parse(index.definition);
  for (const auto& statement : script.statements()) {
    const auto view = statement.view();
    const auto* create = std::get_if<sql::CreateIndex>(&view);
    if (create != nullptr) return named_by(*create, index);
  }
  return named_columns(index, suffix);
}

bool same_definition(const Index& a, const Index& b) {
  return a.columns == b.columns && a.included == b.included && a.method == b.method &&
         a.unique == b.unique && a.partial == b.partial && a.mentions == b.mentions &&
         (a.constraint.empty() || !b.constraint.empty());
}

void copy_constraint(Relation& partition, const Relation& parent, const Index& index,
                     const std::string& name) {
  const Constraint* constraint = parent.constraint(index.constraint);
  if (constraint == nullptr) return;
  Constraint copy = *constraint;
  copy.name = name;
  if (copy.kind == ConstraintKind::PrimaryKey) {
    for (auto& column : partition.columns) {
      const auto& keys = copy.columns;
      if (std::find(keys.begin(), keys.end(), column.name) != keys.end()) column.not_null = true;
    }
  }
  partition.constraints.push_back(std::move(copy));
}

void cover(Relation& partition, const Relation& parent, const Index& index) {
  for (auto& own : partition.indexes) {
    if (own.parent == index.name) return;
    if (!own.parent.empty() || !own.valid || !same_definition(index, own)) continue;
    own.parent = index.name;
    return;
  }
  Index copy = index;
  const auto suffix = suffix_of(parent, index);
  copy.definition.clear();
  copy.name = choose_name(partition, named_as_defined(index, suffix), suffix);
  copy.parent = index.name;
  if (!index.constraint.empty()) {
    copy_constraint(partition, parent, index, copy.name);
    copy.constraint = copy.name;
  }
  partition.indexes.push_back(std::move(copy));
}

void take_keys(const Change& change, const sql::CreateIndex& statement, Index& index) {
  const auto take = [&](const sql::Expression& expression) {
    const auto facts = sql::facts(expression);
    for (const auto column : facts.columns) index.mentions.emplace(column);
    for (auto& function : own_functions(change, facts)) index.functions.push_back(function);
  };
  for (const auto& key : statement.keys) {
    index.columns.emplace_back(key.column);
    if (!key.column.empty()) index.mentions.emplace(key.column);
    take(key.expression);
  }
  take(statement.where);
  for (const auto column : statement.included) {
    index.included.emplace_back(column);
    index.mentions.emplace(column);
  }
}

Index new_index(const Change& change, const sql::CreateIndex& statement, const Relation& table) {
  Index index;
  take_keys(change, statement, index);
  index.name = statement.name.empty() ? choose_name(table, named_by(statement, index), "idx")
                                      : std::string{statement.name};
  index.method = statement.method.empty() ? "btree" : std::string{statement.method};
  index.definition = change.text;
  index.unique = statement.unique;
  index.partial = static_cast<bool>(statement.where);
  // ON ONLY a partitioned table makes an invalid index, valid once each partition's is attached.
  index.valid = !(statement.only && table.kind == RelationKind::PartitionedTable);
  return index;
}

}  // namespace

void cover_partition(Relation& partition, const Relation& parent) {
  for (const auto& index : parent.indexes) {
    if (index.valid) cover(partition, parent, index);
  }
}

void cover_tree(Catalog& catalog, const QualifiedName& name) {
  const Relation* parent = catalog.relation(name);
  if (parent == nullptr || parent->kind != RelationKind::PartitionedTable) return;
  for (const auto& child : descendants(catalog, name)) {
    catalog.change(child, [&](Relation& each) {
      const Relation* above = each.parent ? catalog.relation(*each.parent) : nullptr;
      if (above != nullptr) cover_partition(each, *above);
    });
  }
}

void attach_index(const Change& change, const sql::AlterTable& statement) {
  const auto parent = change.session.resolve_index(statement.name);
  const auto child = change.session.resolve_index(statement.actions[0].other);
  const Relation* table = change.catalog.table_of_index(child);
  if (table == nullptr) return;
  change.catalog.change(table->name, [&](Relation& each) {
    for (auto& index : each.indexes) {
      if (index.name == child.name) index.parent = parent.name;
    }
  });
}

void run(const Change& change, const sql::CreateIndex& statement) {
  const auto table_name = change.existing(statement.table);
  const Relation* table = change.catalog.relation(table_name);
  if (table == nullptr) return;
  Index index = new_index(change, statement, *table);
  if (table->index(index.name) != nullptr) return;
  change.catalog.change(table_name,
                        [&](Relation& each) { each.indexes.push_back(std::move(index)); });
  if (!statement.only) cover_tree(change.catalog, table_name);
}

}  // namespace pgstage::catalog

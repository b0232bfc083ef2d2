#include <algorithm>

#include "pgstage/catalog/limits.hpp"
#include "pgstage/model/utf8.hpp"

#include "changes.hpp"

namespace pgstage::catalog {
namespace {

std::vector<std::string> owned(const std::vector<std::string_view>& names) {
  return {names.begin(), names.end()};
}

bool mentions_any(const std::vector<std::string>& columns, std::string_view column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool name_is_taken(const Relation& table, std::string_view name) {
  return table.constraint(name) != nullptr || table.index(name) != nullptr;
}

std::string_view name_suffix(ConstraintKind kind) {
  switch (kind) {
    case ConstraintKind::Check:
      return "check";
    case ConstraintKind::ForeignKey:
      return "fkey";
    case ConstraintKind::Unique:
      return "key";
    case ConstraintKind::PrimaryKey:
      return "pkey";
    case ConstraintKind::Exclusion:
      return "excl";
    case ConstraintKind::NotNull:
      return "not_null";
  }
  return "";
}

/// The columns that go into the chosen name: none for a primary key or a check on several.
std::vector<std::string> name_columns(const Constraint& constraint,
                                      const sql::ConstraintDefinition& definition) {
  if (constraint.kind == ConstraintKind::PrimaryKey) return {};
  if (constraint.kind == ConstraintKind::Check && constraint.columns.size() != 1) return {};
  auto columns = constraint.columns;
  columns.insert(columns.end(), definition.included.begin(), definition.included.end());
  return columns;
}

void take_check(const Change& change, Constraint& constraint,
                const sql::ConstraintDefinition& definition) {
  constraint.expression = std::string{change.script.text(definition.expression)};
  auto columns = owned(sql::facts(definition.expression).columns);
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  constraint.columns = std::move(columns);
  constraint.comparisons = sql::comparisons(definition.expression);
  constraint.functions = own_functions(change, sql::facts(definition.expression));
  for (const auto column : sql::proves_not_null(definition.expression)) {
    constraint.proves_not_null.emplace(column);
  }
}

void take_reference(const Change& change, Constraint& constraint,
                    const sql::ConstraintDefinition& definition) {
  constraint.referenced = change.existing(definition.referenced);
  constraint.on_delete = definition.on_delete;
  constraint.on_update = definition.on_update;
  constraint.referenced_columns = owned(definition.referenced_columns);
  if (!constraint.referenced_columns.empty()) return;
  const Relation* referenced = change.catalog.relation(constraint.referenced);
  const Constraint* key = referenced == nullptr ? nullptr : referenced->primary_key();
  if (key != nullptr) constraint.referenced_columns = key->columns;
}

void set_not_null(Relation& table, const std::vector<std::string>& columns) {
  for (auto& column : table.columns) {
    if (mentions_any(columns, column.name)) column.not_null = true;
  }
}

/// UNIQUE, PRIMARY KEY and EXCLUDE bring an index of their own, or take one over and rename it.
void add_backing_index(Relation& table, Constraint& constraint,
                       const sql::ConstraintDefinition& definition) {
  const auto using_index = definition.using_index;
  const auto found = std::find_if(table.indexes.begin(), table.indexes.end(),
                                  [&](const Index& index) { return index.name == using_index; });
  if (!using_index.empty() && found != table.indexes.end()) {
    constraint.columns = found->columns;
    found->name = constraint.name;
    found->constraint = constraint.name;
    return;
  }
  Index index;
  index.name = constraint.name;
  index.columns = constraint.columns;
  index.included = owned(definition.included);
  index.mentions = {constraint.columns.begin(), constraint.columns.end()};
  index.mentions.insert(index.included.begin(), index.included.end());
  index.unique = constraint.kind != ConstraintKind::Exclusion;
  index.method = index.unique ? "btree" : "gist";
  if (definition.without_overlaps) index.method = "gist";
  if (!definition.access_method.empty()) index.method = definition.access_method;
  index.constraint = constraint.name;
  table.indexes.push_back(std::move(index));
}

Box<QualifiedName> collation_of(const sql::ColumnDefinition& definition) {
  if (definition.collation.name.empty()) return {};
  const auto& name = definition.collation;
  return QualifiedName{name.schema.empty() ? "pg_catalog" : std::string{name.schema},
                       std::string{name.name}};
}

}  // namespace

std::vector<QualifiedName> own_functions(const Change& change, const sql::ExpressionFacts& facts) {
  std::vector<QualifiedName> out;
  for (const auto& function : facts.functions) {
    const auto name = change.session.resolve_new(function);
    if (change.catalog.function(name) != nullptr) out.push_back(name);
  }
  return out;
}

Default default_of(const Change& change, const sql::Expression& expression) {
  const auto facts = sql::facts(expression);
  Default out{.sql = std::string{change.script.text(expression)},
              .volatility = volatility_of(facts, change.catalog).volatility,
              .functions = own_functions(change, facts)};
  out.columns.insert(facts.columns.begin(), facts.columns.end());
  for (const auto string : facts.strings) {
    const auto sequence = change.session.resolve(sql::split_name(string));
    const Relation* found = change.catalog.relation(sequence);
    if (found != nullptr && found->kind == RelationKind::Sequence)
      out.sequences.push_back(sequence);
  }
  return out;
}

std::string object_name(std::string_view table, std::string_view column, std::string_view suffix) {
  const std::size_t around = suffix.size() + (column.empty() ? 1 : 2);
  const std::size_t room = kLongestName - std::min(around, kLongestName);
  std::size_t first = table.size();
  std::size_t second = column.size();
  while (first + second > room) --(first > second ? first : second);
  std::string name{clipped(table, first)};
  if (!column.empty()) name += "_" + std::string{clipped(column, second)};
  return name + "_" + std::string{suffix};
}

std::string choose_name(const Relation& table, const std::vector<std::string>& columns,
                        std::string_view suffix) {
  std::string joined;
  for (const auto& column : columns) joined += (joined.empty() ? "" : "_") + column;
  const auto with = [&](const std::string& number) {
    return object_name(table.name.name, joined, std::string{suffix} + number);
  };
  std::string name = with("");
  for (int i = 1; name_is_taken(table, name); ++i) name = with(std::to_string(i));
  return name;
}

void add_column(const Change& change, Relation& table, const sql::ColumnDefinition& definition) {
  if (table.column(definition.name) != nullptr) return;
  Column column;
  column.name = std::string{definition.name};
  column.type = resolve_type(definition.type, change.catalog);
  column.not_null = definition.not_null;
  column.created_in_batch = true;
  column.identity = definition.identity;
  column.generated = definition.generated;
  column.collation = collation_of(definition);
  const bool serial = definition.type.name.schema.empty() &&
                      definition.type.name.name.find("serial") != std::string_view::npos;
  if (definition.default_value && !sql::is_null_constant(definition.default_value)) {
    column.default_value = default_of(change, definition.default_value);
    if (column.generated == Generated::None) column.default_value->columns.clear();
  } else if (serial) {
    const QualifiedName name{table.name.schema, object_name(table.name.name, column.name, "seq")};
    column.default_value = Default{.sql = "nextval(" + quote_literal(name.sql()) + "::regclass)",
                                   .volatility = Volatility::Volatile,
                                   .sequences = {name}};
  }
  // Twice the room, as a vector takes it, would be left unused in most tables.
  auto& columns = table.columns;
  if (columns.size() == columns.capacity())
    columns.reserve(columns.size() + columns.size() / 8 + 1);
  columns.push_back(std::move(column));
  for (const auto& constraint : definition.constraints) {
    add_constraint(change, table, constraint, definition.name);
  }
}

void add_constraint(const Change& change, Relation& table,
                    const sql::ConstraintDefinition& definition, std::string_view column) {
  if (definition.kind == ConstraintKind::NotNull && definition.columns.empty()) return;
  Constraint constraint;
  constraint.kind = definition.kind;
  constraint.columns = owned(definition.columns);
  if (constraint.columns.empty() && !column.empty()) constraint.columns.emplace_back(column);
  constraint.validated = !definition.not_valid && definition.enforced;
  constraint.enforced = definition.enforced;
  constraint.no_inherit = definition.no_inherit;
  constraint.deferrable = definition.deferrable;
  constraint.created_in_batch = true;
  if (constraint.kind == ConstraintKind::Check) take_check(change, constraint, definition);
  if (constraint.kind == ConstraintKind::ForeignKey) take_reference(change, constraint, definition);
  if (constraint.kind == ConstraintKind::NotNull) {
    constraint.proves_not_null = {constraint.columns.begin(), constraint.columns.end()};
  }
  constraint.name = definition.name;
  if (constraint.name.empty() && !definition.using_index.empty()) {
    constraint.name = definition.using_index;
  }
  if (constraint.name.empty()) {
    constraint.name =
        choose_name(table, name_columns(constraint, definition), name_suffix(constraint.kind));
  }
  const bool has_index = constraint.kind == ConstraintKind::Unique ||
                         constraint.kind == ConstraintKind::PrimaryKey ||
                         constraint.kind == ConstraintKind::Exclusion;
  if (has_index) add_backing_index(table, constraint, definition);
  const bool not_null = constraint.kind == ConstraintKind::PrimaryKey ||
                        (constraint.kind == ConstraintKind::NotNull && constraint.validated);
  if (not_null) set_not_null(table, constraint.columns);
  constraint.definition = definition_of(change, constraint, definition);
  table.constraints.push_back(std::move(constraint));
}

void drop_column(Relation& table, std::string_view column) {
  const std::string name{column};
  std::erase_if(table.columns, [&](const Column& each) { return each.name == name; });
  std::erase_if(table.constraints,
                [&](const Constraint& each) { return mentions_any(each.columns, name); });
  std::erase_if(table.indexes, [&](const Index& each) { return each.mentions.contains(name); });
  std::erase_if(table.objects,
                [&](const TableObject& each) { return each.columns.contains(name); });
}

void drop_constraint(Relation& table, std::string_view constraint) {
  const std::string name{constraint};
  // From PostgreSQL 18 on NOT NULL is a constraint with a name.
  for (auto& column : table.columns) {
    const bool named = name == table.name.name + "_" + column.name + "_not_null";
    const auto* found = table.constraint(name);
    const bool theirs = found != nullptr && found->kind == ConstraintKind::NotNull &&
                        mentions_any(found->columns, column.name);
    if (theirs || (found == nullptr && named)) column.not_null = false;
  }
  std::erase_if(table.constraints, [&](const Constraint& each) { return each.name == name; });
  std::erase_if(table.indexes, [&](const Index& each) { return each.constraint == name; });
}

}  // namespace pgstage::catalog

#include "pgstage/lint/foreign_keys.hpp"

#include <algorithm>
#include <utility>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/sql/lexer.hpp"

namespace pgstage::lint {
namespace {

/// Foreign keys of partitioned tables may be NOT VALID from 18 on.
constexpr ServerVersion kNotValidOnPartitioned{18};

bool is_key(const sql::ConstraintDefinition& constraint) {
  return constraint.kind == ConstraintKind::ForeignKey;
}

bool has(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_primary(const sql::ConstraintDefinition& constraint, std::string_view column) {
  return constraint.kind == ConstraintKind::PrimaryKey &&
         (constraint.columns.empty() || has(constraint.columns, column));
}

ForeignKey::Column described(const Context& context, const sql::ColumnDefinition& column) {
  const bool primary = std::any_of(column.constraints.begin(), column.constraints.end(),
                                   [](const auto& each) { return is_primary(each, {}); });
  return {std::string{column.name}, catalog::resolve_type(column.type, context.before.catalog()),
          column.not_null || primary, static_cast<bool>(column.default_value)};
}

ForeignKey::Column described(const Context& context, const sql::CreateTable& create,
                             std::string_view name) {
  for (const auto& column : create.columns) {
    if (column.name != name) continue;
    auto out = described(context, column);
    for (const auto& constraint : create.constraints) {
      if (is_primary(constraint, name)) out.not_null = true;
    }
    return out;
  }
  return {std::string{name}, std::nullopt, false, false};
}

/// Other actions of the statement change it before anybody writes.
void apply(const Context& context, const sql::AlterAction& action, ForeignKey::Column& column) {
  switch (action.kind) {
    case sql::ActionKind::AddColumn:
      column = described(context, *action.column);
      return;
    case sql::ActionKind::SetNotNull:
      column.not_null = true;
      return;
    case sql::ActionKind::DropNotNull:
      column.not_null = false;
      return;
    case sql::ActionKind::SetDefault:
      column.has_default = true;
      return;
    case sql::ActionKind::DropDefault:
      column.has_default = false;
      return;
    case sql::ActionKind::ChangeType:
      column.type = catalog::resolve_type(action.type, context.before.catalog());
      return;
    default:
      return;
  }
}

ForeignKey::Column described(const Context& context, const QualifiedName& table,
                             const sql::AlterTable& alter, std::string_view name) {
  ForeignKey::Column out{std::string{name}, std::nullopt, false, false};
  const auto* relation = context.before.catalog().relation(table);
  if (const auto* found = relation == nullptr ? nullptr : relation->column(name)) {
    out = {found->name, found->type, found->not_null, static_cast<bool>(found->default_value)};
  }
  for (const auto& action : alter.actions) {
    if (action.name == name) apply(context, action, out);
  }
  return out;
}

Span span_of(const Context& context, const sql::ConstraintDefinition& constraint) {
  return {constraint.begin, context.script.text(constraint).size()};
}

std::vector<std::string_view> columns_of(const sql::ConstraintDefinition& constraint,
                                         const sql::ColumnDefinition* column) {
  if (column != nullptr && constraint.columns.empty()) return {column->name};
  return constraint.columns;
}

void take_created(const Context& context, const sql::CreateTable& create,
                  std::vector<ForeignKey>& out) {
  const auto table = context.before.resolve_new(create.name);
  const bool there = create.if_not_exists && context.before.catalog().relation(table) != nullptr;
  if (there || create.persistence == Persistence::Temporary) return;
  const auto take = [&](const sql::ConstraintDefinition& key, const sql::ColumnDefinition* column) {
    if (!is_key(key)) return;
    auto& added = out.emplace_back(ForeignKey{.table = table, .definition = &key});
    added.referenced = context.before.resolve(key.referenced);
    added.at_column = column;
    added.in_create = true;
    added.span = span_of(context, key);
    for (const auto each : columns_of(key, column)) {
      added.columns.push_back(described(context, create, each));
    }
  };
  for (const auto& column : create.columns) {
    for (const auto& key : column.constraints) take(key, &column);
  }
  for (const auto& key : create.constraints) take(key, nullptr);
}

void take_altered(const Context& context, const sql::AlterTable& alter,
                  std::vector<ForeignKey>& out) {
  const auto table = context.before.resolve(alter.name);
  const auto* relation = context.before.catalog().relation(table);
  if (relation != nullptr && relation->persistence == Persistence::Temporary) return;
  const auto take = [&](std::size_t action, const sql::ConstraintDefinition& key,
                        const sql::ColumnDefinition* column) {
    if (!is_key(key)) return;
    auto& added = out.emplace_back(ForeignKey{.table = table, .definition = &key});
    added.referenced = context.before.resolve(key.referenced);
    added.at_column = column;
    added.action = action;
    added.span = column == nullptr ? context.span_of_action(action) : span_of(context, key);
    for (const auto each : columns_of(key, column)) {
      added.columns.push_back(described(context, table, alter, each));
    }
  };
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const bool there = action.kind == sql::ActionKind::AddColumn && action.if_exists &&
                       relation != nullptr && relation->column(action.name) != nullptr;
    if (there) continue;
    if (action.constraint) take(i, *action.constraint, nullptr);
    if (!action.column || action.kind != sql::ActionKind::AddColumn) continue;
    for (const auto& key : action.column->constraints) take(i, key, &*action.column);
  }
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Takes a part of a list out, with one of the commas around it when it is an element of its own.
void cut(std::string& text, Span span, bool element) {
  auto begin = span.offset;
  auto end = span.end();
  while (begin > 0 && is_space(text[begin - 1])) --begin;
  if (element && begin > 0 && text[begin - 1] == ',') {
    --begin;
  } else if (element) {
    while (end < text.size() && is_space(text[end])) ++end;
    if (end < text.size() && text[end] == ',') ++end;
  }
  text.erase(begin, end - begin);
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string{text};
}

/// `FOREIGN KEY (…) REFERENCES …`, without a name.
std::string clause(const Context& context, const ForeignKey& key) {
  const auto text = trimmed(context.script.text(*key.definition));
  sql::Lexer lexer(text);
  sql::Token token;
  while (lexer.next_significant(token)) {
    if (!lexer.is_word(token, "foreign") && !lexer.is_word(token, "references")) continue;
    const auto rest = text.substr(token.span.offset);
    if (key.at_column == nullptr) return rest;
    return "FOREIGN KEY (" + quote_ident(key.at_column->name) + ") " + rest;
  }
  return text;
}

std::string add_to(const Context& context, const ForeignKey& key, const QualifiedName& table) {
  return "ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + quote_ident(name_of(key)) + " " +
         clause(context, key);
}

std::vector<std::string> proved_on(const Context& context, const ForeignKey& key,
                                   const QualifiedName& table) {
  const std::string not_valid = key.definition->not_valid ? "" : " NOT VALID";
  return {add_to(context, key, table) + not_valid,
          "ALTER TABLE " + table.sql() + " VALIDATE CONSTRAINT " + quote_ident(name_of(key))};
}

}  // namespace

const std::vector<ForeignKey>& added_foreign_keys(const Context& context) {
  auto& noted = context.noted.added_foreign_keys;
  if (noted != nullptr) return *noted;
  std::vector<ForeignKey> out;
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    take_created(context, *create, out);
  } else if (const auto* alter = std::get_if<sql::AlterTable>(&context.view)) {
    take_altered(context, *alter, out);
  }
  noted = std::make_shared<const std::vector<ForeignKey>>(std::move(out));
  return *noted;
}

std::string name_of(const ForeignKey& key) {
  if (!key.definition->name.empty()) return std::string{key.definition->name};
  std::string name = key.table.name;
  for (const auto& column : key.columns) name += "_" + column.name;
  return truncate_ident(name + "_fkey");
}

const catalog::Column* referenced_column(const Context& context, const ForeignKey& key,
                                         std::size_t place) {
  const auto* relation = context.before.catalog().relation(key.referenced);
  if (relation == nullptr || place >= key.columns.size()) return nullptr;
  std::string name;
  if (place < key.definition->referenced_columns.size()) {
    name = key.definition->referenced_columns[place];
  } else if (const auto* primary = relation->primary_key();
             primary != nullptr && place < primary->columns.size()) {
    name = primary->columns[place];
  }
  return relation->column(name);
}

std::string alter_to_add(const Context& context, const ForeignKey& key) {
  return add_to(context, key, key.table);
}

std::optional<std::string> without(const Context& context, const std::vector<ForeignKey>& keys) {
  const auto span = context.statement.span();
  std::string text{context.script.text(span)};
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  const auto elements = std::count_if(keys.begin(), keys.end(),
                                      [](const auto& key) { return key.at_column == nullptr; });
  if (alter != nullptr && static_cast<std::size_t>(elements) == alter->actions.size()) {
    return std::nullopt;
  }
  // From the last in the text on, so that the others stay where they are.
  auto last_first = keys;
  std::sort(last_first.begin(), last_first.end(),
            [](const auto& a, const auto& b) { return a.span.offset > b.span.offset; });
  for (const auto& key : last_first) {
    const auto part = trimmed(context.script.text(key.span)).size();
    cut(text, {key.span.offset - span.offset, part}, key.at_column == nullptr);
  }
  return text;
}

const catalog::Constraint* own_key(const catalog::Relation& table,
                                   const std::vector<std::string>& columns,
                                   const QualifiedName& referenced) {
  const catalog::Constraint* found = nullptr;
  for (const auto& each : table.constraints) {
    const bool equal = each.kind == ConstraintKind::ForeignKey && each.columns == columns &&
                       each.referenced == referenced;
    if (equal && (found == nullptr || each.validated)) found = &each;
  }
  return found;
}

std::optional<std::vector<std::string>> proved_key(const Context& context, const ForeignKey& key) {
  const auto& catalog = context.before.catalog();
  const auto* table = catalog.relation(key.table);
  if (!is_partitioned(table) || context.version >= kNotValidOnPartitioned) {
    return proved_on(context, key, key.table);
  }
  std::vector<std::string> columns;
  for (const auto& column : key.columns) columns.push_back(column.name);
  std::vector<std::string> out;
  const auto parts = catalog::descendants(catalog, key.table);
  // Partitions that nothing shows cannot be prepared.
  if (parts.empty()) return std::nullopt;
  for (const auto& each : parts) {
    const auto* part = catalog.relation(each);
    if (part == nullptr || !part->known) return std::nullopt;
    if (is_partitioned(part)) continue;
    const auto* own = own_key(*part, columns, key.referenced);
    if (own == nullptr && part->constraint(name_of(key)) != nullptr) return std::nullopt;
    if (own != nullptr && own->validated) continue;
    auto steps = proved_on(context, key, each);
    if (own != nullptr) {
      steps = {"ALTER TABLE " + each.sql() + " VALIDATE CONSTRAINT " + quote_ident(own->name)};
    }
    out.insert(out.end(), steps.begin(), steps.end());
  }
  // Taking the keys over shuts the referenced table for a moment.
  if (!context.lock_timeout_set()) out.push_back("SET lock_timeout = '2s'");
  out.push_back(alter_to_add(context, key));
  return out;
}

}  // namespace pgstage::lint

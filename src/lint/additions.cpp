#include "pgstage/lint/additions.hpp"

#include <algorithm>
#include <array>

namespace pgstage::lint {
namespace {

/// Where a part of the script stands.
Span span_of(const Context& context, std::string_view part) {
  const auto* begin = context.script.text().data();
  return {static_cast<std::size_t>(part.data() - begin), part.size()};
}

/// The table that a CREATE TABLE makes to stay; nothing when it makes none.
std::optional<QualifiedName> made_table(const Context& context, const sql::CreateTable& create) {
  if (create.persistence == Persistence::Temporary) return std::nullopt;
  auto name = context.before.resolve_new(create.name);
  const bool there = context.before.catalog().relation(name) != nullptr;
  return create.if_not_exists && there ? std::nullopt : std::optional{std::move(name)};
}

/// The table that an ALTER TABLE changes and that is there to stay.
std::optional<QualifiedName> kept_table(const Context& context, const sql::AlterTable& alter) {
  if (alter.object != sql::ObjectKind::Table) return std::nullopt;
  auto name = context.before.resolve(alter.name);
  const auto* found = context.before.catalog().relation(name);
  const bool temporary = found != nullptr && found->persistence == Persistence::Temporary;
  return temporary ? std::nullopt : std::optional{std::move(name)};
}

catalog::Type type_of(const Context& context, const sql::TypeName& type) {
  return catalog::resolve_type(type, context.before.catalog());
}

void take_columns(const Context& context, const QualifiedName& table, const sql::AlterTable& alter,
                  std::vector<NewColumn>& out) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind == sql::ActionKind::AddColumn) {
      const auto& column = *action.column;
      out.push_back(
          {table, column.name, type_of(context, column.type), &column, context.span_of_action(i)});
    } else if (action.kind == sql::ActionKind::ChangeType) {
      out.push_back(
          {table, action.name, type_of(context, action.type), nullptr, context.span_of_action(i)});
    }
  }
}

void take_constraints(const Context& context, const QualifiedName& table,
                      const sql::ColumnDefinition& column, std::vector<NewConstraint>& out) {
  for (const auto& each : column.constraints) {
    out.push_back({table, &each, column.name, span_of(context, context.script.text(each))});
  }
}

void take_constraints(const Context& context, const QualifiedName& table,
                      const sql::AlterTable& alter, std::vector<NewConstraint>& out) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind == sql::ActionKind::AddColumn) {
      take_constraints(context, table, *action.column, out);
    } else if (action.kind == sql::ActionKind::AddConstraint && action.constraint) {
      out.push_back({table, &*action.constraint, {}, context.span_of_action(i)});
    }
  }
}

}  // namespace

std::vector<NewColumn> new_columns(const Context& context) {
  std::vector<NewColumn> out;
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    const auto table = made_table(context, *create);
    if (!table) return out;
    for (const auto& column : create->columns) {
      out.push_back({*table, column.name, type_of(context, column.type), &column,
                     span_of(context, context.script.text(column))});
    }
  } else if (const auto* alter = std::get_if<sql::AlterTable>(&context.view)) {
    const auto table = kept_table(context, *alter);
    if (table) take_columns(context, *table, *alter, out);
  }
  return out;
}

std::vector<NewConstraint> new_constraints(const Context& context) {
  std::vector<NewConstraint> out;
  if (const auto* create = std::get_if<sql::CreateTable>(&context.view)) {
    const auto table = made_table(context, *create);
    if (!table) return out;
    for (const auto& column : create->columns) take_constraints(context, *table, column, out);
    for (const auto& each : create->constraints) {
      out.push_back({*table, &each, {}, span_of(context, context.script.text(each))});
    }
  } else if (const auto* alter = std::get_if<sql::AlterTable>(&context.view)) {
    const auto table = kept_table(context, *alter);
    if (table) take_constraints(context, *table, *alter, out);
  }
  return out;
}

bool is_builtin(const catalog::Type& type, std::string_view name) {
  return type.name.schema == "pg_catalog" && type.name.name == name;
}

bool is_serial(const sql::TypeName& type) {
  constexpr auto kSerials = std::to_array<std::string_view>(
      {"serial", "serial4", "bigserial", "serial8", "smallserial", "serial2"});
  return type.name.schema.empty() &&
         std::find(kSerials.begin(), kSerials.end(), type.name.name) != kSerials.end();
}

}  // namespace pgstage::lint

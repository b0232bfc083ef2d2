// Add a column: bare, or with a default that is kept in the catalog, in one moment; what would read
// or write the table in full comes in steps of its own.
#include <fmt/format.h>

#include "pgstage/catalog/tree.hpp"
#include "pgstage/model/names.hpp"

#include "constraints.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

/// PostgreSQL computes it for every row.
bool computes_value(const sql::ColumnDefinition& column) {
  const bool serial = column.type.name.schema.empty() &&
                      column.type.name.name.find("serial") != std::string_view::npos;
  return serial || column.generated != Generated::None || column.identity != Identity::None;
}

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::AddColumn &&
         !computes_value(*action->column) && change.live(change.table());
}

/// The parts of the definition that decide how it is added.
struct NewColumn {
  QualifiedName table;
  std::string name;
  std::string type;  ///< With COLLATE.
  std::string default_sql;
  bool has_default = false;
  bool volatile_default = false;
};

NewColumn read(const Change& change) {
  const auto& column = *change.action()->column;
  NewColumn out;
  out.table = change.table();
  out.name = std::string{column.name};
  const auto type = catalog::resolve_type(column.type, change.before.catalog());
  out.type = catalog::to_string(type);
  out.has_default = column.default_value && !sql::is_null_constant(column.default_value);
  if (!out.has_default) return out;
  out.default_sql = std::string{change.script.text(column.default_value)};
  const auto facts = sql::facts(column.default_value);
  out.volatile_default =
      catalog::volatility_of(facts, change.before.catalog()).volatility == Volatility::Volatile;
  return out;
}

std::string collation(const sql::ColumnDefinition& column) {
  if (column.collation.name.empty()) return {};
  const QualifiedName name{std::string{column.collation.schema},
                           std::string{column.collation.name}};
  return " COLLATE " + name.sql();
}

Step add_step(const Change& change, const NewColumn& column) {
  const auto& definition = *change.action()->column;
  const std::string alter = "ALTER TABLE " + column.table.sql();
  const std::string name = quote_ident(column.name);
  std::string sql =
      fmt::format("{} ADD COLUMN {} {}{}", alter, name, column.type, collation(definition));
  // In one statement: no row without the default can come in between.
  if (column.volatile_default) {
    sql += fmt::format(", ALTER COLUMN {} SET DEFAULT {}", name, column.default_sql);
  } else if (column.has_default) {
    sql += " DEFAULT " + column.default_sql;
    if (definition.not_null) sql += " NOT NULL";
  }
  return metadata_step(
      change, {.title = fmt::format("Add column \"{}\" to {}", column.name, column.table.sql()),
               .sql = {sql},
               .undo = {fmt::format("{} DROP COLUMN {}", alter, name)},
               .done = column_is(column.table, column.name, column.type)});
}

void fill(const Change& change, const NewColumn& column, Draft& out) {
  const std::string name = quote_ident(column.name);
  out.migrate(backfill_step(change, {.title = fmt::format("Give the old rows of {} a \"{}\"",
                                                          column.table.sql(), column.name),
                                     .table = column.table,
                                     .set = name + " = " + column.default_sql,
                                     .where = name + " IS NULL",
                                     .undo = {}}));
  out.accept("values of " + column_object(column.table, column.name));
  for (const auto& part : catalog::descendants(change.before.catalog(), column.table)) {
    out.accept("values of " + column_object(part, column.name));
  }
}

void wait_for_values(const Change& change, const NewColumn& column, Draft& out) {
  out.gate(PhaseName::Migrate,
           fmt::format("deploy code that fills {} in every row it writes, and fill it in the "
                       "rows that are there",
                       column_object(column.table, column.name)));
  out.migrate(no_nulls_step(change, column.table, column.name));
}

Result<void> write(const Change& change, Draft& out) {
  const auto& definition = *change.action()->column;
  const NewColumn column = read(change);
  out.rely_on(column_object(column.table, column.name));
  out.expand(add_step(change, column));
  if (column.volatile_default) fill(change, column, out);
  const bool still_nullable =
      definition.not_null && (!column.has_default || column.volatile_default);
  if (still_nullable && !column.has_default) wait_for_values(change, column, out);
  if (still_nullable) make_not_null(change, column.table, column.name, out);
  for (const auto& constraint : definition.constraints) {
    if (auto added = add_safely(change, column.table, constraint, column.name, out); !added) {
      return added;
    }
  }
  return {};
}

}  // namespace

extern const Recipe add_column = {.id = "add_column", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

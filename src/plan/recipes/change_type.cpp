// Change the type of a column that is in use. Where nothing is rewritten or read, it is one moment;
// otherwise a column of the new type is filled beside the old one and takes over its name.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "conversion.hpp"
#include "recipe.hpp"
#include "replace_column.hpp"
#include "replaceable.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::ChangeType &&
         change.live(change.table());
}

void in_one_moment(const Change& change, const catalog::Column& column, Draft& out) {
  const auto table = change.table();
  const auto to = catalog::resolve_type(change.action()->type, change.before.catalog());
  const std::string alter = fmt::format("ALTER COLUMN {} ", quote_ident(column.name));
  std::string undo =
      fmt::format("ALTER TABLE {} {}TYPE {}", table.sql(), alter, catalog::to_string(column.type));
  if (column.collation) undo += " COLLATE " + column.collation->sql();
  // It was cast there, and would be cast back.
  if (const auto& usual = column.default_value) {
    undo += fmt::format(", {}DROP DEFAULT, {}SET DEFAULT {}", alter, alter, usual->sql);
  }
  out.expand(metadata_step(
      change, {.title = fmt::format("Widen column \"{}\", which rewrites nothing", column.name),
               .sql = {change.text},
               .undo = {undo},
               .done = column_is(table, column.name, catalog::to_string(to))}));
}

/// Of a family of tables nothing can be taken away first.
std::string way_out(const catalog::Relation& table) {
  const bool family = table.kind == catalog::RelationKind::PartitionedTable || table.is_partition ||
                      table.parent || !table.children.empty();
  if (!family) return "Take that away first, or change the type in a maintenance window.";
  return "Take that away first, or copy the rows to a new table that has the type (CREATE TABLE, "
         "INSERT … SELECT, DROP TABLE: what is written meanwhile is carried over), or change the "
         "type in a maintenance window.";
}

Result<void> beside(const Change& change, const catalog::Column& column, Draft& out) {
  const auto table = change.table();
  if (const auto why = why_not_replaceable(change, table, column.name); !why.empty()) {
    return input_error(fmt::format("the type of column \"{}\" cannot be changed beside it: {}",
                                   column_object(table, column.name), why),
                       way_out(*change.relation(table)));
  }
  const auto to = catalog::resolve_type(change.action()->type, change.before.catalog());
  const auto conversion = conversion_of(change, column, to);
  if (!conversion) return conversion.error();
  std::vector<std::string> columns;
  for (const auto& each : change.relation(table)->columns) {
    columns.push_back(change.lasting(table, each.name));
  }
  const std::string temporary = helper_name("pgstage_new", column.name);
  out.rely_on(column_object(table, temporary));
  out.gate(PhaseName::Contract,
           fmt::format("deploy code that accepts {} as {}, and let clients that keep prepared "
                       "statements reconnect after the contract phase",
                       column_object(table, column.name), catalog::to_string(to)));
  // What only the new type takes can be written when the column has it.
  if (to != column.type) accept_later_use(change, table, out);
  const auto* changed = change.after.catalog().relation(table)->column(column.name);
  return replace_column(change,
                        {.sync = {.number = change.number,
                                  .table = table,
                                  .old_column = column.name,
                                  .new_column = temporary,
                                  .old_type = column.type,
                                  .new_type = to,
                                  .forward = conversion->value,
                                  .columns = std::move(columns),
                                  .certain = conversion->certain,
                                  .both_ways = false},
                         .final_name = column.name,
                         .collation = changed->collation,
                         .check = conversion->check},
                        out);
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const auto* relation = change.relation(table);
  const auto* column = relation == nullptr ? nullptr : relation->column(change.action()->name);
  if (column == nullptr) {
    return input_error(fmt::format("the present type of column \"{}\" is not known",
                                   column_object(table, change.action()->name)),
                       "Give the schema with --schema or --database-url.");
  }
  out.rely_on(column_object(table, column->name));
  const bool free = change.effects.rewrites.empty() && change.effects.scans.empty() &&
                    change.effects.index_builds.empty();
  if (!free) return beside(change, *column, out);
  in_one_moment(change, *column, out);
  return {};
}

}  // namespace

extern const Recipe change_type = {.id = "change_type", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

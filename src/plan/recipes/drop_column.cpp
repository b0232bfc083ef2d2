// Drop a column that running code may use: first nobody has to name it, then nobody names it, then
// it goes.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::DropColumn &&
         change.live(change.table());
}

/// An INSERT that leaves the column out has to succeed as soon as the new code runs.
void let_it_be_left_out(const Change& change, const QualifiedName& table, const std::string& column,
                        Draft& out) {
  const auto* relation = change.relation(table);
  const auto* known = relation == nullptr ? nullptr : relation->column(column);
  if (known == nullptr || !known->not_null || known->default_value ||
      known->identity != Identity::None) {
    return;
  }
  const auto* key = relation->primary_key();
  if (key != nullptr &&
      std::find(key->columns.begin(), key->columns.end(), column) != key->columns.end()) {
    return;
  }
  const std::string alter =
      fmt::format("ALTER TABLE {} ALTER COLUMN {}", table.sql(), quote_ident(column));
  out.expand(
      metadata_step(change, {.title = fmt::format("Let inserts leave out column \"{}\"", column),
                             .sql = {alter + " DROP NOT NULL"},
                             .undo = {alter + " SET NOT NULL"},
                             .done = column_not_null(table, column, false)}));
}

/// Until the column is gone, rows that it points to cannot go.
void accept_references(const Change& change, const QualifiedName& table, const std::string& column,
                       Draft& out) {
  const auto* relation = change.relation(table);
  if (relation == nullptr) return;
  for (const auto& each : relation->constraints) {
    const bool points =
        each.kind == ConstraintKind::ForeignKey &&
        std::find(each.columns.begin(), each.columns.end(), column) != each.columns.end();
    if (points) accept_later_use(change, each.referenced, out);
  }
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const auto& action = *change.action();
  const std::string column{action.name};
  const std::string object = column_object(table, column);
  out.rely_on(object);
  let_it_be_left_out(change, table, column, out);
  accept_references(change, table, column, out);
  out.gate(PhaseName::Contract,
           fmt::format("deploy code that neither reads nor writes {}, and keep a backup: its "
                       "data will be gone",
                       object));
  out.contract_for_good(metadata_step(
      change, {.title = fmt::format("Drop column \"{}\" of {}", column, table.sql()),
               .sql = {fmt::format("ALTER TABLE {} DROP COLUMN {}{}{}", table.sql(),
                                   action.if_exists ? "IF EXISTS " : "", quote_ident(column),
                                   action.cascade ? " CASCADE" : "")},
               .undo = {},
               .done = column_absent(table, column)}));
  return {};
}

}  // namespace

extern const Recipe drop_column = {.id = "drop_column", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

// Add a column that PostgreSQL computes. A virtual one is computed when it is read; a stored one is
// written into every row at once, and no column can be made one later.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "clause_text.hpp"
#include "quiet_hour.hpp"
#include "rebuild.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::AddColumn &&
         action->column->generated != Generated::None && change.live(change.table());
}

/// A constraint in the column's definition would be named after the table that it is made in.
std::string why_not_beside(const Change& change, const QualifiedName& table) {
  const auto& column = *change.action()->column;
  const bool named = column.not_null && not_null_has_a_name(change);
  if (!column.constraints.empty() || named) return "the new column brings a constraint with it";
  return why_not_rebuilt(change, table);
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const auto& column = *change.action()->column;
  const auto* relation = change.relation(table);
  if (relation != nullptr && relation->column(column.name) != nullptr) return {};
  out.rely_on(column_object(table, column.name));
  const auto type = catalog::resolve_type(column.type, change.before.catalog());
  Step step = metadata_step(
      change, {.title = fmt::format("Add generated column \"{}\" to {}", column.name, table.sql()),
               .sql = {change.text},
               .undo = {fmt::format("ALTER TABLE {} DROP COLUMN {}", table.sql(),
                                    quote_ident(column.name))},
               .done = column_is(table, column.name, catalog::to_string(type))});
  if (change.effects.rewrites.empty() && change.effects.scans.empty()) {
    out.expand(std::move(step));
    return {};
  }
  const auto why = why_not_beside(change, table);
  if (!why.empty()) {
    in_quiet_hour(
        change, {table}, std::move(step),
        "An index on the expression, a view, or a plain column that a trigger keeps would "
        "do without. " +
            not_beside_itself(why),
        out);
    return {};
  }
  out.gate(PhaseName::Migrate,
           fmt::format("deploy code that writes to {} only rows that \"{}\" can be computed from",
                       table.sql(), column.name));
  rebuild(change, table, action_text(change.text), out);
  out.delay(PhaseName::Migrate);
  return {};
}

}  // namespace

extern const Recipe add_generated_column = {
    .id = "add_generated_column", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

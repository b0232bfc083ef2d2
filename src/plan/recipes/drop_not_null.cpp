// Let a column of a table in use be NULL. Code that reads it has to know that before the first NULL
// is there.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::DropNotNull &&
         change.live(change.table()) && !change.is_new_column(change.table(), action->name);
}

std::string name_of_not_null(const Change& change, const QualifiedName& table,
                             std::string_view column) {
  const auto* relation = change.relation(table);
  if (relation != nullptr) {
    for (const auto& constraint : relation->constraints) {
      const bool this_one = constraint.kind == ConstraintKind::NotNull &&
                            constraint.columns == std::vector{std::string{column}};
      if (this_one) return constraint.name;
    }
  }
  return not_null_name(table, column);
}

/// Proved before it is demanded, so that nobody waits for the proof.
std::vector<std::string> back(const Change& change, const QualifiedName& table,
                              std::string_view column) {
  const std::string alter = "ALTER TABLE " + table.sql();
  const std::string quoted = quote_ident(column);
  if (not_null_has_a_name(change)) {
    const std::string name = quote_ident(name_of_not_null(change, table, column));
    return {fmt::format("{} ADD CONSTRAINT {} NOT NULL {} NOT VALID", alter, name, quoted),
            fmt::format("{} VALIDATE CONSTRAINT {}", alter, name)};
  }
  const std::string check = quote_ident(helper_name("pgstage_not_null", table.name, column));
  return {
      fmt::format("{} ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID", alter, check, quoted),
      fmt::format("{} VALIDATE CONSTRAINT {}", alter, check),
      fmt::format("{} ALTER COLUMN {} SET NOT NULL", alter, quoted),
      fmt::format("{} DROP CONSTRAINT {}", alter, check)};
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const std::string column{change.action()->name};
  const auto* relation = change.relation(table);
  const auto* known = relation == nullptr ? nullptr : relation->column(column);
  if (known != nullptr && !known->not_null) return {};
  const std::string object = column_object(table, column);
  out.rely_on(object);
  out.gate(
      PhaseName::Migrate,
      fmt::format("deploy code that takes NULL where it reads {}, but writes none yet", object));
  Step step = metadata_step(
      change, {.title = fmt::format("Let column \"{}\" of {} be NULL", column, table.sql()),
               .sql = {change.text},
               .undo = back(change, table, column),
               .done = column_not_null(table, column, false)});
  step.undo_transaction = false;
  out.migrate(std::move(step));
  return {};
}

}  // namespace

extern const Recipe drop_not_null = {.id = "drop_not_null", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

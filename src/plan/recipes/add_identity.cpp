// Make a column an identity column. Where it is GENERATED ALWAYS, code that gives it a value fails
// from then on.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "recipe.hpp"
#include "steps.hpp"
#include "words_of.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* action = change.action();
  return action != nullptr && action->kind == sql::ActionKind::AddIdentity &&
         change.live(change.table());
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.table();
  const std::string column{change.action()->name};
  const std::string object = column_object(table, column);
  out.rely_on(object);
  Step step = metadata_step(
      change,
      {.title = fmt::format("Make column \"{}\" of {} an identity column", column, table.sql()),
       .sql = {change.text},
       .undo = {fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP IDENTITY", table.sql(),
                            quote_ident(column))},
       .done = fmt::format("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a WHERE "
                           "a.attrelid = to_regclass({}) AND a.attname = {} AND "
                           "a.attidentity <> '')",
                           quote_literal(table.sql()), quote_literal(column))});
  if (!words_of(change.text).contains("always")) {
    out.expand(std::move(step));
    return {};
  }
  out.gate(PhaseName::Contract, fmt::format("deploy code that gives {} no value", object));
  out.contract(std::move(step));
  return {};
}

}  // namespace

extern const Recipe add_identity = {.id = "add_identity", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

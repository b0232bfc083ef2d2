// Drop a table that running code may use. Its foreign keys go first, one by one, so that no more
// than two tables are locked at a time.
#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* drop = std::get_if<sql::Drop>(&change.view);
  if (drop == nullptr || drop->object != sql::ObjectKind::Table) return false;
  for (const auto& name : drop->names) {
    if (change.live(change.before.resolve(name))) return true;
  }
  return false;
}

void drop_foreign_keys(const Change& change, const QualifiedName& table, Draft& out) {
  const auto* relation = change.relation(table);
  if (relation == nullptr) return;
  for (const auto& constraint : relation->constraints) {
    if (constraint.kind != ConstraintKind::ForeignKey) continue;
    out.contract_for_good(metadata_step(
        change,
        {.title = fmt::format("Drop foreign key \"{}\" of {}", constraint.name, table.sql()),
         .sql = {fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", table.sql(),
                             quote_ident(constraint.name))},
         .undo = {},
         .done = constraint_absent(table, constraint.name)}));
    // Until then rows that it points to cannot go.
    if (constraint.referenced != table) accept_later_use(change, constraint.referenced, out);
  }
}

Result<void> write(const Change& change, Draft& out) {
  const auto& drop = std::get<sql::Drop>(change.view);
  for (const auto& name : drop.names) {
    const auto table = change.before.resolve(name);
    out.rely_on(table.sql());
    out.gate(PhaseName::Contract,
             fmt::format("deploy code that does not use table {}, and keep a backup: its data "
                         "will be gone",
                         table.sql()));
    drop_foreign_keys(change, table, out);
    out.contract_for_good(metadata_step(
        change, {.title = fmt::format("Drop table {}", table.sql()),
                 .sql = {fmt::format("DROP TABLE {}{}{}", drop.if_exists ? "IF EXISTS " : "",
                                     table.sql(), drop.cascade ? " CASCADE" : "")},
                 .undo = {},
                 .done = relation_absent(table)}));
  }
  return {};
}

}  // namespace

extern const Recipe drop_table = {.id = "drop_table", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

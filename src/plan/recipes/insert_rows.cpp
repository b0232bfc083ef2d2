// Put rows into a table that is in use. Their keys are kept until the contract phase, so that just
// these rows can be taken out again.
#include <utility>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "kept_rows.hpp"
#include "keys.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* query = std::get_if<sql::Query>(&change.view);
  if (query == nullptr || query->verb != sql::Query::Verb::Insert) return false;
  const auto table = change.before.resolve(query->target);
  // ON CONFLICT DO UPDATE overwrites what only a row by row look could put aside.
  return change.live(table) && can_keep_rows(change, table) && query->resolved.empty() &&
         !query->returning;
}

Result<void> write(const Change& change, Draft& out) {
  const auto table = change.before.resolve(std::get<sql::Query>(change.view).target);
  const auto key = column_list(change.relation(table)->primary_key()->columns);
  const QualifiedName added{
      table.schema, helper_name("pgstage_added", table.name, std::to_string(change.number))};
  out.rely_on(table.sql());
  out.rely_on(added.sql());
  Step put = metadata_step(
      change,
      {.title = fmt::format("Put rows into {} and keep their keys", table.sql()),
       .sql = {fmt::format("CREATE TABLE {} AS SELECT {} FROM {} WITH NO DATA", added.sql(), key,
                           table.sql()),
               fmt::format("WITH pgstage_row AS ({} RETURNING {}) INSERT INTO {} SELECT {} FROM "
                           "pgstage_row",
                           change.text, key, added.sql(), key)},
       .undo = {fmt::format("DELETE FROM {} WHERE ({}) IN (SELECT {} FROM {})", table.sql(), key,
                            key, added.sql()),
                "DROP TABLE " + added.sql()},
       .done = relation_exists(added, catalog::RelationKind::Table)});
  // Inside WITH it locks what it locks as written, the tables it references among them.
  for (const auto& lock : change.effects.locks) put.locks[lock.relation.sql()] = lock.mode;
  out.expand(std::move(put));
  out.gate(PhaseName::Contract,
           fmt::format("make sure that the new rows of {} are right: which they are will be "
                       "forgotten",
                       table.sql()));
  out.contract_for_good(
      metadata_step(change, {.title = fmt::format("Forget which rows of {} are new", table.sql()),
                             .sql = {"DROP TABLE " + added.sql()},
                             .undo = {},
                             .done = relation_absent(added)}));
  return {};
}

}  // namespace

extern const Recipe insert_rows = {.id = "insert_rows", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

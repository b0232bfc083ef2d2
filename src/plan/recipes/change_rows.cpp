// UPDATE or DELETE of an unknown number of rows: in chunks by heap blocks, each a transaction. A
// chunk may see a row twice, since an updated row moves; so the statement has to mean the same when
// it is run again.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "kept_rows.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

/// A key, or a list of them: few rows, and no walk over the table.
bool names_its_rows(const sql::Query& query, const catalog::Relation* table) {
  for (const auto& term : sql::terms(query.where)) {
    const bool value = term.kind == sql::Term::Kind::Equal || term.kind == sql::Term::Kind::InList;
    if (!value || table == nullptr) continue;
    for (const auto& index : table->indexes) {
      if (index.unique && index.columns.size() == 1 && index.columns[0] == term.column) return true;
    }
  }
  return false;
}

bool fits(const Change& change) {
  const auto* query = std::get_if<sql::Query>(&change.view);
  if (query == nullptr) return false;
  const bool changes =
      query->verb == sql::Query::Verb::Update || query->verb == sql::Query::Verb::Delete;
  const auto table = change.before.resolve(query->target);
  if (!changes || !change.live(table)) return false;
  return !names_its_rows(*query, change.relation(table));
}

/// Nothing that is assigned is read to compute it, so a second run gives the same.
bool can_be_run_again(const sql::Query& query) {
  for (const auto& value : query.values) {
    for (const auto column : sql::facts(value).columns) {
      const bool assigned =
          std::find(query.assigned.begin(), query.assigned.end(), column) != query.assigned.end();
      if (assigned) return false;
    }
  }
  return true;
}

std::string set_clause(const Change& change, const sql::Query& query) {
  std::string out;
  for (std::size_t i = 0; i < query.assigned.size(); ++i) {
    out += (out.empty() ? "" : ", ") + quote_ident(query.assigned[i]) + " = " +
           std::string{change.script.text(query.values[i])};
  }
  return out;
}

/// Whether what the statement overwrites was made by this very plan, so that undoing that undoes
/// it.
bool only_new_columns(const Change& change, const QualifiedName& table, const sql::Query& query) {
  return query.verb == sql::Query::Verb::Update &&
         std::all_of(query.assigned.begin(), query.assigned.end(),
                     [&](auto column) { return change.is_new_column(table, column); });
}

std::string title_of(const QualifiedName& table, bool update) {
  return fmt::format("{} rows of {} in chunks", update ? "Update" : "Delete", table.sql());
}

Result<void> refuse_what_cannot_be_cut(const sql::Query& query) {
  if (query.has_source || query.has_with || query.returning) {
    return input_error(
        "a data change with FROM, USING, WITH or RETURNING cannot be cut into chunks",
        "Write it with a subquery in SET or WHERE, or run it by itself.");
  }
  if (query.verb == sql::Query::Verb::Update && !can_be_run_again(query)) {
    return input_error("this UPDATE computes a column from itself, so a chunk cannot be run twice",
                       "Write the result into a new column, or add a condition that is false for "
                       "rows that are done.");
  }
  return {};
}

Result<void> write(const Change& change, Draft& out) {
  const auto& query = std::get<sql::Query>(change.view);
  if (auto refused = refuse_what_cannot_be_cut(query); !refused) return refused;
  const auto table = change.before.resolve(query.target);
  const bool update = query.verb == sql::Query::Verb::Update;
  out.rely_on(table.sql());
  const RowChange rows{
      .title = title_of(table, update),
      .table = table,
      .columns = {query.assigned.begin(), query.assigned.end()},
      .set = update ? set_clause(change, query) : "",
      .where = query.where ? std::string{change.script.text(query.where)} : "true"};
  if (!only_new_columns(change, table, query) && can_keep_rows(change, table)) {
    change_and_keep_rows(change, rows, out);
    return {};
  }
  Step step = backfill_step(
      change,
      {.title = rows.title, .table = table, .set = rows.set, .where = rows.where, .undo = {}});
  // Rows that still match the condition after their update are no sign of work left.
  if (update) step.chunks->remaining.clear();
  const bool for_good = !only_new_columns(change, table, query);
  out.migrate(std::move(step));
  out.entries().back().irreversible = for_good;
  return {};
}

}  // namespace

extern const Recipe change_rows = {.id = "change_rows", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

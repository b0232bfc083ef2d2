// UPDATE or DELETE of an unknown number of rows: in chunks, each a transaction. By a key, each row
// is met once. By heap blocks a chunk may see a row twice, since an updated row moves, or not at
// all, since others move rows as well; so the statement has to mean the same when it is run again,
// and what remains is walked over once more.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "following.hpp"
#include "kept_rows.hpp"
#include "recipe.hpp"
#include "row_terms.hpp"
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
  // Without a key to keep its few rows by, it is run as it was written.
  return can_keep_rows(change, table) || !names_its_rows(*query, change.relation(table));
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

std::string title_of(const QualifiedName& table, bool update, bool at_once) {
  return fmt::format("{} rows of {}{}", update ? "Update" : "Delete", table.sql(),
                     at_once ? "" : " in chunks");
}

Result<void> refuse_what_cannot_be_cut(const sql::Query& query) {
  if (query.has_source || query.has_with || query.returning) {
    return input_error(
        "a data change with FROM, USING, WITH or RETURNING cannot be cut into chunks",
        "Write it with a subquery in SET or WHERE, or run it by itself.");
  }
  if (query.assigns_parts) {
    return input_error(
        "an UPDATE that assigns a row, an array element or a field cannot be cut into chunks",
        "Assign whole columns, one by one.");
  }
  return {};
}

RowChange pieces(const Change& change, const sql::Query& query) {
  const auto table = change.before.resolve(query.target);
  const bool update = query.verb == sql::Query::Verb::Update;
  const bool at_once = names_its_rows(query, change.relation(table));
  const std::string alias = query.alias.empty() ? "" : quote_ident(query.alias);
  return {.title = title_of(table, update, at_once),
          .table = table,
          .target = fmt::format("{}{}{}{}", query.only ? "ONLY " : "", table.sql(),
                                alias.empty() ? "" : " AS ", alias),
          .reference = alias.empty() ? table.sql() : alias,
          .columns = {query.assigned.begin(), query.assigned.end()},
          .set = update ? set_clause(change, query) : "",
          .where = query.where ? std::string{change.script.text(query.where)} : "true",
          .at_once = at_once};
}

/// The condition that a row is not yet what the statement makes of it. Empty: that cannot be told.
std::string not_done(const Change& change, const sql::Query& query, const RowChange& rows) {
  const auto* table = change.relation(rows.table);
  std::string out;
  for (std::size_t i = 0; i < query.assigned.size(); ++i) {
    const auto* column = table == nullptr ? nullptr : table->column(query.assigned[i]);
    const auto facts = sql::facts(query.values[i]);
    const auto volatility = catalog::volatility_of(facts, change.before.catalog()).volatility;
    const std::string value{change.script.text(query.values[i])};
    const bool is_default = sql::is_default(query.values[i]);
    if (column == nullptr || volatility == Volatility::Volatile || is_default) return {};
    out += (out.empty() ? "" : " OR ") +
           differ(column->type, rows.reference + "." + quote_ident(column->name),
                  fmt::format("({})::{}", value, catalog::to_string(column->type)));
  }
  return out;
}

/// Nothing is put aside; what undoes the step that made the columns undoes this as well.
Result<void> change_in_place(const Change& change, const sql::Query& query, const RowChange& rows,
                             Draft& out) {
  const bool update = query.verb == sql::Query::Verb::Update;
  if (update && !can_be_run_again(query)) {
    return input_error("this UPDATE computes a column from itself, so a chunk cannot be run twice",
                       "Give the table a primary key, write the result into a new column, or add "
                       "a condition that is false for rows that are done.");
  }
  const auto key = update ? walkable_key(change, rows) : std::string{};
  const auto wanted = update && key.empty() ? not_done(change, query, rows) : std::string{};
  Step step = backfill_step(
      change,
      {.title = rows.title,
       .table = rows.table,
       .set = rows.set,
       .where = wanted.empty() ? rows.where : fmt::format("({}) AND ({})", rows.where, wanted),
       .undo = {},
       .target = rows.target,
       .quiet = false,
       .key = key,
       .reference = rows.reference});
  // Rows that still match the person's condition after their update are no sign of work left.
  if (update && wanted.empty()) step.chunks->remaining.clear();
  step.chunks->others_add = update;
  out.migrate(std::move(step));
  out.entries().back().irreversible = !only_new_columns(change, rows.table, query);
  return {};
}

Result<void> write(const Change& change, Draft& out) {
  const auto& query = std::get<sql::Query>(change.view);
  if (auto refused = refuse_what_cannot_be_cut(query); !refused) return refused;
  const RowChange rows = pieces(change, query);
  out.rely_on(rows.table.sql());
  if (const auto followed = following(change, query)) follow(change, *followed, out);
  if (only_new_columns(change, rows.table, query) || !can_keep_rows(change, rows.table)) {
    return change_in_place(change, query, rows, out);
  }
  change_and_keep_rows(change, rows, out);
  return {};
}

}  // namespace

extern const Recipe change_rows = {.id = "change_rows", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

#include "kept_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

/// The names that one change of rows is written with.
struct Names {
  std::string table;
  QualifiedName kept;
  std::vector<std::string> key;      ///< Columns of the primary key.
  std::vector<std::string> columns;  ///< Columns whose old values are kept, the key not among them.
};

std::string list(const std::vector<std::string>& columns, std::string_view prefix = "") {
  std::string out;
  for (const auto& column : columns) {
    out += (out.empty() ? "" : ", ") + std::string{prefix} + quote_ident(column);
  }
  return out;
}

/// `t.id = k.id AND …`
std::string same_key(const Names& names, std::string_view a, std::string_view b) {
  std::string out;
  for (const auto& column : names.key) {
    const std::string quoted = quote_ident(column);
    out += fmt::format("{}{}{} = {}{}", out.empty() ? "" : " AND ", a, quoted, b, quoted);
  }
  return out;
}

Names names_of(const Change& change, const RowChange& rows) {
  const auto* table = change.relation(rows.table);
  Names names{.table = rows.table.sql(),
              .kept = {rows.table.schema, helper_name("pgstage_kept", rows.table.name,
                                                      std::to_string(change.origin.line))},
              .key = table->primary_key()->columns,
              .columns = {}};
  for (const auto& column : table->columns) {
    const bool in_key =
        std::find(names.key.begin(), names.key.end(), column.name) != names.key.end();
    const bool assigned = rows.set.empty() || std::find(rows.columns.begin(), rows.columns.end(),
                                                        column.name) != rows.columns.end();
    if (!in_key && assigned && column.generated == Generated::None) {
      names.columns.push_back(column.name);
    }
  }
  return names;
}

std::string all_columns(const Names& names, std::string_view prefix = "") {
  std::string out = list(names.key, prefix);
  if (!names.columns.empty()) out += ", " + list(names.columns, prefix);
  return out;
}

Step make_table(const Change& change, const Names& names) {
  return metadata_step(change,
                       {.title = fmt::format("Make a table for the old rows of {}", names.table),
                        .sql = {fmt::format("CREATE TABLE {} AS SELECT {} FROM {} WITH NO DATA",
                                            names.kept.sql(), all_columns(names), names.table),
                                fmt::format("ALTER TABLE {} ADD PRIMARY KEY ({})", names.kept.sql(),
                                            list(names.key))},
                        .undo = {"DROP TABLE " + names.kept.sql()},
                        .done = relation_exists(names.kept, catalog::RelationKind::Table)});
}

std::string put_back(const RowChange& rows, const Names& names) {
  if (rows.set.empty()) {
    return fmt::format(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} ON CONFLICT "
        "DO NOTHING",
        names.table, all_columns(names), all_columns(names), names.kept.sql());
  }
  std::string set;
  for (const auto& column : names.columns) {
    const std::string quoted = quote_ident(column);
    set += fmt::format("{}{} = kept.{}", set.empty() ? "" : ", ", quoted, quoted);
  }
  return fmt::format("UPDATE {} AS t SET {} FROM {} AS kept WHERE {}", names.table, set,
                     names.kept.sql(), same_key(names, "t.", "kept."));
}

/// The old rows are locked first, so that what is kept is what is overwritten. A row that is met
/// again keeps the value it had at first.
std::string keeping(const std::string& chunk_statement, const RowChange& rows, const Names& names) {
  const auto where = chunk_statement.find(" WHERE ctid >= ");
  return fmt::format(
      "WITH chunk AS MATERIALIZED (SELECT {} FROM {}{} FOR UPDATE), kept AS (INSERT INTO {} ({}) "
      "SELECT {} FROM chunk ON CONFLICT DO NOTHING) {}",
      all_columns(names), names.table, chunk_statement.substr(where), names.kept.sql(),
      all_columns(names), all_columns(names),
      rows.set.empty() ? chunk_statement
                       : fmt::format("UPDATE {} SET {}{}", names.table, rows.set,
                                     chunk_statement.substr(where)));
}

}  // namespace

bool can_keep_rows(const Change& change, const QualifiedName& table) {
  const auto* found = change.relation(table);
  return found != nullptr && found->known && found->primary_key() != nullptr;
}

void change_and_keep_rows(const Change& change, const RowChange& rows, Draft& out) {
  const Names names = names_of(change, rows);
  Step step = backfill_step(change, {.title = rows.title,
                                     .table = rows.table,
                                     .set = rows.set,
                                     .where = rows.where,
                                     .undo = {put_back(rows, names)}});
  step.sql = {keeping(step.sql.front(), rows, names)};
  // Rows that still match the condition after their update are no sign of work left.
  if (!rows.set.empty()) step.chunks->remaining.clear();
  out.rely_on(names.kept.sql());
  out.migrate(make_table(change, names));
  out.migrate(std::move(step));
  out.gate(PhaseName::Contract,
           fmt::format("make sure that the changed rows of {} are right, and keep a backup: what "
                       "they were will be gone",
                       names.table));
  out.contract_for_good(
      metadata_step(change, {.title = fmt::format("Drop the old rows of {}", names.table),
                             .sql = {"DROP TABLE " + names.kept.sql()},
                             .undo = {},
                             .done = relation_absent(names.kept)}));
}

}  // namespace pgstage::plan

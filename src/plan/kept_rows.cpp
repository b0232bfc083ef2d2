#include "kept_rows.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

#include "row_terms.hpp"
#include "steps.hpp"
#include "sync.hpp"

namespace pgstage::plan {
namespace {

using catalog::Column;

/// The names that one change of rows is written with.
struct Names {
  QualifiedName kept;
  std::vector<std::string> key;  ///< Columns of the primary key.
  std::vector<Column> columns;   ///< Columns whose old values are kept, the key not among them.
};

constexpr auto kNameOf = [](const Column& column) { return column.name; };
constexpr auto kNewNameOf = [](const Column& column) {
  return helper_name("pgstage_new", column.name);
};

std::vector<std::string> mapped(const std::vector<Column>& columns, auto name) {
  std::vector<std::string> out;
  std::transform(columns.begin(), columns.end(), std::back_inserter(out), name);
  return out;
}

std::string list(const std::vector<std::string>& columns, std::string_view prefix = "") {
  std::string out;
  for (const auto& column : columns) {
    out += fmt::format("{}{}{}", out.empty() ? "" : ", ", prefix, quote_ident(column));
  }
  return out;
}

std::string joined(const std::string& a, const std::string& b) {
  return a + (a.empty() || b.empty() ? "" : ", ") + b;
}

std::string key_and_old(const Names& names, std::string_view prefix = "") {
  return joined(list(names.key, prefix), list(mapped(names.columns, kNameOf), prefix));
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Names names_of(const Change& change, const RowChange& rows) {
  const auto* table = change.relation(rows.table);
  Names names{.kept = {rows.table.schema,
                       helper_name("pgstage_kept", rows.table.name, std::to_string(change.number))},
              .key = table->primary_key()->columns,
              .columns = {}};
  for (const auto& column : table->columns) {
    const bool changed = rows.set.empty() || contains(rows.columns, column.name);
    if (changed && !contains(names.key, column.name) &&
        column.generated == catalog::Generated::None) {
      names.columns.push_back(column);
    }
  }
  return names;
}

Step make_table(const Change& change, const RowChange& rows, const Names& names) {
  std::string columns = key_and_old(names);
  if (!rows.set.empty()) {
    for (const auto& column : names.columns) {
      columns +=
          fmt::format(", {} AS {}", quote_ident(column.name), quote_ident(kNewNameOf(column)));
    }
  }
  const std::string table = rows.table.sql();
  const std::string kept = names.kept.sql();
  return metadata_step(
      change, {.title = fmt::format("Make a table for the old rows of {}", table),
               .sql = {fmt::format("CREATE TABLE {} AS SELECT {} FROM {} WITH NO DATA", kept,
                                   columns, table),
                       fmt::format("ALTER TABLE {} ADD PRIMARY KEY ({})", kept, list(names.key))},
               .undo = {"DROP TABLE " + kept},
               .done = relation_exists(names.kept, catalog::RelationKind::Table)});
}

std::string put_back(const RowChange& rows, const Names& names) {
  const std::string kept = names.kept.sql();
  if (rows.set.empty()) {
    return fmt::format(
        "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} ON CONFLICT DO NOTHING",
        rows.table.sql(), key_and_old(names), key_and_old(names), kept);
  }
  std::string set;
  std::string untouched;
  for (const auto& column : names.columns) {
    const std::string name = quote_ident(column.name);
    set += fmt::format("{0}{1} = kept.{1}", set.empty() ? "" : ", ", name);
    untouched += fmt::format(" AND NOT ({})", differ(column.type, "t." + name,
                                                     "kept." + quote_ident(kNewNameOf(column))));
  }
  return fmt::format("UPDATE {} AS t SET {} FROM {} AS kept WHERE {}{}", rows.table.sql(), set,
                     kept, same_key(names.key, "t", "kept"), untouched);
}

/// Foreign keys are triggers too, so a column of theirs is put back with them.
std::vector<std::string> undo_of(const Change& change, const RowChange& rows, const Names& names) {
  const auto& constraints = change.relation(rows.table)->constraints;
  const bool is_key = std::any_of(constraints.begin(), constraints.end(), [&](const auto& each) {
    return each.kind == ConstraintKind::ForeignKey &&
           std::any_of(each.columns.begin(), each.columns.end(),
                       [&](const auto& column) { return contains(rows.columns, column); });
  });
  if (rows.set.empty() || is_key) return {put_back(rows, names)};
  return {no_user_triggers(), put_back(rows, names)};
}

std::string delete_and_keep(const RowChange& rows, const Names& names, const std::string& range) {
  return fmt::format(
      "WITH gone AS (DELETE FROM {} WHERE {} AND ({}) RETURNING {}) INSERT INTO {} ({}) SELECT {} "
      "FROM gone ON CONFLICT DO NOTHING",
      rows.target, range, rows.where, key_and_old(names, rows.reference + "."), names.kept.sql(),
      key_and_old(names), key_and_old(names));
}

/// The old values come from a locked row, so that they are those that the UPDATE overwrites.
std::string update_and_keep(const RowChange& rows, const Names& names, const std::string& range) {
  const std::string own = rows.reference + ".";
  const auto columns = mapped(names.columns, kNameOf);
  return fmt::format(
      "WITH pgstage_chunk AS MATERIALIZED (SELECT {own_all} FROM {target} WHERE {range} AND "
      "({where}) AND NOT EXISTS (SELECT FROM {kept} AS pgstage_kept WHERE {same_key}) FOR UPDATE), "
      "pgstage_changed AS (UPDATE {target} SET {set} WHERE {range} AND ({own_key}) IN (SELECT "
      "{key} "
      "FROM pgstage_chunk) RETURNING {own_all}) INSERT INTO {kept} ({all}, {new}) SELECT "
      "{old_values}, {new_values} FROM pgstage_chunk JOIN pgstage_changed USING ({key})",
      fmt::arg("target", rows.target), fmt::arg("set", rows.set), fmt::arg("where", rows.where),
      fmt::arg("range", range), fmt::arg("kept", names.kept.sql()),
      fmt::arg("key", list(names.key)), fmt::arg("own_key", list(names.key, own)),
      fmt::arg("same_key", same_key(names.key, "pgstage_kept", rows.reference)),
      fmt::arg("all", key_and_old(names)), fmt::arg("own_all", key_and_old(names, own)),
      fmt::arg("new", list(mapped(names.columns, kNewNameOf))),
      fmt::arg("old_values", key_and_old(names, "pgstage_chunk.")),
      fmt::arg("new_values", list(columns, "pgstage_changed.")));
}

Step change_at_once(const Change& change, const RowChange& rows, const Names& names) {
  return metadata_step(change, {.title = rows.title,
                                .sql = {rows.set.empty() ? delete_and_keep(rows, names, "true")
                                                         : update_and_keep(rows, names, "true")},
                                .undo = undo_of(change, rows, names),
                                .done = {}});
}

/// Among blocks, rows that others have moved to where the walk has been.
std::string not_kept(const RowChange& rows, const Names& names, const std::string& range) {
  return fmt::format(
      "SELECT count(*) FROM {} WHERE {} AND ({}) AND NOT EXISTS (SELECT FROM {} AS pgstage_kept "
      "WHERE {})",
      rows.target, range, rows.where, names.kept.sql(),
      same_key(names.key, "pgstage_kept", rows.reference));
}

Step change_in_chunks(const Change& change, const RowChange& rows, const Names& names) {
  const std::string key = walkable_key(change, rows);
  const std::string range =
      key.empty() ? block_range() : key_range(rows.reference + "." + quote_ident(key));
  Step step;
  step.kind = StepKind::Backfill;
  step.title = rows.title;
  step.sql = {rows.set.empty() ? delete_and_keep(rows, names, range)
                               : update_and_keep(rows, names, range)};
  step.undo = undo_of(change, rows, names);
  step.chunks = Chunks{.table = rows.table.sql(),
                       .walk = key.empty() ? Walk::Blocks : Walk::Key,
                       .key = key.empty() ? "" : quote_ident(key),
                       .remaining = {},
                       .quiet = false};
  if (key.empty()) step.chunks->remaining = not_kept(rows, names, range);
  step.chunks->others_add = true;
  step.from = change.origin;
  return step;
}

}  // namespace

std::string no_user_triggers() {
  return "SELECT pg_catalog.set_config('session_replication_role', 'replica', true) FROM "
         "pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper";
}

bool can_keep_rows(const Change& change, const QualifiedName& table) {
  const auto* found = change.relation(table);
  return found != nullptr && found->known && found->primary_key() != nullptr;
}

std::string walkable_key(const Change& change, const RowChange& rows) {
  const auto* table = change.relation(rows.table);
  const auto* primary = table == nullptr ? nullptr : table->primary_key();
  if (primary == nullptr || primary->columns.size() != 1) return {};
  const auto& key = primary->columns.front();
  if (contains(rows.columns, key)) return {};
  const std::string type = catalog::to_string(table->column(key)->type);
  return type == "integer" || type == "bigint" || type == "smallint" ? key : std::string{};
}

void change_and_keep_rows(const Change& change, const RowChange& rows, Draft& out) {
  const Names names = names_of(change, rows);
  out.rely_on(names.kept.sql());
  out.migrate(make_table(change, rows, names));
  out.migrate(rows.at_once ? change_at_once(change, rows, names)
                           : change_in_chunks(change, rows, names));
  out.gate(PhaseName::Contract,
           fmt::format("make sure that the changed rows of {} are right, and keep a backup: what "
                       "they were will be gone",
                       rows.table.sql()));
  out.contract_for_good(
      metadata_step(change, {.title = fmt::format("Drop the old rows of {}", rows.table.sql()),
                             .sql = {"DROP TABLE " + names.kept.sql()},
                             .undo = {},
                             .done = relation_absent(names.kept)}));
}

}  // namespace pgstage::plan

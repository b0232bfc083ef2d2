#include "replace_column.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "steps.hpp"

namespace pgstage::plan {
namespace {

using catalog::Column;

void expand(const Change& change, const Sync& sync, const Column& old, Draft& out) {
  const std::string table = sync.table.sql();
  const std::string name = quote_ident(sync.new_column);
  const std::string collate = old.collation ? " COLLATE " + old.collation->sql() : "";
  std::vector<std::string> sql = {fmt::format("ALTER TABLE {} ADD COLUMN {} {}{}", table, name,
                                              catalog::to_string(sync.new_type), collate)};
  for (auto& statement : install_sync(sync)) sql.push_back(statement);
  sql.push_back(copy_dress(sync.table, sync.old_column, sync.new_column));
  auto undo = remove_sync(sync);
  undo.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", table, name));
  out.expand(
      metadata_step(change, {.title = fmt::format("Add column \"{}\", kept in step with \"{}\"",
                                                  sync.new_column, sync.old_column),
                             .sql = std::move(sql),
                             .undo = std::move(undo),
                             .done = trigger_exists(sync.table, sync.trigger())}));
}

void fill(const Change& change, const Sync& sync, Draft& out) {
  const std::string name = quote_ident(sync.new_column);
  const std::string value = forward_of(sync, quote_ident(sync.old_column));
  out.migrate(backfill_step(
      change, {.title = fmt::format("Copy \"{}\" to \"{}\" in the rows that are there",
                                    sync.old_column, sync.new_column),
               .table = sync.table,
               .set = name + " = " + value,
               .where = differ(sync.new_type, name, value),
               .undo = {}}));
}

/// Made while both columns live: the trigger fills the one that code leaves out. A name of its own
/// is free only once the old column is gone.
Validated not_null_proof(const Change& change, const Sync& sync) {
  const std::string column = quote_ident(sync.new_column);
  return {.what = fmt::format("a check that column \"{}\" is not null", sync.new_column),
          .table = sync.table,
          .name = helper_name("pgstage_not_null", sync.table.name, sync.new_column),
          .definition = not_null_has_a_name(change) ? "NOT NULL " + column
                                                    : fmt::format("CHECK ({} IS NOT NULL)", column),
          .locks_first = {}};
}

void take_over(const Change& change, const Replacement& replacement, const Column& old,
               const Dress& dress, Draft& out) {
  const auto& sync = replacement.sync;
  const std::string alter = "ALTER TABLE " + sync.table.sql();
  auto sql = remove_sync(sync);
  // The server casts it to the new type as it would have done in ALTER COLUMN … TYPE.
  if (old.default_value) {
    sql.push_back(fmt::format("{} ALTER COLUMN {} SET DEFAULT {}", alter,
                              quote_ident(sync.new_column), old.default_value->sql));
  }
  const std::string proof = quote_ident(not_null_proof(change, sync).name);
  const bool named = not_null_has_a_name(change);
  if (old.not_null && !named) {
    sql.push_back(
        fmt::format("{} ALTER COLUMN {} SET NOT NULL", alter, quote_ident(sync.new_column)));
    sql.push_back(fmt::format("{} DROP CONSTRAINT {}", alter, proof));
  }
  sql.push_back(fmt::format("{} DROP COLUMN {}", alter, quote_ident(sync.old_column)));
  if (old.not_null && named) {
    sql.push_back(fmt::format("{} RENAME CONSTRAINT {} TO {}", alter, proof,
                              quote_ident(not_null_name(sync.table, sync.old_column))));
  }
  if (replacement.final_name != sync.new_column) {
    sql.push_back(fmt::format("{} RENAME COLUMN {} TO {}", alter, quote_ident(sync.new_column),
                              quote_ident(replacement.final_name)));
  }
  sql.insert(sql.end(), dress.rename.begin(), dress.rename.end());
  out.contract_for_good(metadata_step(
      change, {.title = fmt::format("Let \"{}\" take the place of \"{}\"", sync.new_column,
                                    sync.old_column),
               .sql = std::move(sql),
               .undo = {},
               .done = column_absent(sync.table, replacement.final_name == sync.old_column
                                                     ? sync.new_column
                                                     : sync.old_column)}));
}

}  // namespace

void replace_column(const Change& change, const Replacement& replacement, Draft& out) {
  const auto& sync = replacement.sync;
  const Column old = *change.relation(sync.table)->column(sync.old_column);
  expand(change, sync, old, out);
  fill(change, sync, out);
  const Dress dress = build_twins(change, sync.table, sync.old_column, sync.new_column, out);
  if (old.not_null) {
    out.migrate(add_not_valid_step(change, not_null_proof(change, sync)));
    out.migrate(validate_step(change, not_null_proof(change, sync)));
  }
  take_over(change, replacement, old, dress, out);
  out.accept("column position of " + column_object(sync.table, replacement.final_name));
}

}  // namespace pgstage::plan

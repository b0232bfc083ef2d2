#include "rebuild.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"
#include "pgstage/sql/rewrite.hpp"

#include "clause_text.hpp"
#include "keys.hpp"
#include "row_terms.hpp"
#include "steps.hpp"
#include "sync.hpp"
#include "table_dress.hpp"
#include "twins.hpp"

namespace pgstage::plan {
namespace {

using catalog::Index;
using catalog::Relation;

Rebuild rebuild_of(const Change& change, const QualifiedName& name) {
  const auto& table = *change.relation(name);
  const auto& index = *row_finder(table);
  Rebuild out{.number = change.number,
              .table = name,
              .twin = {},
              .aside = {},
              .columns = table.columns,
              .key_index = index.name,
              .key = index.columns};
  out.twin = {name.schema, twin_of(out, name.name)};
  out.aside = {name.schema, aside_of(out, name.name)};
  return out;
}

const catalog::Constraint* constraint_of(const Relation& table, const Index& index) {
  return index.constraint.empty() ? nullptr : table.constraint(index.constraint);
}

std::string build_text(const Relation& table, const Rebuild& rebuild, const Index& index) {
  const auto* key = constraint_of(table, index);
  return sql::twin_index(
      key == nullptr ? index.definition : definition_of_key(table.name, index, *key),
      {.twin = twin_of(rebuild, index.name), .table = rebuild.twin.sql(), .columns = {}});
}

/// What an index is, built before it becomes a key.
std::string add_key(const Rebuild& rebuild, const Index& index, const catalog::Constraint& key) {
  const auto name = quote_ident(twin_of(rebuild, index.name));
  return fmt::format("{} ADD CONSTRAINT {} {} USING INDEX {}", rebuild.alter_twin(), name,
                     key.kind == ConstraintKind::PrimaryKey ? "PRIMARY KEY" : "UNIQUE", name);
}

/// What the twin has before its first row: the key that rows are found by, and what no index can be
/// made beforehand for.
std::vector<std::string> first_keys(const Relation& table, const Rebuild& rebuild) {
  std::vector<std::string> out;
  for (const auto& index : table.indexes) {
    const auto* key = constraint_of(table, index);
    const auto name = quote_ident(twin_of(rebuild, index.name));
    if (key != nullptr && key->kind == ConstraintKind::Exclusion) {
      out.push_back(
          fmt::format("{} ADD CONSTRAINT {} {}", rebuild.alter_twin(), name, key->definition));
    }
    if (index.name != rebuild.key_index) continue;
    auto text = key == nullptr ? index.definition : definition_of_key(table.name, index, *key);
    const auto parts = sql::index_text(text);
    out.push_back(
        fmt::format("CREATE UNIQUE INDEX {} ON {}{}", name, rebuild.twin.sql(), parts.definition));
    if (key != nullptr) out.push_back(add_key(rebuild, index, *key));
  }
  return out;
}

void make_twin(const Change& change, const Rebuild& rebuild, const std::string& last, Draft& out) {
  const auto& table = *change.relation(rebuild.table);
  const bool unlogged = table.persistence == Persistence::Unlogged;
  Metadata parts{
      .title = fmt::format("Make {}, the twin of {}", rebuild.twin.sql(), rebuild.table.sql()),
      .sql = {fmt::format("CREATE {}TABLE {} (LIKE {} INCLUDING DEFAULTS INCLUDING CONSTRAINTS "
                          "INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION)",
                          unlogged ? "UNLOGGED " : "", rebuild.twin.sql(), rebuild.table.sql()),
              dress_twin(rebuild.table, rebuild.twin)},
      .undo = {},
      .done = relation_exists(rebuild.twin, catalog::RelationKind::Table)};
  // Rows that are there need not satisfy them.
  for (const auto& each : table.constraints) {
    if (each.kind != ConstraintKind::Check || each.validated || !each.enforced) continue;
    parts.sql.push_back(
        fmt::format("{} DROP CONSTRAINT {}", rebuild.alter_twin(), quote_ident(each.name)));
  }
  for (auto& sql : first_keys(table, rebuild)) parts.sql.push_back(std::move(sql));
  parts.sql.push_back(fmt::format("{} {}", rebuild.alter_twin(), last));
  parts.sql.push_back("CREATE SEQUENCE " + missed_by(rebuild).sql());
  parts.undo.push_back("DROP SEQUENCE " + missed_by(rebuild).sql());
  if (may_be_emptied(change, rebuild.table)) {
    const auto mark = crash_mark(rebuild).sql();
    parts.sql.push_back(fmt::format("CREATE UNLOGGED TABLE {} AS SELECT true AS there", mark));
    parts.undo.push_back("DROP TABLE " + mark);
  }
  parts.undo.push_back("DROP TABLE " + rebuild.twin.sql());
  out.expand(metadata_step(change, std::move(parts)));
}

/// A row that is copied is locked, since it would come back if it were deleted meanwhile.
Step copy_step(const Change& change, const Rebuild& rebuild) {
  std::vector<std::string> columns;
  for (const auto& column : rebuild.columns) {
    if (column.generated == Generated::None) columns.push_back(column.name);
  }
  Step step;
  step.kind = StepKind::Backfill;
  step.title = fmt::format("Copy rows of {} to its twin in chunks", rebuild.table.sql());
  step.sql = {fmt::format(
      "INSERT INTO {0} ({1}) OVERRIDING SYSTEM VALUE SELECT {1} FROM {2} AS pgstage_row WHERE {3} "
      "FOR SHARE ON CONFLICT ({4}) DO NOTHING",
      rebuild.twin.sql(), column_list(columns), rebuild.table.sql(), block_range(),
      column_list(rebuild.key))};
  step.chunks = Chunks{.table = rebuild.table.sql(),
                       .walk = Walk::Blocks,
                       .key = {},
                       .remaining = {},
                       .quiet = false};
  step.chunks->remaining = fmt::format(
      "SELECT count(*) FROM {} AS pgstage_row WHERE {} AND NOT EXISTS (SELECT FROM {} AS "
      "pgstage_twin WHERE {})",
      rebuild.table.sql(), block_range(), rebuild.twin.sql(),
      same_key(rebuild.key, "pgstage_twin", "pgstage_row"));
  step.from = change.origin;
  return step;
}

void build_indexes(const Change& change, const Rebuild& rebuild, Draft& out) {
  const auto& table = *change.relation(rebuild.table);
  for (const auto& index : table.indexes) {
    const auto* key = constraint_of(table, index);
    const bool there = index.name == rebuild.key_index ||
                       (key != nullptr && key->kind == ConstraintKind::Exclusion);
    if (there) continue;
    const QualifiedName twin{rebuild.table.schema, twin_of(rebuild, index.name)};
    out.migrate(
        concurrent_step(change, {.title = fmt::format("Build the twin of index \"{}\"", index.name),
                                 .sql = {build_text(table, rebuild, index)},
                                 .undo = {"DROP INDEX CONCURRENTLY IF EXISTS " + twin.sql()},
                                 .done = index_is_valid(twin, rebuild.twin)}));
    if (key == nullptr) continue;
    out.migrate(metadata_step(
        change, {.title = fmt::format("Make it the twin of constraint \"{}\"", key->name),
                 .sql = {add_key(rebuild, index, *key)},
                 .undo = {fmt::format("{} DROP CONSTRAINT {}", rebuild.alter_twin(),
                                      quote_ident(twin.name))},
                 .done = constraint_exists(rebuild.twin, twin.name, true)}));
  }
}

/// One statement sees both as they were at one moment, and each write is in both or in none.
std::string holds_the_same(const Rebuild& rebuild) {
  std::string differs = fmt::format("pgstage_twin.{} IS NULL", quote_ident(rebuild.key.front()));
  for (const auto& column : rebuild.columns) {
    const auto name = quote_ident(column.name);
    differs += " OR " + differ(column.type, "pgstage_row." + name, "pgstage_twin." + name);
  }
  return fmt::format(
      "SELECT NOT EXISTS (SELECT FROM {0} AS pgstage_row LEFT JOIN {1} AS pgstage_twin ON {2} "
      "WHERE {3}) AND (SELECT count(*) FROM {0}) = (SELECT count(*) FROM {1})",
      rebuild.table.sql(), rebuild.twin.sql(), same_key(rebuild.key, "pgstage_twin", "pgstage_row"),
      differs);
}

Step gather_statistics(const Change& change, const QualifiedName& table) {
  return metadata_step(change, {.title = fmt::format("Gather statistics of {}", table.sql()),
                                .sql = {"ANALYZE " + table.sql()},
                                .undo = {},
                                .done = {}});
}

/// Undone behind the swap, they are validated again.
std::vector<std::string> validate_again(const Change& change, const Rebuild& rebuild) {
  std::vector<std::string> out;
  for (const auto& each : keys_around(change, rebuild.table)) {
    if (!each.key->validated) continue;
    out.push_back(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", each.table.sql(),
                              quote_ident(each.key->name)));
  }
  return out;
}

void swap(const Change& change, const Rebuild& rebuild, Draft& out) {
  const auto table = rebuild.table.sql();
  auto statistics = gather_statistics(change, rebuild.twin);
  statistics.undo = validate_again(change, rebuild);
  statistics.undo_transaction = false;
  out.migrate(std::move(statistics));
  out.migrate(check_step(change, fmt::format("See that {} and its twin hold the same rows", table),
                         holds_the_same(rebuild)));
  auto parts = swap_of(change, rebuild);
  out.migrate(metadata_step(
      change, {.title = fmt::format("Let the twin of {} take its place", table),
               .sql = std::move(parts.sql),
               .undo = std::move(parts.undo),
               .done = relation_exists(rebuild.aside, catalog::RelationKind::Table)}));
  for (const auto& each : keys_around(change, rebuild.table)) {
    if (!each.key->validated) continue;
    out.migrate(validate_step(change, {.what = fmt::format("foreign key \"{}\"", each.key->name),
                                       .table = each.table,
                                       .name = each.key->name,
                                       .definition = {},
                                       .locks_first = {}}));
  }
  const auto& objects = change.relation(rebuild.table)->objects;
  const bool extended = std::any_of(objects.begin(), objects.end(), [](const auto& each) {
    return each.kind == catalog::TableObject::Kind::Statistics;
  });
  if (extended) out.migrate(gather_statistics(change, rebuild.table));
}

void drop_old(const Change& change, const Rebuild& rebuild, Draft& out) {
  const auto table = rebuild.table.sql();
  out.gate(PhaseName::Contract,
           fmt::format("see that {} is right as it is now: as it was, it will be gone", table));
  auto sql = end_feed({rebuild, rebuild.table, rebuild.aside, "back"});
  sql.push_back("DROP SEQUENCE " + missed_by(rebuild).sql());
  if (may_be_emptied(change, rebuild.table)) {
    sql.push_back("DROP TABLE " + crash_mark(rebuild).sql());
  }
  sql.push_back("DROP TABLE " + rebuild.aside.sql());
  out.contract_for_good(metadata_step(change, {.title = fmt::format("Drop what {} was", table),
                                               .sql = std::move(sql),
                                               .undo = {},
                                               .done = relation_absent(rebuild.aside)}));
}

}  // namespace

void rebuild(const Change& change, const QualifiedName& table, const std::string& last,
             Draft& out) {
  const auto rebuild = rebuild_of(change, table);
  for (const auto& name : {rebuild.table, rebuild.twin, rebuild.aside}) out.rely_on(name.sql());
  out.keep_table_dress();
  out.expand(check_step(
      change, fmt::format("See that all that hangs on {} can be given to another", table.sql()),
      can_be_dressed(table)));
  make_twin(change, rebuild, last, out);
  const Feed there{rebuild, rebuild.table, rebuild.twin, "there"};
  out.expand(metadata_step(
      change, {.title = fmt::format("Carry over to the twin what is written to {}", table.sql()),
               .sql = begin_feed(there),
               .undo = end_feed(there),
               .done = trigger_exists(rebuild.table, there.trigger("all"))}));
  out.migrate(copy_step(change, rebuild));
  build_indexes(change, rebuild, out);
  swap(change, rebuild, out);
  drop_old(change, rebuild, out);
  out.keep_up();
  out.warn(fmt::format(
      "{} is written anew beside itself: until contract that takes its room twice, and the time of "
      "every write to it twice; its OID, and ctid and xmin of its rows, are others then",
      table.sql()));
}

}  // namespace pgstage::plan

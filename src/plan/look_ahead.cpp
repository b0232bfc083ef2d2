#include "look_ahead.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "words_of.hpp"

namespace pgstage::plan {

InBatch look_ahead(std::span<const PlannedMigration> pending, catalog::Replay replay) {
  InBatch out;
  const auto note = [&](const sql::View& view) {
    if (const auto* alter = std::get_if<sql::AlterTable>(&view)) {
      for (const auto& action : alter->actions) {
        if (action.kind != sql::ActionKind::DropColumn) continue;
        out.leaving.emplace(replay.resolve(alter->name), std::string{action.name});
      }
    }
    const auto* drop = std::get_if<sql::Drop>(&view);
    if (drop == nullptr || drop->object != sql::ObjectKind::Table) return;
    for (const auto& name : drop->names) out.leaving_tables.insert(replay.resolve(name));
  };
  for (const auto& migration : pending) {
    for (const auto& statement : migration.script->statements()) {
      const auto view = statement.view();
      note(view);
      for (const auto& word : words_of(migration.script->text(statement.span()))) {
        ++out.named[word];
      }
      replay.advance(view, *migration.script, statement.span());
    }
    replay.commit();
  }
  return out;
}

std::string lost_writes(const Change& change, const effects::Lock& lock) {
  const bool reads = change.moves_rows() && lock.mode < LockMode::RowExclusive;
  const bool writes =
      std::any_of(change.effects.locks.begin(), change.effects.locks.end(),
                  [](const auto& each) { return each.mode == LockMode::RowExclusive; });
  const bool keeps = writes || std::holds_alternative<sql::CreateTableAs>(change.view);
  if (!reads || !keeps) return {};
  bool leaves = change.batch.leaving_tables.contains(lock.relation);
  const auto words = words_of(change.text);
  for (const auto& [table, column] : change.batch.leaving) {
    leaves = leaves || (table == lock.relation && words.contains(column));
  }
  if (!leaves) return {};
  return fmt::format(
      "what code of before writes to {} after line {} has copied from it is gone in the end: "
      "pgstage carries it over where INSERT … SELECT of plain columns and what is computed from "
      "them fills a new table that has its key by then, and that of {} in it",
      lock.relation.sql(), change.origin.line, lock.relation.sql());
}

}  // namespace pgstage::plan

#include <algorithm>
#include <utility>

#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool dropped(const effects::Effects& effects, const QualifiedName& index) {
  return std::find(effects.drops.begin(), effects.drops.end(), index) != effects.drops.end();
}

/// Whether this transaction shuts everybody out of the table anyway, or built the index itself.
bool locked_anyway(const lint::Context& context, const QualifiedName& table) {
  for (const auto& deed : context.past.to(table)) {
    if (deed.transaction != context.past.transaction()) continue;
    if (deed.builds_index || deed.mode == LockMode::AccessExclusive) return true;
  }
  return false;
}

/// Every index of the statement by itself. Nothing, where CONCURRENTLY would be refused.
std::optional<std::string> concurrently(const lint::Context& context, const sql::Drop& drop) {
  if (drop.cascade || context.before.explicit_transaction()) return std::nullopt;
  std::vector<std::string> statements;
  for (const auto& name : drop.names) {
    const auto index = context.before.resolve_index(name);
    const auto* table = context.before.catalog().table_of_index(index);
    if (lint::is_partitioned(table)) return std::nullopt;
    statements.push_back(std::string{"DROP INDEX CONCURRENTLY "} +
                         (drop.if_exists ? "IF EXISTS " : "") + index.sql());
  }
  return lint::joined(statements);
}

lint::Unless unless_gone(const QualifiedName& table) {
  return {lint::Unless::Until::Transaction, [table](const catalog::Replay& then) {
            return then.catalog().relation(table) == nullptr;
          }};
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Index || drop.concurrently) return;
  if (effects.fails) return;
  auto rewrite = concurrently(context, drop);
  for (const auto& name : drop.names) {
    const auto index = context.before.resolve_index(name);
    const auto* table = context.before.catalog().table_of_index(index);
    // A partitioned index cannot be dropped concurrently.
    if (lint::is_partitioned(table) || !dropped(effects, index)) continue;
    if (table != nullptr && (!context.live(table->name) || locked_anyway(context, table->name))) {
      continue;
    }
    // As the index of a constraint, say.
    const bool went_before = table == nullptr && context.past.dropped_index(index);
    if (drop.if_exists && went_before) continue;
    const std::string on = table == nullptr ? "its table" : lint::table_words(table->name);
    std::optional<lint::Unless> unless;
    if (table != nullptr) unless = unless_gone(table->name);
    // What replaces the statement is said once.
    out.add({.span = context.statement.span(),
             .message = "dropping index \"" + index.plain() + "\" blocks reads and writes of " +
                        on + ", and waits behind every running query",
             .rewrite = std::exchange(rewrite, std::nullopt),
             .unless = std::move(unless)});
  }
}

}  // namespace

extern const lint::Rule drop_index_blocking = {
    .info =
        {
            .id = "drop-index-blocking",
            .title = "an index is dropped without CONCURRENTLY",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why =
                "DROP INDEX takes ACCESS EXCLUSIVE on the index and on its table. The drop itself "
                "is quick, but it waits for every query that uses the table, and everything that "
                "comes later waits behind it.",
            .instead = "Use DROP INDEX CONCURRENTLY, outside a transaction, one index a statement.",
            .fine = "The table was made by the same deploy, the index by the same transaction, "
                    "which may also drop the table or hold it locked anyway; or the index belongs "
                    "to a partitioned table, where CONCURRENTLY is refused.",
            .source = "DROP INDEX",
            .aliases = "atlas:PG102 diesel-guard:DropIndex django-migration-linter:DROP_INDEX "
                       "migrationpilot:MP009 online_migrations:remove_index pg-safe-migrate:PSM008 "
                       "pgfence:drop-index-not-concurrent pgrubic:US019 "
                       "postgres-language-server:requireConcurrentIndexDeletion "
                       "safe-migrate:require-concurrent-drop-index "
                       "squawk:require-concurrent-index-deletion strong_migrations:remove_index",
            .fix_in_place = true,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* drop = std::get_if<sql::Drop>(&context.view);
  if (drop == nullptr || drop->object != sql::ObjectKind::Index || drop->concurrently) return;
  for (const auto& lock : effects.index_locks) {
    const auto* table = context.before.catalog().table_of_index(lock.index);
    if (table != nullptr && !context.live(table->name)) continue;
    // A partitioned index cannot be dropped concurrently.
    if (table != nullptr && table->kind == catalog::RelationKind::PartitionedTable) continue;
    const std::string on = table == nullptr ? "its table" : lint::table_words(table->name);
    std::string rewrite = "DROP INDEX CONCURRENTLY ";
    rewrite += drop->if_exists ? "IF EXISTS " : "";
    out.add({.span = context.statement.span(),
             .message = "dropping index \"" + lock.index.plain() +
                        "\" blocks reads and writes of " + on +
                        ", and waits behind every running query",
             .rewrite = rewrite + lock.index.sql()});
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
            .fine = "The index or its table was made by the same deploy, or the index belongs to a "
                    "partitioned table, where CONCURRENTLY is refused.",
            .source = "DROP INDEX",
            .aliases = "atlas:PG102 diesel-guard:DropIndex django-migration-linter:DROP_INDEX "
                       "migrationpilot:MP009 online_migrations:remove_index pg-safe-migrate:PSM008 "
                       "pgfence:drop-index-not-concurrent pgrubic:US019 "
                       "postgres-language-server:requireConcurrentIndexDeletion "
                       "safe-migrate:require-concurrent-drop-index "
                       "squawk:require-concurrent-index-deletion strong_migrations:remove_index",
        },
    .check = check,
};

}  // namespace pgstage::rules

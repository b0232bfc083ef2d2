#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check_create(const sql::CreateIndex& create, const lint::Context& context,
                  const effects::Effects& effects, lint::Findings& out) {
  const auto table = context.before.resolve(create.table);
  if (!create.concurrently || !lint::is_partitioned(context.before.catalog().relation(table)))
    return;
  std::optional<std::string> rewrite;
  if (!effects.index_builds.empty() && !create.only) {
    const auto& index = effects.index_builds.front().index.name;
    rewrite = lint::built_by_partition(context, create, index);
  }
  out.add({.span = context.statement.span(),
           .message = lint::table_words(table) +
                      " is partitioned, so PostgreSQL refuses to build the index concurrently",
           .rewrite = std::move(rewrite)});
}

void check_drop(const sql::Drop& drop, const lint::Context& context, lint::Findings& out) {
  if (!drop.concurrently) return;
  for (const auto& name : drop.names) {
    const auto index = context.before.resolve_index(name);
    const auto* table = context.before.catalog().table_of_index(index);
    if (!lint::is_partitioned(table)) continue;
    out.add({.span = context.statement.span(),
             .message = lint::table_words(table->name) +
                        " is partitioned, so PostgreSQL refuses "
                        "to drop index \"" +
                        index.plain() + "\" concurrently",
             .rewrite = "DROP INDEX " + index.sql()});
    return;
  }
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.transaction_allowed) return;
  if (const auto* create = std::get_if<sql::CreateIndex>(&context.view)) {
    check_create(*create, context, effects, out);
  } else if (const auto* drop = std::get_if<sql::Drop>(&context.view)) {
    check_drop(*drop, context, out);
  }
}

}  // namespace

extern const lint::Rule concurrent_index_on_partitioned_table = {
    .info =
        {
            .id = "concurrent-index-on-partitioned-table",
            .title = "CONCURRENTLY is asked for an index of a partitioned table",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "PostgreSQL can build or drop an index concurrently on one table only. On a "
                   "partitioned table it refuses (0A000), with ONLY as well.",
            .instead = "Create the index ON ONLY the partitioned table, build it concurrently on "
                       "each partition, and attach those with ALTER INDEX … ATTACH PARTITION; the "
                       "index of the parent is valid when the last one is attached. Drop a "
                       "partitioned index without CONCURRENTLY, under a short lock_timeout.",
            .fine = "The statement names a partition, or rebuilds with REINDEX … CONCURRENTLY, "
                    "which goes over partitions from PostgreSQL 14 on.",
            .source =
                "CREATE INDEX, Building Indexes Concurrently; DROP INDEX; measured on 11 to 18",
            .aliases = "migrationpilot:MP092",
        },
    .check = check,
};

}  // namespace pgstage::rules

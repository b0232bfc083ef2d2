#include <utility>

#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr ServerVersion kDetachConcurrently{14};

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* action = lint::action_of(context, 0);
  if (action == nullptr || action->kind != sql::ActionKind::DetachPartition) return;
  if (action->concurrently || effects.fails || context.version < kDetachConcurrently) return;
  const auto parent = context.before.resolve(std::get<sql::AlterTable>(context.view).name);
  if (!context.live(parent) || lint::is_shut(context, parent)) return;
  const auto* known = context.before.catalog().relation(parent);
  if (lint::default_partition(context, known) != nullptr) return;
  std::optional<std::string> rewrite;
  if (!context.before.explicit_transaction()) {
    rewrite = std::string{context.script.text(context.statement.span())} + " CONCURRENTLY";
  }
  out.add({.span = context.statement.span(),
           .message = "detaching a partition blocks reads and writes of " +
                      lint::table_words(parent) + ", and waits behind every running query",
           .rewrite = std::move(rewrite)});
}

}  // namespace

extern const lint::Rule detach_partition_blocking = {
    .info =
        {
            .id = "detach-partition-blocking",
            .title = "a partition is detached without CONCURRENTLY",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "DETACH PARTITION takes ACCESS EXCLUSIVE on the parent and, from PostgreSQL 14 "
                   "on, on the partition. It waits for every query of the parent, and everything "
                   "that comes later waits behind it.",
            .instead = "Use DETACH PARTITION … CONCURRENTLY, outside a transaction. If it is "
                       "interrupted, end it with DETACH PARTITION … FINALIZE.",
            .fine = "The parent was made by the same deploy or has a DEFAULT partition, beside "
                    "which CONCURRENTLY is refused; or the server is older than PostgreSQL 14, "
                    "which has no other way.",
            .source = "ALTER TABLE, DETACH PARTITION; measured on 11 to 18",
            .aliases = "migrationpilot:MP046 pgfence:detach-partition pgrubic:US027 "
                       "postgres-language-server:requireConcurrentDetachPartition "
                       "safe-migrate:blocking-partition-mutation "
                       "squawk:require-concurrent-partition-detach",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// From 12 on ATTACH PARTITION lets queries of the parent go on.
constexpr ServerVersion kWeakAttach{12};

void check(const sql::CreateTable& create, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!create.partition_of || effects.fails) return;
  const auto made = lint::new_partition(context);
  if (!made || context.version < kWeakAttach || !context.live(made->parent)) return;
  if (effects.lock_on(made->parent) != LockMode::AccessExclusive) return;
  if (lint::is_shut(context, made->parent)) return;
  // Where the default partition is read meanwhile, that is the finding.
  if (!lint::blocking_scans(effects, context, effects::Why::ProvePartitionBound).empty()) return;
  out.add({.span = context.statement.span(),
           .message = "creating a partition blocks reads and writes of " +
                      lint::table_words(made->parent) + "; attaching one would not",
           .rewrite = lint::prepared(context, effects)});
}

}  // namespace

extern const lint::Rule create_partition_of_locks_parent = {
    .info =
        {
            .id = "create-partition-of-locks-parent",
            .title = "creating a partition locks its parent",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on the parent. It is quick "
                   "once it has the lock, but it waits for every query of the parent, and "
                   "everything that comes later waits behind it.",
            .instead = "Create the table by itself, LIKE the parent, and attach it: from "
                       "PostgreSQL 12 on ATTACH PARTITION takes SHARE UPDATE EXCLUSIVE on the "
                       "parent, and queries go on. The new table is empty, so nothing is read.",
            .fine =
                "The parent was made by the same deploy or is locked by the transaction anyway, or "
                "the server is older than PostgreSQL 12, where attaching takes the same lock.",
            .source =
                "CREATE TABLE, PARTITION OF; ALTER TABLE, ATTACH PARTITION; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include <algorithm>
#include <optional>
#include <string>

#include "pgstage/lint/held.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

struct Work {
  QualifiedName table;
  std::string words;
};

std::optional<Work> long_work(const effects::Effects& effects, const lint::Context& context) {
  for (const auto& rewrite : effects.rewrites) {
    if (!context.live(rewrite.table)) continue;
    return Work{rewrite.table, "rewrite of " + lint::table_words(rewrite.table)};
  }
  for (const auto& build : effects.index_builds) {
    if (!context.live(build.table)) continue;
    return Work{build.table, "build of index \"" + build.index.name + "\""};
  }
  for (const auto& scan : effects.scans) {
    if (!context.live(scan.table)) continue;
    return Work{scan.table, "scan of " + lint::table_words(scan.table)};
  }
  return std::nullopt;
}

/// Whether the statement itself would keep out all who wait for the lock.
bool adds_nothing(const effects::Effects& effects, const Work& work, const lint::HeldLock& held) {
  const auto own = effects.lock_on(held.relation);
  return held.relation == work.table && own && blocks_writes(*own) &&
         (blocks_reads(*own) || !blocks_reads(held.mode));
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (context.held.empty() || !lint::works_long(effects, context)) return;
  const auto* query = std::get_if<sql::Query>(&context.view);
  // Rows that are changed in bulk are a hazard of their own name.
  if (query != nullptr && query->verb != sql::Query::Verb::Select) return;
  const auto work = long_work(effects, context);
  if (!work || lint::was_emptied(context, work->table)) return;
  // Validating what the same transaction added is a hazard of its own name.
  const auto* action = lint::action_of(context, 0);
  if (action != nullptr && action->kind == sql::ActionKind::ValidateConstraint) return;
  for (const auto& held : context.held) {
    if (adds_nothing(effects, *work, held)) continue;
    if (lint::lasted_before(context, work->table, held)) return;
    out.add({.span = context.statement.span(),
             .message = "the " + work->words + " runs while " +
                        lint::relation_words(held.relation, context.before.catalog()) +
                        " is locked against " + std::string{lint::blocked_by(held.mode)}});
    return;
  }
}

}  // namespace

extern const lint::Rule statement_after_exclusive_lock = {
    .info =
        {
            .id = "statement-after-exclusive-lock",
            .title = "something slow runs while a table is locked",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why =
                "A transaction keeps every lock until it ends. An earlier statement blocked a "
                "table, and this one reads or writes a table in full, so the earlier lock lasts as "
                "long as this statement does.",
            .instead =
                "Commit first: put the change that takes the lock and the slow statement into "
                "separate transactions.",
            .fine =
                "The locked table was made by the same deploy, the statement alone keeps out as "
                "many, or an earlier one of the transaction was told of.",
            .source = "Explicit Locking, Table-Level Locks",
            .aliases =
                "django-migration-linter:CREATE_INDEX_EXCLUSIVE eugene:E4 migrationpilot:MP008 "
                "pgfence:statement-after-access-exclusive "
                "implicit-multi-statement-transaction "
                "postgres-language-server:runningStatementWhileHoldingAccessExclusive "
                "statement-after-access-exclusive",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include <algorithm>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/model/timeout.hpp"

namespace pgstage::rules {
namespace {

bool is_long(const effects::Effects& effects, const QualifiedName& table) {
  const bool builds =
      std::any_of(effects.index_builds.begin(), effects.index_builds.end(),
                  [&](const auto& build) { return build.table == table && !build.concurrently; });
  return builds || effects.scans_table(table) || effects.rewrites_table(table);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto timeout = context.before.setting("statement_timeout");
  if (timeout && milliseconds_of(*timeout) != 0) return;
  for (const auto& lock : effects.locks) {
    if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    if (!is_long(effects, lock.relation)) continue;
    out.add({.span = context.statement.span(),
             .message = "nothing limits how long " + lint::table_words(lock.relation) +
                        " is blocked while this goes through it",
             .grows_with = lock.relation});
    return;
  }
}

}  // namespace

extern const lint::Rule missing_statement_timeout = {
    .info =
        {
            .id = "missing-statement-timeout",
            .title = "a blocking statement may run for ever",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Policy,
            .why =
                "lock_timeout ends the waiting for a lock, not the work that is done under it. A "
                "scan or a rewrite that takes longer than anybody thought blocks the table until "
                "somebody ends it by hand.",
            .instead =
                "Set statement_timeout before the statement, to what the table may be blocked "
                "for.",
            .fine =
                "The statement lets others write, as a concurrent build and VALIDATE CONSTRAINT "
                "do: those are better left to finish. Or the role sets a timeout.",
            .source = "Client Connection Defaults, statement_timeout",
            .aliases = "migrationpilot:MP020 pgfence:missing-statement-timeout "
                       "postgres-language-server:requireStatementTimeout "
                       "squawk:require-statement-timeout",
            .once_per_run = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

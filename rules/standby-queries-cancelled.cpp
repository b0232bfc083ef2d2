#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& lock : effects.locks) {
    if (lock.mode != LockMode::AccessExclusive || !context.live(lock.relation)) continue;
    const bool rewrites = effects.rewrites_table(lock.relation);
    if (!rewrites && !effects.scans_table(lock.relation)) continue;
    out.add({.span = context.span_of_action(lock.action),
             .message = "queries on standby servers that read " + lint::table_words(lock.relation) +
                        " wait for this " + (rewrites ? "rewrite" : "scan") +
                        " to be replayed, or are cancelled",
             .grows_with = lock.relation});
    return;
  }
}

}  // namespace

extern const lint::Rule standby_queries_cancelled = {
    .info =
        {
            .id = "standby-queries-cancelled",
            .title = "a long ACCESS EXCLUSIVE lock is replayed on standby servers",
            .severity = Severity::Notice,
            .category = lint::Category::Compatibility,
            .group = lint::Group::Design,
            .why =
                "ACCESS EXCLUSIVE is the one lock that is written to the WAL. A hot standby takes "
                "it at the same place and keeps it until it has replayed the end of the "
                "transaction, with all that was written meanwhile. A query that reads the table "
                "there holds the replay up for max_standby_streaming_delay and is then cancelled; "
                "one that comes later waits.",
            .instead = "Choose the way that needs no such lock for long: NOT VALID and VALIDATE, "
                       "CONCURRENTLY, or a new column in the place of a rewrite.",
            .fine = "There are no standby servers, or nobody queries them.",
            .source = "Hot Standby, Handling Query Conflicts",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (context.lock_timeout_set()) return;
  for (const auto& lock : effects.locks) {
    // One that is taken apart stands in nobody's way any more.
    if (lock.apart || !blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    out.add({.span = context.statement.span(),
             .message = "waiting for the " + std::string{sql_name(lock.mode)} + " lock on " +
                        lint::table_words(lock.relation) +
                        " has no limit, and everybody else "
                        "waits behind it",
             .rewrite = "SET lock_timeout = '2s'"});
    return;
  }
}

}  // namespace

extern const lint::Rule missing_lock_timeout = {
    .info =
        {
            .id = "missing-lock-timeout",
            .title = "a strong lock is waited for without lock_timeout",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why =
                "A statement that waits for a strong lock makes all later ones on the table wait "
                "behind it, even those that would not conflict with what it waits for. One long "
                "query is then enough to stop the table for everybody.",
            .instead =
                "Set lock_timeout to a second or two before the statement, and run the migration "
                "again when it fires. If the role or the runner sets it, say so once with "
                "lock_timeout in pgstage.toml.",
            .fine =
                "Only tables made by the same deploy are locked, or a lock_timeout is in effect.",
            .source =
                "Client Connection Defaults, lock_timeout; measured: 7,013 ms of stall without, 208"
                " ms with 200 ms",
            .aliases = "eugene:E9 migrationpilot:MP004 pgfence:missing-lock-timeout "
                       "postgres-language-server:lockTimeoutWarning squawk:require-lock-timeout "
                       "strong_migrations:lock_timeout_limit",
            .once_per_run = true,
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto whose = context.runner.waits_in_statement;
  if (whose.empty() || context.in_transaction() || effects.transaction_allowed) return;
  if (!lint::runs_concurrently(context)) return;
  out.add({.span = context.statement.span(),
           .message = "if a second " + std::string{whose} +
                      " starts meanwhile, it waits for the lock of the first within a statement, "
                      "and " +
                      std::string{effects.kind} + " CONCURRENTLY waits for that statement"});
}

}  // namespace

extern const lint::Rule concurrently_beside_second_run = {
    .info =
        {
            .id = "concurrently-beside-second-run",
            .title = "a CONCURRENTLY statement and a second run of the runner wait for each other",
            .severity = Severity::Notice,
            .category = lint::Category::Transaction,
            .why = "Where several instances migrate as they start, one gets the runner's advisory "
                   "lock and the others wait for it in pg_advisory_lock(). That is a statement "
                   "with a snapshot, and what is built or dropped CONCURRENTLY waits for "
                   "snapshots that are older than it. PostgreSQL ends one of the two as a "
                   "deadlock (40P01); if that is the build, its index stays behind as invalid.",
            .instead = "Migrate in one place, before the instances start. pgstage apply asks for "
                       "its own lock again and again with pg_try_advisory_lock().",
            .fine = "Migrations are run by one job, and never twice at a time.",
            .source = "Building Indexes Concurrently; measured on 15: of a build and a "
                      "session that waits in pg_advisory_lock() one is ended; golang-migrate's "
                      "issue 960",
            .once_per_run = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

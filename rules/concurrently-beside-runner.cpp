#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto whose = context.runner.keeps_transaction;
  // REFRESH waits for nobody, and in a transaction it would fail before it waits.
  if (whose.empty() || context.in_transaction() || effects.transaction_allowed) return;
  if (!lint::runs_concurrently(context)) return;
  out.add({.span = context.statement.span(),
           .message = std::string{effects.kind} +
                      " CONCURRENTLY waits for older transactions, and " + std::string{whose} +
                      " keeps one open while it runs"});
}

}  // namespace

extern const lint::Rule concurrently_beside_runner = {
    .info =
        {
            .id = "concurrently-beside-runner",
            .title = "a CONCURRENTLY statement waits for a transaction of its own runner",
            .severity = Severity::Warning,
            .category = lint::Category::Transaction,
            .why = "To keep other runs away, some runners hold a transaction open in a second "
                   "session. What is built or dropped CONCURRENTLY waits for transactions that are "
                   "older than it, and the runner waits for the statement: neither ends.",
            .instead = "Have the runner take its lock without a transaction: Flyway with "
                       "flyway.postgresql.transactional.lock=false, Ecto with "
                       "@disable_migration_lock true or migration_lock: :pg_advisory_lock.",
            .fine = "The runner is told so where pgstage does not look, such as in a variable of "
                    "its environment.",
            .source = "Building Indexes Concurrently; the documentation of Flyway on "
                      "postgresql.transactional.lock",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.transaction_allowed || !context.in_transaction() ||
      !lint::runs_concurrently(context)) {
    return;
  }
  out.add({.span = context.statement.span(),
           .message =
               std::string{effects.kind} + " CONCURRENTLY cannot run inside a transaction block"});
}

}  // namespace

extern const lint::Rule concurrently_in_transaction = {
    .info =
        {
            .id = "concurrently-in-transaction",
            .title = "a CONCURRENTLY statement runs inside a transaction",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why = "A concurrent build or drop commits in the middle of its work, so PostgreSQL "
                   "refuses it in a transaction block (25001), and several statements sent as one "
                   "message are such a block.",
            .instead =
                "Give the statement a migration of its own, and tell the framework to run that one "
                "without a transaction.",
            .fine =
                "REFRESH MATERIALIZED VIEW CONCURRENTLY is allowed in a transaction, and so is a "
                "message that holds nothing but the statement.",
            .source = "CREATE INDEX, Building Indexes Concurrently",
            .aliases = "atlas:PG103 bytebase:STATEMENT_NON_TRANSACTIONAL "
                       "excellent_migrations:index_concurrently_without_disable_ddl_transaction "
                       "migrationpilot:MP025 pgfence:concurrent-in-transaction "
                       "postgres-language-server:banConcurrentIndexCreationInTransaction "
                       "safe-migrate:concurrent-in-transaction "
                       "squawk:ban-concurrent-index-creation-in-transaction",
        },
    .check = check,
};

}  // namespace pgstage::rules

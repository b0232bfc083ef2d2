#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.transaction_allowed || !context.in_transaction()) return;
  // A hazard of another name.
  if (lint::runs_concurrently(context)) return;
  out.add({.span = context.statement.span(),
           .message = std::string{effects.kind} +
                      " cannot run inside a transaction block (SQLSTATE 25001)"});
}

}  // namespace

extern const lint::Rule non_transactional_statement_in_transaction = {
    .info =
        {
            .id = "non-transactional-statement-in-transaction",
            .title = "a statement that needs to be alone runs inside a transaction",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why = "VACUUM, CREATE DATABASE, ALTER SYSTEM and their like commit on their own, so "
                   "PostgreSQL refuses them inside a transaction block, and inside a message with "
                   "other statements. The migration fails there.",
            .instead =
                "Move the statement to a migration of its own that runs outside a transaction, or "
                "to where databases are set up.",
            .fine = "The runner sends the statement by itself.",
            .source =
                "VACUUM; CREATE DATABASE; ALTER SYSTEM; measured on 13 to 18 (SQLSTATE 25001)",
            .aliases = "bytebase:STATEMENT_NON_TRANSACTIONAL",
        },
    .check = check,
};

}  // namespace pgstage::rules

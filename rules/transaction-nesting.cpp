#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using What = sql::Transaction::What;

std::string wrong_with(const sql::Transaction& statement, const lint::Context& context) {
  const bool own = context.before.explicit_transaction();
  // The block of a message becomes an ordinary one.
  const bool of_message = !own && context.sent_as == SentAs::Message;
  if (statement.what == What::Begin && context.in_transaction() && !of_message) {
    return own ? "a transaction is open already, so this BEGIN does nothing"
               : "the runner has begun a transaction already, so this BEGIN does nothing, and the "
                 "next COMMIT ends the runner's transaction";
  }
  const bool ends = statement.what == What::Commit || statement.what == What::Rollback;
  const std::string name = statement.what == What::Commit ? "COMMIT" : "ROLLBACK";
  if (ends && !context.in_transaction())
    return "there is no transaction that this " + name + " could end";
  if (ends && !own) return "this " + name + " ends the transaction that the runner has begun";
  return {};
}

void check(const sql::Transaction& statement, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  // What a body ends and begins is its own.
  if (context.in_body) return;
  auto message = wrong_with(statement, context);
  if (message.empty()) return;
  out.add({.span = context.statement.span(), .message = std::move(message)});
}

}  // namespace

extern const lint::Rule transaction_nesting = {
    .info =
        {
            .id = "transaction-nesting",
            .title = "BEGIN or COMMIT meets a transaction that is not its own",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why = "PostgreSQL has no nested transactions. BEGIN inside a transaction does nothing "
                   "but warn, and the COMMIT meant for it ends the outer transaction: what follows "
                   "runs outside, and when it fails, half of the migration stays. COMMIT without a "
                   "transaction commits nothing.",
            .instead =
                "Leave transactions to the runner, or tell it to use none for this migration. Use "
                "SAVEPOINT for a part that may fail.",
            .fine = "The file has its own BEGIN and COMMIT, and the runner adds none.",
            .source = "BEGIN, Notes; COMMIT, Notes",
            .aliases =
                "bytebase:STATEMENT_DISALLOW_COMMIT postgres-language-server:transactionNesting "
                "squawk:transaction-nesting",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

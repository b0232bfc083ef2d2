#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto* statement = std::get_if<sql::Transaction>(&context.view);
  const bool begins = statement != nullptr && statement->what == sql::Transaction::What::Begin;
  // In a transaction that is open already it does nothing.
  if (!begins || context.in_transaction()) return;
  const auto number = context.past.transaction();
  const auto ended = [number, &past = context.past](const catalog::Replay& then) {
    return past.transaction() != number || !then.explicit_transaction();
  };
  out.add({.span = context.statement.span(),
           .message = "nothing ends this transaction, so all of it is rolled back at the end",
           .unless = lint::Unless{lint::Unless::Until::Script, ended}});
}

}  // namespace

extern const lint::Rule uncommitted_transaction = {
    .info =
        {
            .id = "uncommitted-transaction",
            .title = "a transaction is begun and not ended",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why = "At the end of the file the transaction is still open. Most runners disconnect, "
                   "and everything since BEGIN is rolled back without a word; others go on to the "
                   "next file with the locks held.",
            .instead = "Put COMMIT at the end.",
            .fine = "The runner itself ends what a file has begun.",
            .source = "BEGIN; COMMIT",
            .aliases = "migrationpilot:MP053 pgfence:unclosed-transaction "
                       "squawk:ban-uncommitted-transaction",
        },
    .check = check,
};

}  // namespace pgstage::rules

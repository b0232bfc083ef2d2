#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Set& set, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (!set.local || context.in_transaction()) return;
  out.add({.span = context.statement.span(),
           .message = "if no transaction is around this file, SET LOCAL has no effect on \"" +
                      std::string{set.name} + "\""});
}

}  // namespace

extern const lint::Rule set_local_outside_transaction = {
    .info =
        {
            .id = "set-local-outside-transaction",
            .title = "SET LOCAL has no effect outside a transaction",
            .severity = Severity::Warning,
            .category = lint::Category::Transaction,
            .why = "SET LOCAL holds until the end of the transaction. A statement by itself is a "
                   "transaction, so the setting is gone with the statement that made it, and "
                   "PostgreSQL says no more than a warning.",
            .instead = "Use SET, or put BEGIN in front and COMMIT behind.",
            .fine = "The runner puts the whole file into a transaction.",
            .source = "SET, Description",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

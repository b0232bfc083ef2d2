#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.transaction_allowed || !context.in_transaction()) return;
  const auto* alter = std::get_if<sql::AlterEnum>(&context.view);
  if (alter == nullptr) return;
  out.add({.span = context.statement.span(),
           .message = "label \"" + std::string{alter->new_label} + "\" cannot be added to enum \"" +
                      context.before.resolve_new(alter->name).plain() +
                      "\" in a transaction before PostgreSQL 12"});
}

}  // namespace

extern const lint::Rule enum_add_value_in_transaction = {
    .info =
        {
            .id = "enum-add-value-in-transaction",
            .title = "ADD VALUE is refused in a transaction before 12",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why = "Before PostgreSQL 12 a label can be added to an enum only outside a "
                   "transaction block, so the statement fails, and with it the migration.",
            .instead = "Send the statement on its own, outside a transaction.",
            .fine = "The server is 12 or newer, the statement runs on its own, or the enum was "
                    "made by the same transaction.",
            .source = "ALTER TYPE, release notes of 12; measured on 11 to 18",
            .aliases = "migrationpilot:MP012 pgfence:alter-enum-add-value "
                       "postgres-language-server:avoidAlterEnumAddValue "
                       "safe-migrate:alter-type-add-value-txn",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (!effects.fails || effects.fails->sqlstate != "55P04") return;
  out.add({.span = context.statement.span(),
           .message = effects.fails->why + ", which the same transaction adds"});
}

}  // namespace

extern const lint::Rule enum_value_used_in_same_transaction = {
    .info =
        {
            .id = "enum-value-used-in-same-transaction",
            .title = "a new label of an enum is used before it is committed",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why = "A label that a transaction adds to an enum cannot be used by that transaction, "
                   "in no statement and no expression: the server refuses it as unsafe (55P04).",
            .instead = "Commit after ADD VALUE, and use the label in the next transaction.",
            .fine = "The enum itself was made by the same transaction, on 17 and later, or the "
                    "label is used in another transaction.",
            .source = "ALTER TYPE; measured on 12 to 18",
            .aliases = "migrationpilot:MP054",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/migration.hpp"

namespace pgstage::rules {
namespace {

void check(const lint::FileContext& context, lint::Findings& out) {
  const auto why = context.runner.leaves_out_transaction;
  if (why.empty() || context.script.statements().empty()) return;
  out.add({.span = context.begin(),
           .message = "nobody says that migration \"" + std::string{context.migration} +
                      "\" is to run outside a transaction, and it does" + lint::and_then(why)});
}

}  // namespace

extern const lint::Rule transaction_left_out = {
    .info =
        {
            .id = "transaction-left-out",
            .title = "a migration runs outside a transaction without saying so",
            .severity = Severity::Warning,
            .category = lint::Category::Transaction,
            .why = "Without the runner's transaction, what a migration did stays when it fails, "
                   "and so does the lack of a line in the runner's history: it is run once more "
                   "from its beginning. Who did not ask for that has not written it for that.",
            .instead = "Say which of the two is meant: for Diesel run_in_transaction = true or "
                       "false in metadata.toml.",
            .fine = "The migration holds one statement, or every one of them may run twice.",
            .source = "the documentation of Diesel on metadata.toml; Diesel's default for a key "
                      "that is missing there",
        },
    .check_file = check,
};

}  // namespace pgstage::rules

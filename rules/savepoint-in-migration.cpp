#include <string>

#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Transaction& statement, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (statement.what != sql::Transaction::What::Savepoint) return;
  out.add({.span = context.statement.span(),
           .message =
               "savepoint \"" + std::string{statement.savepoint} + "\" begins a subtransaction"});
}

}  // namespace

extern const lint::Rule savepoint_in_migration = {
    .info =
        {
            .id = "savepoint-in-migration",
            .title = "a migration makes savepoints",
            .severity = Severity::Notice,
            .category = lint::Category::Transaction,
            .group = lint::Group::Policy,
            .why = "What follows a savepoint is a subtransaction. Rolling back to it gives neither "
                   "the time nor, of what came before it, the locks back. A transaction with more "
                   "than 64 subtransactions that write makes every other session look for their "
                   "states on disk, on replicas as well.",
            .instead = "Give the parts transactions of their own, so that what succeeded stays.",
            .fine = "The runner makes them, or there are few of them and what is tried is quick.",
            .source = "SAVEPOINT; Subtransactions",
            .aliases = "migrationpilot:MP076",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The way of the manual: what the role had is another's by now.
bool came_reassign(const lint::Context& context) {
  for (const auto& statement : context.script.statements()) {
    if (statement.span().offset >= context.statement.span().offset) break;
    if (statement.kind() == "REASSIGN OWNED") return true;
  }
  return false;
}

void check(const sql::Owned& owned, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (!owned.new_owner.empty()) return;
  const bool nothing = context.before.catalog().complete() && effects.drops.empty();
  if (nothing || came_reassign(context)) return;
  for (const auto role : owned.roles) {
    out.add({.span = context.statement.span(),
             .message = "this drops every object that role \"" + std::string{role} +
                        "\" owns in the database it runs in"});
  }
}

}  // namespace

extern const lint::Rule drop_owned = {
    .info =
        {
            .id = "drop-owned",
            .title = "everything that a role owns is dropped",
            .severity = Severity::Error,
            .category = lint::Category::DataLoss,
            .why = "DROP OWNED drops every object of the role in the current database, whatever it "
                   "is, and takes away all its rights. What that is differs between databases, so "
                   "the migration does in production what nobody saw it do elsewhere. Each table "
                   "that goes is locked against reads and writes.",
            .instead =
                "Give the objects to another role with REASSIGN OWNED, or drop them by name.",
            .fine = "REASSIGN OWNED came first in the same migration, so that only rights are left "
                    "to take away.",
            .source = "DROP OWNED; Dropping Roles",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

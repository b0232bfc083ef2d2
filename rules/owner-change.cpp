#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto* owned = std::get_if<sql::Owned>(&context.view);
  if (owned != nullptr && !owned->new_owner.empty()) {
    out.add({.span = context.statement.span(),
             .message = "everything that is reassigned gets owner \"" +
                        std::string{owned->new_owner} + "\" and is locked meanwhile"});
  }
  for (const auto i : lint::live_actions(context, sql::ActionKind::OwnerTo)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto table = context.before.resolve(alter.name);
    const auto* found = context.before.catalog().relation(table);
    if (found != nullptr && found->owner == alter.actions[i].name) continue;
    out.add({.span = context.span_of_action(i),
             .message = lint::relation_words(table, context.before.catalog()) + " gets owner \"" +
                        std::string{alter.actions[i].name} + "\""});
  }
}

}  // namespace

extern const lint::Rule owner_change = {
    .info =
        {
            .id = "owner-change",
            .title = "an object gets another owner",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "The owner may do anything with an object without being granted it. The old "
                   "owner loses that, and so does whatever runs as it: a later migration, a job, a "
                   "function with SECURITY DEFINER. ALTER TABLE ... OWNER takes ACCESS EXCLUSIVE, "
                   "and REASSIGN OWNED takes it on everything the role owns.",
            .instead = "Let one role own all tables, let migrations run as that role, and grant "
                       "the others what they need.",
            .fine = "The table was made by the same deploy, or the role owns it already.",
            .source = "ALTER TABLE, OWNER TO; Privileges",
            .aliases = "bytebase:STATEMENT_OBJECT_OWNER_CHECK",
        },
    .check = check,
};

}  // namespace pgstage::rules

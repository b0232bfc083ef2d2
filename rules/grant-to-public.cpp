#include <algorithm>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool writes(std::string_view privilege) {
  return privilege == "insert" || privilege == "update" || privilege == "delete" ||
         privilege == "truncate" || privilege == "trigger";
}

std::string target(const lint::Context& context, const sql::Grant& grant) {
  if (grant.names.empty()) return {};
  if (grant.all_in_schema) {
    return "every table of schema \"" + std::string{grant.names.front().name} + "\"";
  }
  return lint::table_words(context.before.resolve(grant.names.front()));
}

void check(const sql::Grant& grant, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (grant.revokes || grant.object != sql::ObjectKind::Table) return;
  const auto is_public = [](std::string_view role) { return role.empty(); };
  if (std::none_of(grant.roles.begin(), grant.roles.end(), is_public)) return;
  const auto is_temporary = [&](const sql::Name& name) {
    const auto* found = context.before.catalog().relation(context.before.resolve(name));
    return found != nullptr && found->persistence == Persistence::Temporary;
  };
  if (std::all_of(grant.names.begin(), grant.names.end(), is_temporary)) return;
  const auto& rights = grant.privileges;
  if (!rights.empty() && std::none_of(rights.begin(), rights.end(), writes)) return;
  out.add({.span = context.statement.span(),
           .message = "every role there is may change " + target(context, grant)});
}

}  // namespace

extern const lint::Rule grant_to_public = {
    .info =
        {
            .id = "grant-to-public",
            .title = "everybody may change a table",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "PUBLIC is every role there is and will be, with those of other applications "
                   "and of people who only look something up. All of them may from now on write, "
                   "or with ALL even empty the table.",
            .instead = "Grant what is needed to a role of the application, and the role to whoever "
                       "needs it.",
            .fine = "Only reading is granted, or running what writes nothing.",
            .source = "GRANT; Privileges",
            .aliases =
                "migrationpilot:MP085 safe-migrate:overbroad-grant pg-schema-diff:AUTHZ_UPDATE",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

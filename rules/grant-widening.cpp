#include <algorithm>
#include <string>
#include <string_view>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Grant& grant, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (grant.revokes) return;
  const bool everybody = std::any_of(grant.roles.begin(), grant.roles.end(),
                                     [](std::string_view role) { return role.empty(); });
  std::string_view what;
  if (grant.privileges.empty()) what = "all rights, whatever they are";
  if (grant.all_in_schema) what = "rights on all there is in a schema";
  if (everybody) what = "rights to every role there is";
  if (what.empty()) return;
  out.add({.span = context.statement.span(), .message = "this grants " + std::string{what}});
}

}  // namespace

extern const lint::Rule grant_widening = {
    .info =
        {
            .id = "grant-widening",
            .title = "more rights are granted than somebody named",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "ALL and ALL TABLES IN SCHEMA give away whatever there is, and with the next "
                   "server or table that is more than anybody thought of. What is granted to "
                   "PUBLIC every role has.",
            .instead = "Name the rights, the objects and the roles.",
            .fine = "The rights, the objects and the roles are named.",
            .source = "GRANT",
            .aliases = "migrationpilot:MP085 migrationpilot:MP091 safe-migrate:overbroad-grant "
                       "pg-schema-diff:AUTHZ_UPDATE",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

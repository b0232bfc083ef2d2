#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateDomain& create, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (!create.constrained) return;
  out.add({.span = context.statement.span(),
           .message = "domain \"" + context.before.resolve_new(create.name).plain() +
                      "\" has a constraint, which no table that uses it can change by itself"});
}

}  // namespace

extern const lint::Rule domain_with_constraint = {
    .info =
        {
            .id = "domain-with-constraint",
            .title = "a domain with a constraint",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "A constraint of a domain cannot be changed table by table: proving one reads "
                   "every table that uses it while writes wait, and a new column of a constrained "
                   "domain rewrites its table.",
            .instead = "Give the tables checks of their own; they can be added NOT VALID and "
                       "validated one by one.",
            .fine = "The domain is used in new tables only, and its rule is settled for good.",
            .source = "CREATE DOMAIN; measured on 11 to 18",
            .aliases = "migrationpilot:MP043 pgfence:ban-create-domain-with-constraint "
                       "squawk:ban-create-domain-with-constraint",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

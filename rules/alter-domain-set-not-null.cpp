#include "pgstage/lint/domains.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterDomain& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (alter.what != sql::AlterDomain::What::SetNotNull && !alter.not_null) return;
  const auto users = lint::read_for_domain(effects, context);
  if (!users) return;
  out.add({.span = context.statement.span(),
           .message = "NOT NULL for domain \"" + context.before.resolve_new(alter.name).plain() +
                      "\" reads " + *users + " while writes to them are blocked"});
}

}  // namespace

extern const lint::Rule alter_domain_set_not_null = {
    .info =
        {
            .id = "alter-domain-set-not-null",
            .title = "NOT NULL for a domain reads every table that uses it",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why =
                "ALTER DOMAIN … SET NOT NULL reads every table with a column of the domain and "
                "holds SHARE on all of them meanwhile. Readers go on; every write to any of these "
                "tables waits until the last one is read. A domain's NOT NULL cannot be NOT VALID.",
            .instead = "Make the columns NOT NULL in their tables, by way of a validated check.",
            .fine = "The domain is NOT NULL already, or it, or every table that uses it, was made "
                    "by the same deploy.",
            .source = "ALTER DOMAIN; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

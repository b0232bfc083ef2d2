#include "pgstage/lint/domains.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterDomain& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  using What = sql::AlterDomain::What;
  if (alter.not_valid || alter.not_null) return;
  const bool adds = alter.what == What::AddConstraint;
  if (!adds && alter.what != What::Validate) return;
  const auto users = lint::read_for_domain(effects, context);
  if (!users) return;
  const std::string text{context.script.text(context.statement.span())};
  out.add({.span = context.statement.span(),
           .message = std::string{adds ? "adding a constraint to" : "validating a constraint of"} +
                      " domain \"" + context.before.resolve_new(alter.name).plain() + "\" reads " +
                      *users + " while writes to them are blocked",
           .rewrite = adds ? std::optional{text + " NOT VALID"} : std::nullopt});
}

}  // namespace

extern const lint::Rule alter_domain_add_constraint = {
    .info =
        {
            .id = "alter-domain-add-constraint",
            .title = "a domain's new constraint reads every table that uses it",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "ALTER DOMAIN … ADD CHECK, and VALIDATE CONSTRAINT as well, reads every table "
                   "with a column of the domain and holds SHARE on all of them meanwhile. Readers "
                   "go on; every write to any of these tables waits until the last one is read.",
            .instead = "Add the check NOT VALID, which takes no lock on any table and holds for "
                       "new values. Where the old ones have to be proved, give the tables checks "
                       "of their own and validate those, which lets writes through.",
            .fine = "The check is NOT VALID, or the domain, or every table that uses it, was made "
                    "by the same deploy.",
            .source = "ALTER DOMAIN; measured on 11 to 18",
            .aliases = "diesel-guard:AddDomainCheckConstraint migrationpilot:MP043 "
                       "pgfence:ban-alter-domain-add-constraint "
                       "squawk:ban-alter-domain-with-add-constraint",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

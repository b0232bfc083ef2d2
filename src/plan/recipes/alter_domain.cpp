// Demand something of a domain that tables in use store. New values have to satisfy it from one
// moment on; to prove it for those that are there, the server reads the tables while writes wait.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "kept_definition.hpp"
#include "quiet_hour.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

using What = sql::AlterDomain::What;

bool fits(const Change& change) {
  const auto* alter = std::get_if<sql::AlterDomain>(&change.view);
  if (alter == nullptr || alter->not_null) return false;
  const bool demands = alter->what == What::AddConstraint || alter->what == What::Validate ||
                       alter->what == What::SetNotNull;
  const auto* type = change.before.catalog().type(change.before.resolve_new(alter->name));
  return demands && type != nullptr && !type->created_in_batch;
}

/// The check that is new, with the name that PostgreSQL gives it.
std::string name_of_check(const Change& change, const QualifiedName& domain,
                          std::string_view written) {
  const auto* before = change.before.catalog().type(domain);
  const auto* after = change.after.catalog().type(domain);
  if (!written.empty() || after == nullptr) return std::string{written};
  for (const auto& check : after->checks) {
    const bool old = std::any_of(before->checks.begin(), before->checks.end(),
                                 [&](const auto& each) { return each.name == check.name; });
    if (!old) return check.name;
  }
  return {};
}

std::string check_exists(const QualifiedName& domain, std::string_view name, bool validated) {
  return fmt::format(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.contypid = to_regtype({}) "
      "AND c.conname = {}{})",
      quote_literal(domain.sql()), quote_literal(name), validated ? " AND c.convalidated" : "");
}

/// What reads tables under a lock that keeps writers out, or nothing at all.
void prove(const Change& change, Step step, Draft& out) {
  if (change.effects.scans.empty()) {
    out.migrate(std::move(step));
    return;
  }
  in_quiet_hour(change, {change.effects.scans.front().table}, std::move(step),
                "A check of the table, NOT VALID and validated, would do without.", out);
}

Step validate(const Change& change, const QualifiedName& domain, const std::string& name) {
  return metadata_step(
      change, {.title = fmt::format("Check the values that are there for \"{}\" of domain {}", name,
                                    domain.sql()),
               .sql = {fmt::format("ALTER DOMAIN {} VALIDATE CONSTRAINT {}", domain.sql(),
                                   quote_ident(name))},
               .undo = {},
               .done = check_exists(domain, name, true)});
}

/// NOT VALID comes back with it.
std::string definition_of(const QualifiedName& domain, const std::string& name) {
  return constraint_definition(
      "ALTER DOMAIN " + domain.sql(),
      fmt::format("contypid = to_regtype({}) AND conname = {} AND NOT convalidated",
                  quote_literal(domain.sql()), quote_literal(name)));
}

void add_check(const Change& change, const QualifiedName& domain, const sql::AlterDomain& alter,
               Draft& out) {
  const auto name = name_of_check(change, domain, alter.constraint);
  out.gate(PhaseName::Migrate,
           fmt::format("deploy code whose values of domain {} satisfy constraint \"{}\"",
                       domain.sql(), name));
  out.migrate(metadata_step(
      change,
      {.title = fmt::format("Add check \"{}\" of domain {} for new values", name, domain.sql()),
       .sql = {change.text + (alter.not_valid ? "" : " NOT VALID")},
       .undo = {fmt::format("ALTER DOMAIN {} DROP CONSTRAINT IF EXISTS {}", domain.sql(),
                            quote_ident(name))},
       .done = check_exists(domain, name, false)}));
  if (!alter.not_valid) prove(change, validate(change, domain, name), out);
}

Result<void> write(const Change& change, Draft& out) {
  const auto& alter = std::get<sql::AlterDomain>(change.view);
  const auto domain = change.before.resolve_new(alter.name);
  if (alter.what == What::AddConstraint) {
    add_check(change, domain, alter, out);
  } else if (alter.what == What::Validate) {
    const std::string name{alter.constraint};
    const auto key = fmt::format("{}:{}", change.origin.path, change.number);
    Step step = validate(change, domain, name);
    step.sql.insert(step.sql.begin(), keep_definition(key, definition_of(domain, name)));
    step.undo = {restore_definition(key)};
    out.keep_definitions();
    prove(change, std::move(step), out);
  } else if (!change.before.catalog().type(domain)->not_null) {
    out.gate(PhaseName::Migrate,
             fmt::format("deploy code that never writes NULL as {}", domain.sql()));
    prove(
        change,
        metadata_step(change, {.title = fmt::format("Make domain {} NOT NULL", domain.sql()),
                               .sql = {change.text},
                               .undo = {fmt::format("ALTER DOMAIN {} DROP NOT NULL", domain.sql())},
                               .done = {}}),
        out);
  }
  return {};
}

}  // namespace

extern const Recipe alter_domain = {.id = "alter_domain", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

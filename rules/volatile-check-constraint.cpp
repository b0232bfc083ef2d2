#include <string>

#include "pgstage/lint/additions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  for (const auto& added : lint::new_constraints(context)) {
    if (added.definition->kind != ConstraintKind::Check) continue;
    const auto facts = sql::facts(added.definition->expression);
    if (facts.functions.empty() && !facts.sql_value_function) continue;
    const auto volatility = catalog::volatility_of(facts, context.before.catalog());
    // A function that nothing known defines may well be immutable.
    if (!volatility.certain || volatility.at_best == Volatility::Immutable) continue;
    const bool is_volatile = volatility.at_best == Volatility::Volatile;
    out.add({.span = added.span,
             .message = "this check of " + lint::table_words(added.table) + " calls a " +
                        (is_volatile ? "VOLATILE" : "STABLE") +
                        " function: rows that pass it today may break it tomorrow"});
  }
}

}  // namespace

extern const lint::Rule volatile_check_constraint = {
    .info =
        {
            .id = "volatile-check-constraint",
            .title = "a check may say something else tomorrow",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .group = lint::Group::Design,
            .why = "PostgreSQL asks a check only when a row is written, and takes for granted that "
                   "the answer stays the same. With a function that is not IMMUTABLE, such as "
                   "now(), old rows come to break the check without a word, and restoring a dump "
                   "fails on them.",
            .instead = "Ask with a trigger, which is meant for the moment of the write, or compare "
                       "with a column that keeps the moment.",
            .fine = "Everything that the check calls is IMMUTABLE.",
            .source = "Constraints, Check Constraints",
            .aliases = "migrationpilot:MP087",
        },
    .check = check,
};

}  // namespace pgstage::rules

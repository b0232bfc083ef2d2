#include <algorithm>
#include <array>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether an earlier statement of the script has done something that stays.
bool follows_a_change(const lint::Context& context) {
  constexpr auto kNone = std::to_array<std::string_view>(
      {"SET", "RESET", "SHOW", "SELECT", "BEGIN", "START TRANSACTION", "COMMIT", "ROLLBACK"});
  const auto& statements = context.script.statements();
  return std::any_of(statements.begin(), statements.end(), [&](const auto& each) {
    return each.span().offset < context.statement.span().offset &&
           std::find(kNone.begin(), kNone.end(), each.kind()) == kNone.end();
  });
}

/// Whether rows or other sessions decide if it succeeds.
bool may_fail(const effects::Effects& effects, const lint::Context& context) {
  const bool waits = std::any_of(effects.locks.begin(), effects.locks.end(), [&](const auto& lock) {
    return blocks_writes(lock.mode) && !lock.apart && context.live(lock.relation);
  });
  return waits || lint::works_long(effects, context);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto whose = context.runner.commits_each;
  if (whose.empty() || context.in_transaction() || context.in_body) return;
  if (!may_fail(effects, context) || !follows_a_change(context)) return;
  out.add({.span = context.statement.span(),
           .message = std::string{whose} +
                      " commits each statement by itself, so if this one fails, what stands "
                      "before it in the migration stays done"});
}

}  // namespace

extern const lint::Rule half_applied_migration = {
    .info =
        {
            .id = "half-applied-migration",
            .title = "a migration can stop half done",
            .severity = Severity::Notice,
            .category = lint::Category::Transaction,
            .why = "Some runners send the statements of a migration one by one and put no "
                   "transaction around them. A statement that waits for a lock, or that looks at "
                   "the rows that are there, can fail in production alone. What came before it is "
                   "done then and the migration is not, so that neither running it again nor "
                   "going on works, until somebody sets it right by hand.",
            .instead = "Let one migration do one thing. What belongs together and locks one table "
                       "may stand between BEGIN and COMMIT; in code, begin a transaction and hand "
                       "it to every call.",
            .fine = "Every statement may run twice, or the migration is one that is mended by "
                    "hand.",
            .source = "measured with Sequelize 6 and read in Prisma 7.4, which split scripts",
            .once_per_run = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

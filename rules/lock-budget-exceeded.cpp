#include <array>

#include <fmt/format.h>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters = std::to_array<lint::Parameter>(
    {{"seconds", "10", "for how long one deploy may keep writers from a table, taken together"}});

/// What is locked against writers while the statement runs: each once.
std::vector<QualifiedName> locked(const effects::Effects& effects, const lint::Context& context) {
  std::vector<QualifiedName> out;
  for (const auto& held : context.held) out.push_back(held.relation);
  for (const auto& lock : effects.locks) {
    const bool again = std::find(out.begin(), out.end(), lock.relation) != out.end();
    if (!again && blocks_writes(lock.mode) && context.live(lock.relation)) {
      out.push_back(lock.relation);
    }
  }
  return out;
}

/// Said once a table, where the sum passes the budget. One statement that is too long by itself is
/// what other rules speak of.
void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const double more = effects::seconds_of(effects, context.before.catalog());
  if (more <= 0) return;
  const auto budget = static_cast<double>(context.number("lock-budget-exceeded", "seconds"));
  for (const auto& table : locked(effects, context)) {
    const auto stall = context.past.stall(table);
    const double sum = stall.seconds + more;
    if (stall.seconds <= 0 || stall.seconds > budget || sum <= budget) continue;
    const auto longest = more >= stall.longest
                             ? std::string{"this statement"}
                             : fmt::format("line {} of {}", stall.line, stall.path);
    out.add(
        {.span = context.statement.span(),
         .message = fmt::format("with this the deploy keeps writers from {} for about {:.0f} s, "
                                "and {:.0f} s are allowed; {} takes most of them",
                                lint::table_words(table), sum, budget, longest)});
  }
}

}  // namespace

extern const lint::Rule lock_budget_exceeded = {
    .info =
        {
            .id = "lock-budget-exceeded",
            .title = "a deploy keeps writers from a table for longer than is allowed",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why =
                "Each statement may be bearable by itself; the users of a table see the sum. A "
                "lock is kept until its transaction ends, so the time of every later statement of "
                "the transaction counts for each table that it has locked.",
            .instead =
                "Take the longest statement first: build indexes CONCURRENTLY, validate "
                "constraints in a transaction of their own, and spread what is left over several "
                "deploys.",
            .fine = "The times come from the sizes of the tables and the speeds that the finding "
                    "names; a faster machine allows a larger budget.",
            .source = "Explicit Locking, Table-Level Locks",
            .aliases = "cumulative-lock-budget migrationpilot:SQ001 migrationpilot:SQ002 "
                       "migrationpilot:SQ005",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Whether others, who may go on after `deed`, can come to wait for it while they hold what keeps
/// out `mode`: writers that have read the table, or that have changed another of its rows.
bool can_deadlock(const lint::Deed& deed, LockMode mode) {
  if (deed.changes_rows && deed.mode == LockMode::RowExclusive) return blocks_writes(mode);
  return blocks_writes(deed.mode) && !blocks_reads(deed.mode) && blocks_reads(mode);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (!context.in_transaction()) return;
  for (const auto& lock : effects.locks) {
    if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    const auto deeds = context.past.to(lock.relation);
    const auto here = [&](const auto& deed) {
      return deed.transaction == context.past.transaction();
    };
    const auto first = std::find_if(deeds.begin(), deeds.end(), [&](const auto& deed) {
      return here(deed) && can_deadlock(deed, lock.mode);
    });
    const bool shut = std::any_of(deeds.begin(), deeds.end(), [&](const auto& deed) {
      return here(deed) && deed.mode >= lock.mode;
    });
    if (shut || first == deeds.end()) continue;
    out.add({.span = context.span_of_action(lock.action),
             .message = "the lock on " +
                        lint::relation_words(lock.relation, context.before.catalog()) +
                        " grows from " + std::string{sql_name(first->mode)} + ", taken in line " +
                        std::to_string(first->line) + ", to " + std::string{sql_name(lock.mode)}});
    return;
  }
}

}  // namespace

extern const lint::Rule lock_upgrade = {
    .info =
        {
            .id = "lock-upgrade",
            .title = "a transaction asks for a stronger lock on a table that it has locked",
            .severity = Severity::Warning,
            .category = lint::Category::Transaction,
            .why =
                "Between the two locks other transactions get in: they read the table and then "
                "wait to write it, or wait for a row that this transaction has changed. What they "
                "hold by then keeps this transaction from its stronger lock, so each waits for "
                "the other, and after deadlock_timeout the server cancels one of them (40P01).",
            .instead =
                "Let the statement with the strongest lock come first, or end the transaction "
                "between the two.",
            .fine = "Nobody else writes the table meanwhile, or it is new.",
            .source = "Explicit Locking, Deadlocks",
        },
    .check = check,
};

}  // namespace pgstage::rules

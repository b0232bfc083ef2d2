#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// What the transaction did to the table before; a stronger lock is asked for on top of it.
bool was_touched(const lint::Context& context, const QualifiedName& table) {
  const auto deeds = context.past.to(table);
  return std::any_of(deeds.begin(), deeds.end(), [&](const auto& deed) {
    return deed.transaction == context.past.transaction();
  });
}

void check(const sql::Lock& lock, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (effects.fails || !blocks_writes(lock.mode)) return;
  for (const auto& written : lock.tables) {
    const auto table = context.before.resolve(written);
    if (!context.live(table)) continue;
    const auto words = lint::relation_words(table, context.before.catalog());
    if (was_touched(context, table)) {
      out.add({.span = context.statement.span(),
               .message = "the transaction has used " + words +
                          " before and now asks for more: two that do so deadlock"});
    } else if (blocks_reads(lock.mode) && !context.lock_timeout_set()) {
      out.add({.span = context.statement.span(),
               .message = "LOCK TABLE keeps reads and writes of " + words +
                          " waiting until the transaction ends"});
    }
  }
}

}  // namespace

extern const lint::Rule explicit_lock_table = {
    .info =
        {
            .id = "explicit-lock-table",
            .title = "LOCK TABLE holds up more than it has to",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "Without a mode LOCK TABLE takes ACCESS EXCLUSIVE, so even reads wait until the "
                   "transaction ends. After other statements of the transaction it may ask for "
                   "more than what they hold already: two sessions that do the same then wait for "
                   "each other, and one of them is cancelled.",
            .instead = "Lock first, before anything else in the transaction, all tables at once, "
                       "in the order in which the application uses them, in the weakest mode that "
                       "does, and with a lock_timeout.",
            .fine = "It is the first statement of its transaction and has a lock_timeout; the mode "
                    "lets others read and write; or the table was made by the same deploy.",
            .source = "LOCK; Explicit Locking, Deadlocks",
            .aliases = "migrationpilot:MP065",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

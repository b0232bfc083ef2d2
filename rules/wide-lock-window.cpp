#include <algorithm>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

std::string place(const lint::HeldLock& held, const lint::Context& context) {
  const std::string line = "line " + std::to_string(held.line);
  return held.path == context.path ? line : line + " of " + std::string{held.path};
}

/// Once is enough of a transaction: all that is held was taken by one statement.
bool is_second(const lint::Context& context) {
  const auto& first = context.held.front();
  return std::all_of(context.held.begin(), context.held.end(), [&](const auto& each) {
    return each.line == first.line && each.path == first.path;
  });
}

/// What it needs besides, it would lock itself, only in an order of its own.
bool needs_what_is_held(const effects::Effects& effects, const lint::Context& context) {
  return std::all_of(context.held.begin(), context.held.end(), [&](const auto& held) {
    const auto mode = effects.lock_on(held.relation);
    return mode && *mode >= held.mode;
  });
}

/// LOCK TABLE once for each mode is like once for all.
bool locks_the_next(const lint::Context& context) {
  if (!std::holds_alternative<sql::Lock>(context.view)) return false;
  return std::all_of(context.held.begin(), context.held.end(), [&](const auto& held) {
    const auto deeds = context.past.to(held.relation);
    return std::any_of(deeds.begin(), deeds.end(), [&](const auto& deed) {
      return deed.kind == "LOCK TABLE" && deed.line == held.line && deed.path == held.path;
    });
  });
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (context.held.empty() || !is_second(context)) return;
  // Work that lasts while something is locked is a hazard of its own name.
  if (lint::works_long(effects, context) || needs_what_is_held(effects, context)) return;
  if (locks_the_next(context)) return;
  for (const auto& lock : effects.locks) {
    if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    const auto is_it = [&](const auto& held) { return held.relation == lock.relation; };
    if (std::any_of(context.held.begin(), context.held.end(), is_it)) continue;
    for (const auto& held : context.held) {
      out.add({.span = context.statement.span(),
               .message =
                   "this locks " + lint::relation_words(lock.relation, context.before.catalog()) +
                   " while " + lint::relation_words(held.relation, context.before.catalog()) +
                   " is still locked, since " + place(held, context)});
      return;
    }
  }
}

}  // namespace

extern const lint::Rule wide_lock_window = {
    .info =
        {
            .id = "wide-lock-window",
            .title = "several tables are locked in one transaction",
            .severity = Severity::Warning,
            .category = lint::Category::Transaction,
            .why =
                "Locks are kept until the transaction ends. While it waits for the second table, "
                "everybody who needs the first one waits as well; and an application that takes the"
                " two tables in the other order deadlocks with it.",
            .instead =
                "Give each table a transaction of its own, or lock all of them first, in the order "
                "in which the application takes them.",
            .fine = "All but one of the tables were made by the same deploy, or an earlier "
                    "statement of the transaction was told of. LOCK TABLE comes first and takes "
                    "what the next statement takes as well, such as both tables of a foreign key.",
            .source = "Explicit Locking, Deadlocks",
            .aliases = "migrationpilot:MP008 migrationpilot:SQ001 migrationpilot:SQ002 "
                       "online_migrations:multiple_foreign_keys pgfence:wide-lock-window "
                       "postgres-language-server:avoidWideLockWindow",
        },
    .check = check,
};

}  // namespace pgstage::rules

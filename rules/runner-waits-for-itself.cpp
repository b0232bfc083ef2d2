#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto whose = context.runner.runs_beside;
  if (whose.empty()) return;
  for (const auto& lock : effects.locks) {
    const auto deeds = context.past.to(lock.relation);
    const auto held = std::find_if(deeds.begin(), deeds.end(), [&](const auto& deed) {
      return !deed.beside && deed.path != context.path && conflicts(deed.mode, lock.mode);
    });
    if (held == deeds.end()) continue;
    out.add({.span = context.statement.span(),
             .message = fmt::format(
                 "this waits for ever for {}, which {}:{} has locked: {} runs the two in sessions "
                 "of their own and ends the other's transaction last",
                 lint::table_words(lock.relation), held->path, held->line, whose)});
    return;
  }
}

}  // namespace

extern const lint::Rule runner_waits_for_itself = {
    .info =
        {
            .id = "runner-waits-for-itself",
            .title = "a migration waits for a lock that its own runner holds",
            .severity = Severity::Error,
            .category = lint::Category::Transaction,
            .why = "Some runners keep one transaction open for all pending migrations, and run one "
                   "that asks for none in a second session meanwhile. If it needs a table that an "
                   "earlier one of the same run has locked, it waits for a transaction that ends "
                   "behind it. The server sees no deadlock, as the first session is idle, so the "
                   "deploy hangs and the locks stay.",
            .instead = "Deploy the two one after the other, or give every migration a transaction "
                       "of its own: for MikroORM allOrNothing: false.",
            .fine = "The earlier one was applied already, or the runner is told not to keep one "
                    "transaction for all.",
            .source = "measured with MikroORM 6.5: an endless wait; the documentation of MikroORM "
                      "on allOrNothing and isTransactional",
        },
    .check = check,
};

}  // namespace pgstage::rules

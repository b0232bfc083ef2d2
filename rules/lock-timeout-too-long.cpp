#include <algorithm>
#include <array>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/model/timeout.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters =
    std::to_array<lint::Parameter>({{.name = "longest",
                                     .value = "10s",
                                     .says = "the longest time that others may be made to wait"}});

/// Of another statement of the deploy that waits for the same table.
bool was_said(const lint::Context& context, const QualifiedName& table) {
  const auto deeds = context.past.to(table);
  return std::any_of(deeds.begin(), deeds.end(), [&](const auto& deed) {
    return deed.limited && blocks_writes(deed.mode) && deed.path == context.path;
  });
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.locks.empty()) return;
  const auto setting = context.before.setting("lock_timeout");
  if (!setting || !context.lock_timeout_set()) return;
  const auto longest = context.parameter("lock-timeout-too-long", "longest");
  const auto waits = milliseconds_of(*setting);
  if (!waits || *waits <= milliseconds_of(longest).value_or(0)) return;
  for (const auto& lock : effects.locks) {
    // One that is taken apart stands in nobody's way any more.
    if (lock.apart || !blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    if (was_said(context, lock.relation)) return;
    out.add({.span = context.statement.span(),
             .message = "waiting for the " + std::string{sql_name(lock.mode)} + " lock on " +
                        lint::table_words(lock.relation) + " may stop everybody else for " +
                        *setting});
    return;
  }
}

}  // namespace

extern const lint::Rule lock_timeout_too_long = {
    .info =
        {
            .id = "lock-timeout-too-long",
            .title = "a strong lock is waited for too long",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why =
                "A statement that waits for a strong lock makes all later ones on the table wait "
                "behind it. With a long lock_timeout they wait that long, and time out in the "
                "application.",
            .instead =
                "Set lock_timeout to a second or two, and run the migration again when it fires.",
            .fine = "The lock is one that lets reads and writes pass, as those of CREATE INDEX "
                    "CONCURRENTLY and VALIDATE CONSTRAINT are.",
            .source = "Client Connection Defaults, lock_timeout; Explicit Locking",
            .aliases = "pgfence:lock-timeout-too-long pgfence:lock-timeout-zero "
                       "pgfence:statement-timeout-too-long timeout-disabled-or-too-long",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules

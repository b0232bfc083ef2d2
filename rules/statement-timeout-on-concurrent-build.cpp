#include <algorithm>
#include <array>
#include <variant>

#include "pgstage/lint/recipes.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"
#include "pgstage/model/timeout.hpp"

namespace pgstage::rules {
namespace {

constexpr auto kParameters = std::to_array<lint::Parameter>(
    {{.name = "enough", .value = "1h", .says = "a statement_timeout that no build reaches"}});

/// Of another statement of this file that works on the same table as long.
bool was_said(const lint::Context& context, const QualifiedName& table) {
  const auto deeds = context.past.to(table);
  return std::any_of(deeds.begin(), deeds.end(), [&](const auto& deed) {
    return deed.path == context.path && !blocks_writes(deed.mode) &&
           (deed.builds_index || deed.scans);
  });
}

bool takes_long_by_design(const lint::Context& context) {
  // What it interrupts of a drop is done by running it again.
  if (std::holds_alternative<sql::Drop>(context.view)) return false;
  const auto* action = lint::action_of(context, 0);
  const bool validates = action != nullptr && action->kind == sql::ActionKind::ValidateConstraint;
  return validates || lint::runs_concurrently(context);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (!takes_long_by_design(context)) return;
  const auto setting = context.before.setting("statement_timeout");
  const auto timeout = milliseconds_of(setting.value_or("0")).value_or(0);
  const auto enough = context.parameter("statement-timeout-on-concurrent-build", "enough");
  if (timeout == 0 || timeout >= milliseconds_of(enough).value_or(0)) return;
  const bool live = std::any_of(effects.locks.begin(), effects.locks.end(), [&](const auto& lock) {
    return context.live(lock.relation) && !was_said(context, lock.relation);
  });
  // An index of an unknown table is one of a live table.
  if (!live && !effects.locks.empty()) return;
  out.add({.span = context.statement.span(),
           .message = "after " + *setting + " statement_timeout cancels this " +
                      std::string{effects.kind} + ", however far it is",
           .rewrite = lint::given_time(context, context.script.text(context.statement.span()))});
}

}  // namespace

extern const lint::Rule statement_timeout_on_concurrent_build = {
    .info =
        {
            .id = "statement-timeout-on-concurrent-build",
            .title = "statement_timeout may cancel a statement that has to take long",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why =
                "A concurrent build or drop waits for every older transaction and reads the table "
                "twice; validating reads it once. Cancelled by statement_timeout, a build leaves "
                "an invalid index behind that costs every write and serves nobody, and a detach "
                "has to be finished by hand.",
            .instead =
                "Set statement_timeout to 0 before the statement, and back to what it was behind "
                "it.",
            .fine = "The timeout is so long that the statement will be done before.",
            .source = "CREATE INDEX, Building Indexes Concurrently; Client Connection Defaults, "
                      "statement_timeout",
            .parameters = kParameters,
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

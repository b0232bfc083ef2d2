#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Set& set, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (set.name != "lock_timeout" || set.values.empty()) return;
  const auto& waited = context.past.unlimited();
  if (!waited) return;
  out.add({.span = context.statement.span(),
           .message = "lock_timeout is set after line " + std::to_string(waited->second.line) +
                      " has waited for " + lint::table_words(waited->first) + " without it"});
}

}  // namespace

extern const lint::Rule lock_timeout_set_too_late = {
    .info =
        {
            .id = "lock-timeout-set-too-late",
            .title = "lock_timeout is set after a strong lock was waited for",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why = "A setting holds for the statements behind it. The one before it waits for its "
                   "lock without a limit, and everybody else waits behind it.",
            .instead = "Set lock_timeout in the first line of the migration.",
            .fine = "What comes before the setting locks nothing that running clients use.",
            .source = "SET; Client Connection Defaults, lock_timeout",
            .aliases = "pgfence:lock-timeout-after-dangerous-statement timeout-set-too-late",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

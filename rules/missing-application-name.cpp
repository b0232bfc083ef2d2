#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto name = context.before.setting("application_name");
  if (name && !name->empty()) return;
  for (const auto& lock : effects.locks) {
    if (!blocks_writes(lock.mode) || !context.live(lock.relation)) continue;
    out.add({.span = context.statement.span(),
             .message = lint::table_words(lock.relation) +
                        " is locked by a session that has no application_name"});
    return;
  }
}

}  // namespace

extern const lint::Rule missing_application_name = {
    .info =
        {
            .id = "missing-application-name",
            .title = "nobody can tell who holds the lock",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "While a migration blocks others, somebody looks at pg_stat_activity and has to "
                   "decide which session to end. application_name is what tells it from the "
                   "application.",
            .instead =
                "Set application_name at the beginning of the script or in the connection string "
                "of the runner.",
            .fine = "The runner sets it, or nothing that running code uses is locked.",
            .source = "The Cumulative Statistics System, pg_stat_activity",
            .aliases = "pgfence:missing-application-name",
            .once_per_run = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

#include <string>

#include "pgstage/lint/computed.hpp"
#include "pgstage/lint/rule.hpp"

namespace pgstage::rules {
namespace {

bool is_reset(const effects::Effects& effects, const lint::Context& context) {
  lint::Findings found;
  lint::find_rule("destructive-reset")->check(effects, context, found);
  return !found.drafts().empty();
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto& unread = lint::unread_parts(context);
  if (unread.empty() || is_reset(effects, context)) return;
  const auto& first = unread.front();
  std::string message = "nothing of what " + first.where + " runs is judged: " + first.why;
  if (unread.size() > 1) message += ", and " + std::to_string(unread.size() - 1) + " more";
  out.add({.span = context.statement.span(), .message = std::move(message)});
}

}  // namespace

extern const lint::Rule unanalyzable_sql = {
    .info =
        {
            .id = "unanalyzable-sql",
            .title = "a statement runs SQL that cannot be read",
            .severity = Severity::Notice,
            .category = lint::Category::Correctness,
            .why =
                "The SQL is computed while it runs, or is written in a language that is not SQL, "
                "so nobody can say before what it locks, rewrites or drops. Nothing of it is "
                "judged, and what follows is judged as if it had done nothing.",
            .instead = "Write the statements out. EXECUTE of a constant is read like any other "
                       "statement.",
            .fine = "Somebody has read it and knows what it runs on the database it is for.",
            .source = "PL/pgSQL, Executing Dynamic Commands",
            .aliases = "excellent_migrations:raw_sql_executed migrationpilot:MP063 "
                       "safe-migrate:opaque-dynamic-sql",
        },
    .check = check,
};

}  // namespace pgstage::rules

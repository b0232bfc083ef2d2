#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto i : lint::live_actions(context, sql::ActionKind::DisableTrigger)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto& action = alter.actions[i];
    if (!action.name.empty() || action.users) continue;
    out.add({.span = context.span_of_action(i),
             .message = "foreign keys from and to " +
                        lint::table_words(context.before.resolve(alter.name)) +
                        " are not checked any more, for all sessions"});
  }
}

}  // namespace

extern const lint::Rule disable_all_triggers = {
    .info =
        {
            .id = "disable-all-triggers",
            .title = "foreign keys of a table are not checked any more",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "DISABLE TRIGGER ALL also switches off the triggers that foreign keys are made "
                   "of, for all sessions. Rows that break a key are stored meanwhile, and nothing "
                   "looks at them again when the triggers are switched on.",
            .instead = "Set session_replication_role to replica for the session that writes, check "
                       "what it wrote, or drop the foreign key and add it again NOT VALID, to be "
                       "validated later.",
            .fine = "The table was made by the same deploy.",
            .source = "ALTER TABLE, DISABLE TRIGGER",
            .aliases = "migrationpilot:MP064 pgfence:enable-disable-trigger "
                       "postgres-language-server:avoidEnableDisableTrigger "
                       "safe-migrate:disable-trigger enable-disable-trigger",
        },
    .check = check,
};

}  // namespace pgstage::rules

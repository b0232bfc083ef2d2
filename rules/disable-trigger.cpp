#include <algorithm>
#include <string>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// Nothing is missing once the trigger itself is gone.
lint::Unless unless_dropped(QualifiedName table, std::string trigger) {
  const auto is_gone = [table = std::move(table),
                        trigger = std::move(trigger)](const catalog::Replay& then) {
    const auto* found = then.catalog().relation(table);
    return then.catalog().complete() &&
           (found == nullptr ||
            std::none_of(found->triggers.begin(), found->triggers.end(),
                         [&](const auto& each) { return each.name == trigger; }));
  };
  return {lint::Unless::Until::Deploy, is_gone};
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto i : lint::live_actions(context, sql::ActionKind::DisableTrigger)) {
    const auto& alter = std::get<sql::AlterTable>(context.view);
    const auto& action = alter.actions[i];
    // All of them is a hazard of its own name.
    if (action.name.empty() && !action.users) continue;
    const auto table = context.before.resolve(alter.name);
    const std::string trigger{action.name};
    lint::Findings::Draft draft{
        .span = context.span_of_action(i),
        .message = (action.users ? "the triggers" : "trigger \"" + trigger + "\"") + " of " +
                   lint::table_words(table) + (action.users ? " are" : " is") +
                   " switched off for all sessions"};
    if (!action.users) draft.unless = unless_dropped(table, trigger);
    out.add(std::move(draft));
  }
}

}  // namespace

extern const lint::Rule disable_trigger = {
    .info =
        {
            .id = "disable-trigger",
            .title = "a trigger is switched off for everybody",
            .severity = Severity::Warning,
            .category = lint::Category::Correctness,
            .why = "It is switched off for all sessions, not only this one: what others write "
                   "meanwhile goes without it. If the same transaction switches it on again, SHARE "
                   "ROW EXCLUSIVE keeps all other writers waiting until then.",
            .instead = "Set session_replication_role to replica for the session that writes, where "
                       "the role may, or let the trigger look at a setting of the session.",
            .fine = "The table was made by the same deploy, or the trigger is switched off for "
                    "good, before it is dropped.",
            .source = "ALTER TABLE, DISABLE TRIGGER; measured on 11 to 18",
            .aliases = "migrationpilot:MP064 pgfence:enable-disable-trigger "
                       "postgres-language-server:avoidEnableDisableTrigger enable-disable-trigger",
        },
    .check = check,
};

}  // namespace pgstage::rules

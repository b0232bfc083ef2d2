#include <set>
#include <string>
#include <utility>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (effects.locks.size() < 2) return;
  const auto name = context.before.resolve(alter.name);
  const auto* table = context.before.catalog().relation(name);
  if (table == nullptr || !context.live(name)) return;
  // What reads the table for another foreign key says the same of it.
  if (!lint::blocking_scans(effects, context, effects::Why::ValidateForeignKey).empty()) return;
  // A limit to the wait is all that a lock of a moment needs, and it needs to be said once.
  const bool lasts = lint::works_long(effects, context) && !lint::was_emptied(context, name);
  if (!lasts && context.lock_timeout_set()) return;
  std::set<QualifiedName> said;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    if (alter.actions[i].kind != sql::ActionKind::DropConstraint) continue;
    const auto* key = table->constraint(alter.actions[i].name);
    if (key == nullptr || key->kind != ConstraintKind::ForeignKey) continue;
    const auto& parent = key->referenced;
    if (parent == name || !context.live(parent) || lint::is_shut(context, parent)) continue;
    if (!said.insert(parent).second || (!lasts && lint::was_shut(context, parent))) continue;
    auto message = "dropping this foreign key blocks reads and writes of " +
                   lint::table_words(parent) + " as well";
    if (lasts) message += ", until all else that the statement does is done";
    out.add({.span = context.span_of_action(i),
             .message = std::move(message),
             .rewrite = lasts ? std::nullopt : std::optional{lint::with_lock_timeout(context)},
             .unless = lint::unless_gone({parent})});
  }
}

}  // namespace

extern const lint::Rule drop_foreign_key_locks_parent = {
    .info =
        {
            .id = "drop-foreign-key-locks-parent",
            .title = "dropping a foreign key locks the table that it references",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "A foreign key has triggers on both tables, and they go with it: DROP "
                   "CONSTRAINT takes ACCESS EXCLUSIVE on the referenced table, too. One long query "
                   "of either table makes the statement wait, and everybody who needs the other "
                   "waits behind it. The lock is short, unless the statement goes on to read or "
                   "rewrite the table.",
            .instead = "Drop the key in a statement and transaction of its own, with a "
                       "lock_timeout, and try again when that fires; or lock both tables first, in "
                       "the order in which the application takes them.",
            .fine = "The statement does nothing that lasts, and a lock_timeout is in effect or the "
                    "deploy has locked the referenced table before. Or one of the two was made by "
                    "the same deploy, or the referenced one goes with it.",
            .source = "ALTER TABLE, DROP CONSTRAINT; measured on 11 to 18",
            .aliases =
                "atlas:CD101 pgfence:drop-constraint pg_ha_migrations:unsafe_remove_constraint",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

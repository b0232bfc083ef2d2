#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.view);
  // With a lock_timeout there is nothing more that could be done.
  if (alter == nullptr || effects.locks.size() < 2 || context.lock_timeout_set()) return;
  const auto name = context.before.resolve(alter->name);
  const auto* table = context.before.catalog().relation(name);
  if (table == nullptr || !context.live(name)) return;
  for (std::size_t i = 0; i < alter->actions.size(); ++i) {
    if (alter->actions[i].kind != sql::ActionKind::DropConstraint) continue;
    const auto* key = table->constraint(alter->actions[i].name);
    if (key == nullptr || key->kind != ConstraintKind::ForeignKey) continue;
    const auto& parent = key->referenced;
    if (parent == name || !context.live(parent) || lint::is_shut(context, parent)) continue;
    out.add({.span = context.span_of_action(i),
             .message = "dropping this foreign key blocks reads and writes of " +
                        lint::table_words(parent) + " as well",
             .rewrite = lint::with_lock_timeout(context)});
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
                   "waits behind it.",
            .instead = "Set a lock_timeout and try again when it fires, with nothing else in the "
                       "transaction; or lock both tables first, in the order in which the "
                       "application takes them.",
            .fine = "A lock_timeout is in effect, the transaction has locked the referenced table "
                    "already, or one of the two was made by the same deploy.",
            .source = "ALTER TABLE, DROP CONSTRAINT; measured on 11 to 18",
            .aliases =
                "atlas:CD101 pgfence:drop-constraint pg_ha_migrations:unsafe_remove_constraint",
        },
    .check = check,
};

}  // namespace pgstage::rules

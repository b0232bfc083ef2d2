#include <algorithm>
#include <set>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  // With a lock_timeout there is nothing more that could be done.
  if (effects.locks.size() < 2 || context.lock_timeout_set()) return;
  const auto name = context.before.resolve(alter.name);
  const auto* table = context.before.catalog().relation(name);
  if (table == nullptr || !context.live(name)) return;
  std::set<QualifiedName> said;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (action.kind != sql::ActionKind::DropColumn) continue;
    for (const auto& key : table->constraints) {
      const auto& columns = key.columns;
      const bool goes = key.kind == ConstraintKind::ForeignKey &&
                        std::find(columns.begin(), columns.end(), action.name) != columns.end();
      if (!goes || key.referenced == name || !context.live(key.referenced)) continue;
      // Once is enough of a table: a limit to the wait mends all.
      if (lint::was_shut(context, key.referenced)) continue;
      if (!said.insert(key.referenced).second) continue;
      out.add({.span = context.span_of_action(i),
               .message = "foreign key \"" + key.name + "\" goes with " +
                          lint::column_words(name, action.name) +
                          ", which blocks reads and writes of " +
                          lint::table_words(key.referenced) + " as well",
               .unless = lint::unless_gone({key.referenced})});
    }
  }
}

}  // namespace

extern const lint::Rule drop_column_with_foreign_key = {
    .info =
        {
            .id = "drop-column-with-foreign-key",
            .title = "dropping a column locks the table that it references",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "The foreign keys of a column go with it, and their triggers on the referenced "
                   "table. DROP COLUMN takes ACCESS EXCLUSIVE there, too, so that one long query "
                   "of either table stops both.",
            .instead =
                "Set a lock_timeout and try again when it fires. Drop the foreign key first, in a "
                "transaction of its own; the column then takes a lock on its own table only.",
            .fine =
                "A lock_timeout is in effect, the foreign key was dropped before, the deploy has "
                "locked the referenced table before or drops it, or one of the two tables was "
                "made by the same deploy.",
            .source = "ALTER TABLE, DROP COLUMN; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

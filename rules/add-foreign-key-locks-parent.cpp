#include <algorithm>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (effects.locks.size() < 2) return;
  const auto table = context.before.resolve(alter.name);
  // Where rows are read meanwhile, that is the finding.
  const auto scans = lint::blocking_scans(effects, context, effects::Why::ValidateForeignKey);
  if (context.live(table) && !scans.empty()) return;
  for (const auto& key : lint::added_foreign_keys(context)) {
    if (key.referenced == table || !context.live(key.referenced)) continue;
    out.add({.span = key.span,
             .message = "writes to " + lint::table_words(key.referenced) +
                        " wait until the transaction that adds this foreign key ends"});
  }
}

}  // namespace

extern const lint::Rule add_foreign_key_locks_parent = {
    .info =
        {
            .id = "add-foreign-key-locks-parent",
            .title = "a foreign key locks the table that it references",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Policy,
            .why = "A foreign key has triggers on both tables. To add it, also NOT VALID, ALTER "
                   "TABLE takes SHARE ROW EXCLUSIVE on the referenced table as well as on its own: "
                   "writes to either wait for it, and it waits for those that are under way.",
            .instead = "Set a lock_timeout and try again when it fires; add one foreign key a "
                       "transaction, and nothing slow beside it.",
            .fine = "The referenced table was made by the same deploy, or is the referencing one.",
            .source = "ALTER TABLE, ADD table_constraint; measured on 11 to 18",
            .aliases = "migrationpilot:MP069",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// The other sides of all foreign keys that go with the tables.
std::set<QualifiedName> tied_to(const effects::Effects& effects, const lint::Context& context) {
  const auto& catalog = context.before.catalog();
  std::set<QualifiedName> out;
  for (const auto& name : effects.drops) {
    const auto* table = catalog.relation(name);
    if (table == nullptr) continue;
    for (const auto& key : table->constraints) {
      if (key.kind == ConstraintKind::ForeignKey) out.insert(key.referenced);
    }
    for (const auto& other : catalog.referencing(name)) out.insert(other);
  }
  return out;
}

bool is_dropped(const effects::Effects& effects, const QualifiedName& name) {
  return std::find(effects.drops.begin(), effects.drops.end(), name) != effects.drops.end();
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Table || effects.fails) return;
  if (effects.locks.size() < 2 || context.lock_timeout_set()) return;
  std::vector<QualifiedName> others;
  for (const auto& other : tied_to(effects, context)) {
    if (is_dropped(effects, other) || !context.live(other)) continue;
    // Once is enough of a table: a limit to the wait mends all.
    if (lint::was_shut(context, other)) continue;
    if (effects.lock_on(other) == LockMode::AccessExclusive) others.push_back(other);
  }
  if (others.empty()) return;
  std::string list;
  for (const auto& each : others) list += (list.empty() ? "\"" : ", \"") + each.plain() + "\"";
  out.add({.span = context.statement.span(),
           .message = std::string{"foreign keys go with the table, which blocks reads and writes "
                                  "of "} +
                      (others.size() == 1 ? "table " : "tables ") + list + " as well",
           .unless = lint::unless_gone(std::move(others))});
}

}  // namespace

extern const lint::Rule drop_table_foreign_keys_lock_others = {
    .info =
        {
            .id = "drop-table-foreign-keys-lock-others",
            .title = "dropping a table locks the tables that foreign keys tie it to",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "A foreign key has triggers on both tables. DROP TABLE takes ACCESS EXCLUSIVE "
                   "on every table that its foreign keys reference, and with CASCADE on every "
                   "table that references it. It waits for all of them, one after another, and "
                   "meanwhile nobody reads or writes those that it has.",
            .instead = "Drop the foreign keys first, each in a transaction of its own and under a "
                       "lock_timeout; then drop the table, which nothing ties to another any more.",
            .fine =
                "A lock_timeout is in effect, the table has no foreign keys, or the deploy made "
                "the others, drops them too or has locked them before.",
            .source = "DROP TABLE; measured on 11 to 18",
            .aliases = "online_migrations:drop_table_multiple_foreign_keys",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include <algorithm>
#include <set>

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

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto* drop = std::get_if<sql::Drop>(&context.view);
  if (drop == nullptr || drop->object != sql::ObjectKind::Table || effects.fails) return;
  if (effects.locks.size() < 2) return;
  std::string others;
  std::size_t count = 0;
  for (const auto& other : tied_to(effects, context)) {
    if (is_dropped(effects, other) || !context.live(other) || lint::is_shut(context, other))
      continue;
    if (effects.lock_on(other) != LockMode::AccessExclusive) continue;
    others += (others.empty() ? "\"" : ", \"") + other.plain() + "\"";
    ++count;
  }
  // One table more is what dropping its key alone would lock, and with a lock_timeout that is as
  // good as it gets.
  if (count == 0 || (count == 1 && context.lock_timeout_set())) return;
  out.add({.span = context.statement.span(),
           .message = std::string{"foreign keys go with the table, which blocks reads and writes "
                                  "of "} +
                      (count == 1 ? "table " : "tables ") + others + " as well"});
}

}  // namespace

extern const lint::Rule drop_table_foreign_keys_lock_others = {
    .info =
        {
            .id = "drop-table-foreign-keys-lock-others",
            .title = "dropping a table locks the tables that foreign keys tie it to",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "A foreign key has triggers on both tables. DROP TABLE takes ACCESS EXCLUSIVE "
                   "on every table that its foreign keys reference, and with CASCADE on every "
                   "table that references it. It waits for all of them, one after another, and "
                   "meanwhile nobody reads or writes those that it has.",
            .instead = "Drop the foreign keys first, each in a transaction of its own and under a "
                       "lock_timeout; then drop the table, which nothing ties to another any more.",
            .fine = "The table has no foreign keys, the others were made by the same deploy or are "
                    "locked already, or it is only one and a lock_timeout is in effect.",
            .source = "DROP TABLE; measured on 11 to 18",
            .aliases = "online_migrations:drop_table_multiple_foreign_keys",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include <set>

#include "pgstage/lint/foreign_keys.hpp"
#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// What the keys reference that a partition gets from its parent.
std::set<QualifiedName> referenced(const lint::Context& context, const sql::AlterTable& alter) {
  std::set<QualifiedName> out;
  const auto* action = lint::action_of(context, 0);
  if (action != nullptr && action->kind == sql::ActionKind::AttachPartition) {
    const auto* parent = context.before.catalog().relation(context.before.resolve(alter.name));
    if (parent == nullptr) return out;
    for (const auto& key : parent->constraints) {
      if (key.kind == ConstraintKind::ForeignKey) out.insert(key.referenced);
    }
  }
  for (const auto& key : lint::added_foreign_keys(context)) {
    const auto* table = context.before.catalog().relation(key.table);
    if (key.at_column == nullptr && lint::is_partitioned(table)) out.insert(key.referenced);
  }
  return out;
}

void check(const sql::AlterTable& alter, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  // With a lock_timeout there is nothing more that could be done.
  if (effects.locks.size() < 3 || context.lock_timeout_set()) return;
  for (const auto& table : referenced(context, alter)) {
    const bool locked = effects.lock_on(table) == LockMode::AccessExclusive;
    if (!locked || !context.live(table) || lint::is_shut(context, table)) continue;
    out.add({.span = context.statement.span(),
             .message = "a partition has the foreign key already, so reads and writes of " +
                        lint::table_words(table) + " are blocked while it is taken over",
             .rewrite = lint::new_partition(context)
                            ? lint::prepared(context, effects)
                            : std::optional{lint::with_lock_timeout(context)}});
  }
}

}  // namespace

extern const lint::Rule attach_matching_foreign_key_locks_referenced = {
    .info =
        {
            .id = "attach-matching-foreign-key-locks-referenced",
            .title = "taking over a partition's foreign key locks the referenced table",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "When a partition has the foreign key of its parent already, PostgreSQL takes "
                   "it over and reads no row. The key's own triggers on the referenced table go, "
                   "which takes ACCESS EXCLUSIVE there; without the key it would be SHARE ROW "
                   "EXCLUSIVE and a scan.",
            .instead = "Set a lock_timeout and try again when it fires. The lock is short; it is "
                       "the wait for it that hurts.",
            .fine = "A lock_timeout is in effect, the transaction has locked the referenced table "
                    "already, or that was made by the same deploy.",
            .source = "measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

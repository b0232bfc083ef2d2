#include <algorithm>

#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr ServerVersion kDetachConcurrently{14};

bool may_detach(const lint::Context& context, const catalog::Relation* parent) {
  return context.version >= kDetachConcurrently &&
         lint::default_partition(context, parent) == nullptr;
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Table || effects.fails) return;
  const auto& catalog = context.before.catalog();
  for (const auto& written : drop.names) {
    const auto* table = catalog.relation(context.before.resolve(written));
    if (table == nullptr || !table->is_partition || !table->parent) continue;
    const QualifiedName& parent = *table->parent;
    const bool goes =
        std::find(effects.drops.begin(), effects.drops.end(), parent) != effects.drops.end();
    if (goes || !context.live(parent) || lint::is_shut(context, parent)) continue;
    if (context.lock_timeout_set() && !may_detach(context, catalog.relation(parent))) continue;
    out.add({.span = context.statement.span(),
             .message = "dropping partition \"" + table->name.plain() +
                        "\" blocks reads and writes of " + lint::table_words(parent)});
  }
}

}  // namespace

extern const lint::Rule drop_partition_locks_parent = {
    .info =
        {
            .id = "drop-partition-locks-parent",
            .title = "dropping a partition locks its parent",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "DROP TABLE of a partition changes its parent, and takes ACCESS EXCLUSIVE "
                   "there. It waits for every query of the parent, and everything that comes later "
                   "waits behind it.",
            .instead = "Detach the partition with DETACH PARTITION … CONCURRENTLY first, which "
                       "lets queries of the parent go on; then drop it. Where that is refused, set "
                       "a lock_timeout and try again when it fires.",
            .fine = "The partition is detached already, or the parent goes as well, was made by "
                    "the same deploy, or is locked by the transaction anyway. Where CONCURRENTLY "
                    "is refused, before PostgreSQL 14 and beside a DEFAULT partition, a "
                    "lock_timeout is all that can be done.",
            .source = "ALTER TABLE, DETACH PARTITION; measured on 11 to 18",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.scans.empty() || effects.fails) return;
  const auto made = lint::new_partition(context);
  if (!made) return;
  const auto* other = lint::default_partition(context, made->parent_known);
  if (other == nullptr || lint::may_prove(other, made->parent_known)) return;
  for (const auto& scan :
       lint::blocking_scans(effects, context, effects::Why::ProvePartitionBound)) {
    if (!lint::is_below(context, scan.table, other->name)) continue;
    out.add({.span = context.statement.span(),
             .message = "default partition \"" + other->name.plain() +
                        "\" is read while nobody else can read or write it, to see that it holds "
                        "no row of \"" +
                        made->partition.plain() + "\"",
             .rewrite = lint::prepared(context, effects),
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule attach_partition_default_scan = {
    .info =
        {
            .id = "attach-partition-default-scan",
            .title = "a new partition makes the default one be read under a lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "A new partition takes its values away from the DEFAULT partition. PostgreSQL "
                   "locks that one with ACCESS EXCLUSIVE and reads all of it, to see that it holds "
                   "none of them. Queries of the parent that come to the DEFAULT partition wait.",
            .instead = "Add a CHECK to the DEFAULT partition that keeps the new values out: NOT "
                       "VALID first, then VALIDATE CONSTRAINT, each in a transaction of its own. "
                       "Nothing is read then, and the check may go.",
            .fine = "A valid check on the DEFAULT partition excludes the new values, or that "
                    "partition was made by the same deploy.",
            .source = "ALTER TABLE, ATTACH PARTITION; measured on 11 to 18",
            .aliases = "migrationpilot:MP072",
        },
    .check = check,
};

}  // namespace pgstage::rules

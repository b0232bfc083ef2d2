#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.scans.empty() || effects.fails) return;
  const auto made = lint::new_partition(context);
  if (!made || !made->attached || lint::may_prove(made->partition_known, made->parent_known)) {
    return;
  }
  for (const auto& scan :
       lint::blocking_scans(effects, context, effects::Why::ProvePartitionBound)) {
    if (!lint::is_below(context, scan.table, made->partition)) continue;
    const bool known = made->partition_known != nullptr && made->partition_known->known;
    out.add({.span = context.statement.span(),
             .message = "attaching " + lint::table_words(made->partition) +
                        " reads all of it while nobody else can read or write it" +
                        (known ? "" : ", unless a valid check proves that every row fits"),
             .rewrite = lint::prepared(context, effects),
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule attach_partition_scan = {
    .info =
        {
            .id = "attach-partition-scan",
            .title = "attaching a table reads all of it under a lock",
            .severity = Severity::Error,
            .category = lint::Category::Lock,
            .why = "ATTACH PARTITION holds ACCESS EXCLUSIVE on the table that becomes a partition "
                   "and reads all of its rows, to see that they belong there. Nobody can read or "
                   "write the table meanwhile, and the parent cannot be altered.",
            .instead = "Add a CHECK that says what FOR VALUES says, with IS NOT NULL for the key: "
                       "NOT VALID first, then VALIDATE CONSTRAINT, each in a transaction of its "
                       "own. ATTACH PARTITION then reads nothing, and the check may go.",
            .fine = "A valid check proves the bound, or the table was made by the same deploy.",
            .source = "ALTER TABLE, ATTACH PARTITION; Table Partitioning, Partition Maintenance; "
                      "measured on 11 to 18",
            .aliases = "migrationpilot:MP094 pgfence:attach-partition "
                       "postgres-language-server:avoidAttachingPartition "
                       "safe-migrate:blocking-partition-mutation",
            .fix_in_place = true,
        },
    .check = check,
};

}  // namespace pgstage::rules

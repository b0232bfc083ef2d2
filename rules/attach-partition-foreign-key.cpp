#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.scans.empty() || effects.fails) return;
  const auto made = lint::new_partition(context);
  if (!made || !made->attached || made->partition_known == nullptr) return;
  if (!made->partition_known->known) return;
  for (const auto& scan :
       lint::blocking_scans(effects, context, effects::Why::ValidateForeignKey)) {
    if (!lint::is_below(context, scan.table, made->partition)) continue;
    out.add({.span = context.statement.span(),
             .message = "every row of " + lint::table_words(made->partition) +
                        " is looked up for foreign key \"" + scan.object +
                        "\" while nobody else can read or write it",
             .rewrite = lint::prepared(context, effects),
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule attach_partition_foreign_key = {
    .info =
        {
            .id = "attach-partition-foreign-key",
            .title = "attaching a table checks the foreign keys of its parent",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "A partition has every foreign key of its parent. Those that it lacks are added "
                   "by ATTACH PARTITION, which looks up each row in the referenced table. Nobody "
                   "can read or write the partition meanwhile, nor write the referenced table.",
            .instead = "Add the same foreign keys to the table first: NOT VALID, then VALIDATE "
                       "CONSTRAINT. ATTACH PARTITION takes them over and reads nothing, for a "
                       "short ACCESS EXCLUSIVE on the referenced table.",
            .fine = "The table has equal valid keys, or was made by the same deploy.",
            .source = "ALTER TABLE, ATTACH PARTITION; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.index_builds.empty() || effects.fails) return;
  const auto made = lint::new_partition(context);
  if (!made || !made->attached || made->partition_known == nullptr) return;
  if (!made->partition_known->known) return;
  for (const auto& scan : lint::blocking_scans(effects, context, effects::Why::BuildIndex)) {
    out.add({.span = context.statement.span(),
             .message = lint::table_words(made->partition) + " has no equal of index \"" +
                        scan.object + "\", which is built while nobody else can read or write it",
             .rewrite = lint::prepared(context, effects),
             .grows_with = scan.table});
    return;
  }
}

}  // namespace

extern const lint::Rule attach_partition_builds_indexes = {
    .info =
        {
            .id = "attach-partition-builds-indexes",
            .title = "attaching a table builds the indexes that it lacks",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "A partition has every index of its parent. Those that it lacks are built by "
                   "ATTACH PARTITION itself, which holds ACCESS EXCLUSIVE on the table until they "
                   "are done.",
            .instead = "Build each of them on the table first, with CREATE INDEX CONCURRENTLY and "
                       "the same definition; for a key, add the constraint USING INDEX. ATTACH "
                       "PARTITION then takes them over.",
            .fine = "The table has equal valid indexes, or was made by the same deploy.",
            .source = "ALTER TABLE, ATTACH PARTITION; measured on 11 to 18",
        },
    .check = check,
};

}  // namespace pgstage::rules

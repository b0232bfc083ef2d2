#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  const auto made = lint::new_partition(context);
  if (!made || made->bound->kind != sql::PartitionBound::Kind::Default) return;
  out.add({.span = context.statement.span(),
           .message = lint::table_words(made->parent) + " gets default partition \"" +
                      made->partition.plain() + "\", which each later partition has to read"});
}

}  // namespace

extern const lint::Rule default_partition_created = {
    .info =
        {
            .id = "default-partition-created",
            .title = "a table gets a DEFAULT partition",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "A DEFAULT partition takes whatever has no other place. From then on each new "
                   "partition locks and reads it first, and DETACH PARTITION CONCURRENTLY is "
                   "refused for all of them.",
            .instead = "Create the partitions that are needed ahead of time, and let a row without "
                       "a partition be an error that somebody sees.",
            .fine = "Nothing is ever attached or detached.",
            .source = "ALTER TABLE, ATTACH PARTITION and DETACH PARTITION; measured on 14 to 18",
            .aliases = "migrationpilot:MP093",
        },
    .check = check,
};

}  // namespace pgstage::rules

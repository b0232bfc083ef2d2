#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::CreateTable& create, const effects::Effects&, const lint::Context& context,
           lint::Findings& out) {
  if (!create.partitioned || create.partition_of) return;
  out.add(
      {.span = context.statement.span(),
       .message = lint::table_words(context.before.resolve_new(create.name)) + " is partitioned"});
}

}  // namespace

extern const lint::Rule partitioned_table = {
    .info =
        {
            .id = "partitioned-table",
            .title = "a table is partitioned",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Policy,
            .why = "A partitioned table needs partitions made in time, cannot have unique keys "
                   "without the partition key, and makes many changes of its schema take longer "
                   "and lock more. Some organisations want to decide about that first.",
            .instead = "Leave the table whole as long as its size allows, and partition it when "
                       "there is a plan for its partitions.",
            .fine = "Somebody has decided that it is partitioned and looks after its partitions.",
            .source = "Table Partitioning",
            .aliases = "bytebase:TABLE_DISALLOW_PARTITION table-policy",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

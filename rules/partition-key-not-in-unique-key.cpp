#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  // The one refusal that speaks of partitioning columns.
  const bool refused = effects.fails && effects.fails->sqlstate == "0A000" &&
                       effects.fails->why.ends_with("partitioning columns");
  if (!refused) return;
  out.add({.span = context.statement.span(), .message = "this is refused: " + effects.fails->why});
}

}  // namespace

extern const lint::Rule partition_key_not_in_unique_key = {
    .info =
        {
            .id = "partition-key-not-in-unique-key",
            .title = "a unique key of a partitioned table lacks its partition key",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "Each partition keeps its own part of a unique index, so PostgreSQL can only "
                   "promise uniqueness over columns that tell the partition. A PRIMARY KEY, UNIQUE "
                   "constraint or unique index that leaves a column of the partition key out is "
                   "refused (0A000).",
            .instead = "Add the columns of the partition key to the key, or make each partition "
                       "unique by itself, which promises less.",
            .fine = "The index is not unique, or is that of one partition.",
            .source = "Table Partitioning, Limitations; measured on 11 to 18",
            .aliases = "migrationpilot:MP049",
        },
    .check = check,
};

}  // namespace pgstage::rules

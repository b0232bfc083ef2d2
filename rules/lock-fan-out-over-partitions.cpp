#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "lock-fan-out-over-partitions";

constexpr lint::Parameter kParameters[] = {
    {.name = "partitions", .value = "50", .says = "how many partitions a statement may lock"},
};

bool is_definition(const sql::View& view) {
  // CREATE INDEX over partitions is a hazard of its own name.
  return std::holds_alternative<sql::AlterTable>(view) || std::holds_alternative<sql::Drop>(view) ||
         std::holds_alternative<sql::Rename>(view) ||
         std::holds_alternative<sql::CreateTrigger>(view);
}

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  const auto limit = context.number(kId, "partitions");
  if (effects.locks.size() <= limit || !is_definition(context.view)) return;
  std::size_t count = 0;
  for (const auto& lock : effects.locks) {
    const auto* table = context.before.catalog().relation(lock.relation);
    if (table != nullptr && table->is_partition && context.live(lock.relation)) ++count;
  }
  if (count <= limit) return;
  out.add({.span = context.statement.span(),
           .message = "this locks " + std::to_string(count) + " partitions, beginning with " +
                      lint::table_words(effects.locks.front().relation)});
}

}  // namespace

extern const lint::Rule lock_fan_out_over_partitions = {
    .info =
        {
            .id = "lock-fan-out-over-partitions",
            .title = "one statement locks very many partitions",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why = "A statement on a partitioned table locks the table and every partition, one "
                   "after another, and keeps what it has while it waits for the next. The table of "
                   "locks is shared by all sessions and can run full (53200).",
            .instead = "Where the statement allows it, name the parent with ONLY and treat the "
                       "partitions one by one. Otherwise set a short lock_timeout, and "
                       "max_locks_per_transaction to more than the partitions and their indexes.",
            .fine = "There are fewer partitions than the limit.",
            .source = "Lock Management, max_locks_per_transaction; measured on 11 to 18",
            .aliases =
                "migrationpilot:MP092 migrationpilot:MP110 index-fan-out-on-partitioned-parent",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules

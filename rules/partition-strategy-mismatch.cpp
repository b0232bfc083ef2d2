#include "pgstage/lint/partitions.hpp"
#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

using Kind = sql::PartitionBound::Kind;

std::string_view word(Kind strategy) {
  if (strategy == Kind::Range) return "RANGE";
  return strategy == Kind::List ? "LIST" : "HASH";
}

void check(const effects::Effects&, const lint::Context& context, lint::Findings& out) {
  const auto made = lint::new_partition(context);
  if (!made || made->parent_known == nullptr) return;
  const auto strategy = made->parent_known->strategy;
  const auto kind = made->bound->kind;
  if (strategy == Kind::None || kind == Kind::None || kind == strategy) return;
  if (kind == Kind::Default && strategy != Kind::Hash) return;
  const std::string form =
      kind == Kind::Default ? "a DEFAULT partition" : "a bound for " + std::string{word(kind)};
  out.add({.span = context.statement.span(),
           .message = lint::table_words(made->parent) + " is partitioned by " +
                      std::string{word(strategy)} + " and refuses " + form});
}

}  // namespace

extern const lint::Rule partition_strategy_mismatch = {
    .info =
        {
            .id = "partition-strategy-mismatch",
            .title = "the bound of a partition is not of its parent's kind",
            .severity = Severity::Error,
            .category = lint::Category::Correctness,
            .why = "FOR VALUES FROM … TO belongs to a table that is partitioned by RANGE, IN to "
                   "one by LIST, and WITH (MODULUS …) to one by HASH, which has no DEFAULT "
                   "partition. PostgreSQL refuses any other pair (42P16).",
            .instead = "Write the bound in the form of the parent's PARTITION BY.",
            .fine = "Nothing is known of the parent.",
            .source = "CREATE TABLE, PARTITION OF",
            .aliases = "safe-migrate:partition-strategy-mismatch",
        },
    .check = check,
};

}  // namespace pgstage::rules

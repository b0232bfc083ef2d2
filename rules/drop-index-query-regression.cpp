#include <algorithm>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

bool serves(const catalog::Index& other, const catalog::Index& dropped) {
  const auto& columns = dropped.columns;
  return other.name != dropped.name && other.valid && !other.partial &&
         other.method == dropped.method && other.columns.size() >= columns.size() &&
         std::equal(columns.begin(), columns.end(), other.columns.begin());
}

/// No query can miss it: another one does its work, or it does none.
bool is_spare(const catalog::Relation& table, const catalog::Index& index) {
  const auto& columns = index.columns;
  if (!index.valid) return true;
  if (std::find(columns.begin(), columns.end(), "") != columns.end()) return false;
  return std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const auto& other) { return serves(other, index); });
}

void check(const sql::Drop& drop, const effects::Effects& effects, const lint::Context& context,
           lint::Findings& out) {
  if (drop.object != sql::ObjectKind::Index || effects.fails) return;
  for (const auto& index : effects.drops) {
    const auto* table = context.before.catalog().table_of_index(index);
    if (table != nullptr) {
      if (!context.live(table->name) || is_spare(*table, *table->index(index.name))) continue;
    }
    const std::string on = table == nullptr ? "its table" : lint::table_words(table->name);
    out.add({.span = context.statement.span(),
             .message = "queries that use index \"" + index.plain() + "\" read all of " + on +
                        " from now on",
             .grows_with = table == nullptr ? std::nullopt : std::optional{table->name}});
  }
}

}  // namespace

extern const lint::Rule drop_index_query_regression = {
    .info =
        {
            .id = "drop-index-query-regression",
            .title = "an index is dropped that queries may need",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "The moment the index is gone, queries that used it read the whole table "
                   "instead. Nothing fails, so nobody is told; the load shows it.",
            .instead =
                "Look at idx_scan in pg_stat_user_indexes first, on the primary and on every "
                "replica, and keep the CREATE INDEX CONCURRENTLY at hand that brings it back.",
            .fine = "Another valid index begins with the same columns, the index is not valid, or "
                    "the table was made by the same deploy.",
            .source = "The Cumulative Statistics System, pg_stat_all_indexes",
            .aliases = "pg-schema-diff:INDEX_DROPPED",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

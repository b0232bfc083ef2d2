#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "too-many-indexes";

constexpr lint::Parameter kParameters[] = {
    {.name = "indexes", .value = "10", .says = "how many indexes a table may have"},
};

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  for (const auto& build : effects.index_builds) {
    if (build.why != effects::Why::BuildIndex) continue;
    const auto* table = context.before.catalog().relation(build.table);
    if (table == nullptr || table->indexes.size() < context.number(kId, "indexes")) continue;
    out.add({.span = context.span_of_action(build.action),
             .message = lint::table_words(build.table) + " has " +
                        std::to_string(table->indexes.size()) + " indexes already"});
    return;
  }
}

}  // namespace

extern const lint::Rule too_many_indexes = {
    .info =
        {
            .id = "too-many-indexes",
            .title = "a table gets one index more than it should have",
            .severity = Severity::Notice,
            .category = lint::Category::Convention,
            .group = lint::Group::Design,
            .why = "Every INSERT, and every UPDATE that is not HOT, writes to each index of the "
                   "table. Each also takes memory, makes planning longer and VACUUM slower.",
            .instead = "Look at idx_scan in pg_stat_user_indexes and drop what nobody uses first.",
            .fine = "The table is read far more than it is written.",
            .source = "Heap-Only Tuples; pg_stat_all_indexes",
            .aliases = "bytebase:INDEX_TOTAL_NUMBER_LIMIT gitlab:PreventIndexCreation "
                       "migrationpilot:MP101",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

constexpr std::string_view kId = "long-index-build";

constexpr lint::Parameter kParameters[] = {
    {.name = "rows", .value = "10000000", .says = "how many rows make a table large"},
};

void check(const effects::Effects& effects, const lint::Context& context, lint::Findings& out) {
  for (const auto& build : effects.index_builds) {
    // What blocks others is a hazard of its own name.
    if (!build.concurrently || !context.live(build.table)) continue;
    const auto rows = context.rows(build.table);
    if (!rows || static_cast<std::size_t>(*rows) < context.number(kId, "rows")) continue;
    out.add({.span = context.statement.span(),
             .message = "index \"" + build.index.name + "\" is built over " +
                        std::to_string(*rows) + " rows of " + lint::table_words(build.table)});
    return;
  }
}

}  // namespace

extern const lint::Rule long_index_build = {
    .info =
        {
            .id = "long-index-build",
            .title = "an index is built on a large table",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Policy,
            .why = "A concurrent build reads the table twice and waits, twice, for every "
                   "transaction that is older, on whatever table. It writes the whole index to the "
                   "log at once, which replicas have to follow, and statement_timeout or a lost "
                   "connection leaves it invalid.",
            .instead = "Run it when little is going on, with a larger maintenance_work_mem and "
                       "without statement_timeout, and watch pg_stat_progress_create_index.",
            .fine = "The table is smaller than the limit, or its size is not known.",
            .source = "CREATE INDEX, Building Indexes Concurrently; measured on 11 to 18",
            .aliases = "migrationpilot:MP103 migrationpilot:MP104 pg-schema-diff:INDEX_BUILD",
            .parameters = kParameters,
        },
    .check = check,
};

}  // namespace pgstage::rules

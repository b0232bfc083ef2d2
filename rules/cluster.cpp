#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Cluster& cluster, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (effects.fails) return;
  if (cluster.table.name.empty()) {
    out.add({.span = context.statement.span(),
             .message = "CLUSTER rewrites every table that was clustered before, and reads and "
                        "writes of it wait meanwhile"});
    return;
  }
  const auto table = context.before.resolve(cluster.table);
  if (!context.live(table)) return;
  out.add({.span = context.statement.span(),
           .message = "CLUSTER rewrites " + lint::relation_words(table, context.before.catalog()) +
                      ", and reads and writes of it wait meanwhile",
           .grows_with = table});
}

}  // namespace

extern const lint::Rule cluster = {
    .info =
        {
            .id = "cluster",
            .title = "CLUSTER rewrites a table under a lock",
            .severity = Severity::Error,
            .category = lint::Category::Rewrite,
            .why = "CLUSTER writes the whole table in the order of an index, and builds every "
                   "index anew, under ACCESS EXCLUSIVE. Reads and writes wait for as long as that "
                   "takes. The order is not kept for rows that come later.",
            .instead = "Use a tool that sorts the table beside the traffic, such as pg_repack, or "
                       "while nobody uses the table. An index that includes the wanted columns "
                       "often serves the same queries.",
            .fine = "The table is small or was made by the same deploy. ALTER TABLE ... CLUSTER ON "
                    "and SET WITHOUT CLUSTER only make a note.",
            .source = "CLUSTER; measured on 11 to 18",
            .aliases = "migrationpilot:MP032 pgrubic:US025 squawk:prefer-repack",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

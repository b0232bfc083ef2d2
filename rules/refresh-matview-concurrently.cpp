#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

void check(const sql::Refresh& refresh, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (!refresh.concurrently || effects.fails) return;
  const auto name = context.before.resolve(refresh.view);
  if (!context.live(name)) return;
  out.add({.span = context.statement.span(),
           .message = "no other refresh of materialized view \"" + name.plain() +
                      "\" begins until this one is done",
           .grows_with = name});
}

}  // namespace

extern const lint::Rule refresh_matview_concurrently = {
    .info =
        {
            .id = "refresh-matview-concurrently",
            .title = "a materialized view is refreshed by a migration",
            .severity = Severity::Notice,
            .category = lint::Category::Lock,
            .group = lint::Group::Design,
            .why = "With CONCURRENTLY readers go on, but the query runs in full and its rows are "
                   "compared with the old ones, in the transaction of the migration. EXCLUSIVE "
                   "keeps other refreshes waiting meanwhile.",
            .instead = "Refresh it by a job of its own.",
            .fine = "The view is small or was made by the same deploy.",
            .source = "REFRESH MATERIALIZED VIEW; measured on 11 to 18",
            .aliases = "pgfence:refresh-matview-concurrent "
                       "postgres-language-server:concurrentRefreshMatviewLock",
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

#include <algorithm>
#include <optional>
#include <string>

#include "pgstage/lint/rule.hpp"
#include "pgstage/lint/words.hpp"

namespace pgstage::rules {
namespace {

/// What CONCURRENTLY tells the rows apart by.
bool has_key(const catalog::Relation& view) {
  return std::any_of(view.indexes.begin(), view.indexes.end(), [](const auto& index) {
    const auto& keys = index.columns;
    return index.unique && index.valid && !index.partial &&
           std::find(keys.begin(), keys.end(), "") == keys.end();
  });
}

void check(const sql::Refresh& refresh, const effects::Effects& effects,
           const lint::Context& context, lint::Findings& out) {
  if (refresh.concurrently || effects.fails) return;
  const auto name = context.before.resolve(refresh.view);
  const auto* view = context.before.catalog().relation(name);
  if (!context.live(name) || (view != nullptr && !view->populated)) return;
  const std::string words = "materialized view \"" + name.plain() + "\"";
  std::optional<std::string> rewrite;
  if (refresh.with_data && view != nullptr && has_key(*view)) {
    rewrite = "REFRESH MATERIALIZED VIEW CONCURRENTLY " + name.sql();
  }
  out.add({.span = context.statement.span(),
           .message = refresh.with_data ? words + " cannot be read until its query is done"
                                        : words + " cannot be read any more",
           .rewrite = rewrite,
           .grows_with = name});
}

}  // namespace

extern const lint::Rule refresh_matview_blocking = {
    .info =
        {
            .id = "refresh-matview-blocking",
            .title = "a materialized view cannot be read while it is refreshed",
            .severity = Severity::Warning,
            .category = lint::Category::Lock,
            .why = "REFRESH MATERIALIZED VIEW takes ACCESS EXCLUSIVE on the view for as long as "
                   "its query runs and its indexes are built, so readers wait. WITH NO DATA is "
                   "quick, but leaves a view that cannot be read at all.",
            .instead = "Use REFRESH MATERIALIZED VIEW CONCURRENTLY. It needs a unique index over "
                       "plain columns, without a condition.",
            .fine = "The view was made by the same deploy, has no data yet, so that nobody could "
                    "read it anyway, or is small.",
            .source = "REFRESH MATERIALIZED VIEW; measured on 11 to 18",
            .aliases =
                "diesel-guard:RefreshMatview migrationpilot:MP033 pgfence:refresh-matview-blocking "
                "pgrubic:US028 postgres-language-server:requireConcurrentRefreshMatview "
                "safe-migrate:blocking-mat-view-refresh",
            .fix_in_place = true,
        },
    .check = lint::of_kind<check>,
};

}  // namespace pgstage::rules

// Fill a materialized view anew: while others read it where a unique index allows that, else in an
// hour in which they can wait.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "quiet_hour.hpp"
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* refresh = std::get_if<sql::Refresh>(&change.view);
  return refresh != nullptr && refresh->with_data;
}

bool can_be_compared(const catalog::Relation& view) {
  return view.populated &&
         std::any_of(view.indexes.begin(), view.indexes.end(), [](const auto& index) {
           const bool plain =
               std::find(index.columns.begin(), index.columns.end(), "") == index.columns.end();
           return index.unique && index.valid && !index.partial && plain;
         });
}

Result<void> write(const Change& change, Draft& out) {
  const auto name = change.before.resolve(std::get<sql::Refresh>(change.view).view);
  const auto* view = change.relation(name);
  const bool known = view != nullptr && view->known;
  Metadata parts{.title = "Fill materialized view " + name.sql() + " anew",
                 .sql = {"REFRESH MATERIALIZED VIEW " + name.sql()},
                 .undo = {},
                 .done = {}};
  if (known && !view->populated && change.live(name)) {
    parts.undo = {"REFRESH MATERIALIZED VIEW " + name.sql() + " WITH NO DATA"};
  }
  if (known && change.live(name) && can_be_compared(*view)) {
    parts.title += " while others read it";
    parts.sql = {"REFRESH MATERIALIZED VIEW CONCURRENTLY " + name.sql()};
    out.expand(metadata_step(change, std::move(parts)));
    return {};
  }
  // Before it is filled for the first time, nobody can read it.
  if (known && (!change.live(name) || !view->populated)) {
    out.expand(metadata_step(change, std::move(parts)));
    return {};
  }
  in_quiet_hour(change, {name}, metadata_step(change, std::move(parts)),
                "With a unique index over its columns, it could be done CONCURRENTLY.", out);
  return {};
}

}  // namespace

extern const Recipe refresh = {.id = "refresh", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

// VACUUM and ANALYZE disturb nobody, and there is nothing to take back.
#include "recipe.hpp"
#include "steps.hpp"

namespace pgstage::plan::recipes {
namespace {

bool fits(const Change& change) {
  const auto* vacuum = std::get_if<sql::Vacuum>(&change.view);
  return vacuum != nullptr && !vacuum->full;
}

Result<void> write(const Change& change, Draft& out) {
  Metadata parts{.title = change.text.substr(0, change.text.find('\n')),
                 .sql = {change.text},
                 .undo = {},
                 .done = {}};
  out.expand(change.effects.transaction_allowed ? metadata_step(change, std::move(parts))
                                                : concurrent_step(change, std::move(parts)));
  return {};
}

}  // namespace

extern const Recipe vacuum = {.id = "vacuum", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

// Copy rows to a new table from one that the batch drops, or columns of which it drops: what code
// of before writes until then is carried over by triggers.
#include "carry_over.hpp"
#include "recipe.hpp"

namespace pgstage::plan::recipes {
namespace {

std::optional<CarryOver> found(const Change& change) {
  const auto* query = std::get_if<sql::Query>(&change.view);
  return query == nullptr ? std::nullopt : carry_over(change, *query);
}

bool fits(const Change& change) { return found(change).has_value(); }

Result<void> write(const Change& change, Draft& out) {
  carry(change, *found(change), out);
  return {};
}

}  // namespace

extern const Recipe copy_rows = {.id = "copy_rows", .fits = fits, .write = write};

}  // namespace pgstage::plan::recipes

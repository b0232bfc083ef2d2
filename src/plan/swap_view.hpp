// A materialized view that is dropped and made again with another definition: the new one is filled
// before it takes over the name, so that readers wait for no more than that.
#pragma once

#include "recipe.hpp"

namespace pgstage::plan {

/// `made` is the CREATE MATERIALIZED VIEW; `all` both statements as one change.
void swap_materialized_view(const Change& all, const Change& made, Draft& out);

}  // namespace pgstage::plan

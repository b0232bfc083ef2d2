// An index that is dropped and made again in another way: the new one is built before the old one
// goes, so that queries always have one of them.
#pragma once

#include "recipe.hpp"

namespace pgstage::plan {

/// `made` is the CREATE INDEX; `all` both statements as one change.
void swap_index(const Change& all, const Change& made, Draft& out);

}  // namespace pgstage::plan

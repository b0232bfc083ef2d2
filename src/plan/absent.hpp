#pragma once

#include "pgstage/catalog/replay.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::plan {

/// DROP … IF EXISTS of what is known not to be there. In a later phase it would hit what the batch
/// makes of that name.
bool drops_nothing(const sql::View& view, const catalog::Replay& before);

}  // namespace pgstage::plan

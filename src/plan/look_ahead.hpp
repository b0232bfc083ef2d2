// What of a batch has to be known before its first statement is planned.
#pragma once

#include <span>
#include <string>

#include "pgstage/plan/planner.hpp"

#include "recipe.hpp"

namespace pgstage::plan {

/// What its statements take away.
InBatch look_ahead(std::span<const PlannedMigration> pending, catalog::Replay replay);

/// A statement reads rows of a table that leaves, or of columns that do: what is written there
/// after its step is gone in the end, and that is to be said. Empty: nothing is lost.
std::string lost_writes(const Change& change, const effects::Lock& lock);

}  // namespace pgstage::plan

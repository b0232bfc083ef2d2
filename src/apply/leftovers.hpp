// What a step outside a transaction leaves behind when it is cut short: INVALID indexes, the twins
// of REINDEX CONCURRENTLY, partitions that are half detached.
#pragma once

#include <string>

#include "runner.hpp"

namespace pgstage::apply {

/// The INVALID indexes on the tables of the step, to be kept in the journal before it begins: what
/// is there already is none of its own.
Result<std::string> invalid_before(Runner& runner, const plan::Step& step);

/// Whether the step left something behind. Its own is what was not there before it began, is on one
/// of its tables, has a name that it makes or made, is INVALID, and is built by nobody.
Result<bool> has_leftovers(Runner& runner, const plan::Step& step, const std::string& before);
/// Drops such indexes, and ends what was half detached.
Result<void> clear_leftovers(Runner& runner, const plan::Step& step, const std::string& before);

}  // namespace pgstage::apply

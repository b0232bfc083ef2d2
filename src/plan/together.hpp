// Statements that one transaction has to run, so that nobody misses what the first of them takes
// away before the last has made it again.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

/// A script, and what is known where one of its statements begins.
struct Batch {
  const sql::Script& script;
  const catalog::Replay& before;
  ServerVersion version;
  const InBatch& around;
  /// The steps of a change, without regard to the others.
  std::function<Result<void>(const Change&, Draft&)> write;
};

/// Numbers of statements of a script. The transaction stands where `place` did; what is between
/// the statements and not of them runs before or behind it.
struct Together {
  std::size_t place = 0;
  std::vector<std::size_t> statements;
};

/// Nothing where the statement takes nothing away that those behind it make again. An error where
/// a statement in between can be run neither with it, before it nor behind it.
Result<std::optional<Together>> together_from(const Batch& batch, std::size_t first);

/// The effects of changes that run one behind the other, while nobody looks.
effects::Effects as_one(const std::vector<Change>& parts);

/// One step for all of them. `all` is the change that they are as one, `parts` each of them.
Result<void> write_together(const Batch& batch, const Change& all, const std::vector<Change>& parts,
                            Draft& out);

}  // namespace pgstage::plan

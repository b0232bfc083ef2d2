// The opposite of a statement.
#pragma once

#include <optional>
#include <string>

#include "recipe.hpp"

namespace pgstage::plan {

struct Reverse {
  std::string undo;
  std::string done;
  std::string kept = {};  ///< Definition that comes back behind `undo`; empty: none does.
};

/// Nothing, where nobody can take the statement back.
std::optional<Reverse> reverse_of(const Change& change);

}  // namespace pgstage::plan

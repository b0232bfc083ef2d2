// A partition that comes to a table in use: proved, indexed and keyed beforehand, so that attaching
// it is a matter of a moment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "recipe.hpp"

namespace pgstage::plan {

struct NewPartition {
  QualifiedName parent;
  QualifiedName partition;
  sql::PartitionBound bound;
  std::string bound_text;  ///< `FOR VALUES …` or `DEFAULT`.
};

/// From FOR VALUES or DEFAULT to the end; nothing where something else stands behind it.
std::optional<std::string> bound_text(std::string_view statement, const sql::PartitionBound& bound);

/// `attaching` are the effects of attaching it as it is.
Result<void> attach_safely(const Change& change, const NewPartition& made,
                           const effects::Effects& attaching, Draft& out);

}  // namespace pgstage::plan

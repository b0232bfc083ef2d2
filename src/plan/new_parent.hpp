// A table in use that becomes a partition of a new one, which takes over its name. What takes time
// is done before, while the table has its name; the rest is one short transaction.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "together.hpp"

namespace pgstage::plan {

/// The table's name before and after.
struct NewParent {
  QualifiedName table;
  QualifiedName partition;
};

// Which part a statement has in it.
std::optional<NewParent> renamed_away(const sql::View& view, const catalog::Replay& before);
bool makes_parent(const sql::View& view, const catalog::Replay& before, const NewParent& names);
bool attaches(const sql::View& view, const catalog::Replay& before, const NewParent& names);
bool is_index_of(const sql::View& view, const catalog::Replay& before, const QualifiedName& table);
/// Reads or writes no table that is in use from end to end.
bool is_brief(const effects::Effects& effects, const catalog::Catalog& before);

/// From the statement that renames the table away to the one that attaches it, and those behind
/// that finish it. Nothing where the script does something else.
std::optional<Together> new_parent_from(const Batch& batch, std::size_t first);

/// Whether they are such statements.
bool makes_new_parent(const std::vector<Change>& parts);

Result<void> write_new_parent(const Batch& batch, const Change& all,
                              const std::vector<Change>& parts, Draft& out);

}  // namespace pgstage::plan

// A partition that comes to a table in use: proved, indexed and keyed beforehand, so that attaching
// it is a matter of a moment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

struct NewPartition {
  QualifiedName parent;
  QualifiedName partition;
  sql::PartitionBound bound;
  std::string bound_text;  ///< `FOR VALUES …` or `DEFAULT`.
};

/// What it is prepared under: by another name where it is to be renamed first.
struct Prepared {
  const Change& change;
  QualifiedName table;
};

/// What the transaction that attaches it has to do besides.
struct Attaching {
  std::vector<std::string> locks;  ///< Before all else.
  std::vector<std::string> first;  ///< Before it is attached.
  std::vector<std::string> last;
  std::vector<std::string> undo;  ///< When it is detached again.
  bool checked = false;           ///< A check refuses rows outside of its bound until then.
};

/// From FOR VALUES or DEFAULT to the end; nothing where something else stands behind it.
std::optional<std::string> bound_text(std::string_view statement, const sql::PartitionBound& bound);

/// The steps that go before it, but no gate. `change` attaches it as it is.
Result<Attaching> prepare_attach(const Change& change, const NewPartition& made,
                                 const Prepared& prepared, Draft& out);
/// Those that build the indexes that the change would build on it.
Result<void> build_missing_indexes(const Change& change, const NewPartition& made,
                                   const Prepared& prepared, Draft& out, Attaching& attaching);
/// Has it refuse rows outside of its bound, for the gate before.
std::string stay_inside(const QualifiedName& table, const NewPartition& made);

/// `attaching` are the effects of attaching it as it is.
Result<void> attach_safely(const Change& change, const NewPartition& made,
                           const effects::Effects& attaching, Draft& out);

}  // namespace pgstage::plan

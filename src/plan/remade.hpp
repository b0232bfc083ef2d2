// A batch often takes something away only to make it again: a view that stands in the way of a
// column's change, a function that is to have another result, a trigger with another condition.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "recipe.hpp"

namespace pgstage::plan {

/// A view, function, trigger or policy; or an index or materialized view, which is swapped for
/// another one.
struct Remade {
  sql::ObjectKind object = sql::ObjectKind::View;
  QualifiedName name;  ///< Of a trigger and a policy, the table.
  std::string part;    ///< The trigger or policy; of a function, the types of its arguments.

  bool operator==(const Remade&) const = default;
};

/// What the statement takes away, each before what was made after it; nothing where that is
/// something else, too.
std::vector<Remade> taken_away(const sql::Script& script, const sql::Statement& statement,
                               const catalog::Replay& before, ServerVersion version);
/// What the statement makes.
std::optional<Remade> made_by(const sql::View& view, const catalog::Replay& before);

/// Built beside the old one, and so no matter of one transaction.
inline bool is_swapped(const Remade& object) {
  return object.object == sql::ObjectKind::Index ||
         object.object == sql::ObjectKind::MaterializedView;
}

/// `view public.open_orders`.
std::string words(const Remade& object);
/// SQL that takes it away.
std::string drop(const Remade& object);
/// SQL expression for the statements that bring it back as it is; NULL where it is not there.
std::string definition(const Remade& object);
/// What running code, which knows it as it was, cannot do with it as it will be.
std::vector<effects::Broken> broken_by(const Remade& object, const catalog::Replay& before,
                                       const catalog::Replay& after, ServerVersion version);

}  // namespace pgstage::plan

// Which phase a statement may go to, after what the statements before it leave for later phases.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "pgstage/plan/plan.hpp"

#include "recipe.hpp"

namespace pgstage::plan {

class Order {
 public:
  /// The first phase in which everything is as the statement expects it. An error where that is
  /// contract while the statement needs running code to follow it through all three.
  Result<PhaseName> earliest(const Change& change, const Draft& draft) const;
  /// The statement's steps are in the plan, in these phases.
  void take(const Change& change, const Draft& draft);

 private:
  /// A relation or, with a name, something in it: a column, a constraint, an index.
  using Object = std::pair<QualifiedName, std::string>;
  struct Mark {
    PhaseName phase = PhaseName::Expand;
    std::size_t line = 0;
  };

  void mark(const QualifiedName& relation, std::string part, PhaseName phase, std::size_t line);
  void mark_what_breaks(const Change& change);
  void mark_what_is_new(const Change& change, PhaseName phase);

  std::map<Object, Mark> marks_;                  ///< What is as it will be from this phase on.
  std::map<QualifiedName, PhaseName> rows_;       ///< Where the rows of a table change last.
  std::map<QualifiedName, PhaseName> worked_on_;  ///< Where a step last needs the table's name.
};

/// Puts off the steps until the phase; what comes in contract alone, code of then waits for.
void put_off(const Change& change, PhaseName floor, Draft& draft);

}  // namespace pgstage::plan

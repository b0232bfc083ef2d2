// What belongs to a table and is found on the server alone, as the SQL that gives it to another
// table of the same columns that has its name by then.
#pragma once

#include <string>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/plan.hpp"

namespace pgstage::plan {

/// Makes what the calls below need, beside what keeper_step() and dresser_step() make.
Step table_dresser_step();

/// SELECT that gives the new table owner, place, options and settings of columns of the other, and
/// takes away what it was granted by default.
std::string dress_twin(const QualifiedName& table, const QualifiedName& twin);

/// Definition for keep_definition(): to be restored when the table is called `aside` and another
/// has its name. Triggers, policies, statistics and publications change over; rights, comments and
/// marks are given to the other, and what reads the table is bound to it.
std::string dress_for_swap(const QualifiedName& table, const QualifiedName& aside);

/// SELECT of one boolean: nothing hangs on the table that dress_for_swap() does not know of.
std::string can_be_dressed(const QualifiedName& table);

// SQL expressions of one boolean, for the transaction of the swap.

/// The twin has all that the table has had since it was made, but for what the swap gives it.
std::string can_succeed(const QualifiedName& twin, const QualifiedName& table);
/// Nothing is bound to the table that another has taken the place of.
std::string is_left(const QualifiedName& table);

}  // namespace pgstage::plan

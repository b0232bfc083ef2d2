// What a plan says about itself that decides how it is proved.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "pgstage/plan/plan.hpp"

namespace pgstage::shadow {

/// Tables whose earlier rows are treated otherwise than what comes while the plan is carried out.
std::set<std::string> left_alone(const plan::Plan& plan);

/// Columns whose values may differ, as `public.users.id`.
std::set<std::string> valued_otherwise(const plan::Plan& plan);

/// Tables that cannot be read by their old names meanwhile.
std::set<std::string> not_read(const plan::Plan& plan);

/// Tables, by their names in the end, that new code cannot use as it will until contract is done.
std::set<std::string> later_for_new_code(const plan::Plan& plan);

/// Through how many phases the code of before still runs: up to the first gate.
std::size_t phases_of_old_code(const plan::Plan& plan);

/// Through how many phases names have to stay that old code knows: up to the last gate, or all of
/// them where no gate asks for other code.
std::size_t phases_before_last_gate(const plan::Plan& plan);

/// The phase from whose end on names have to be there that new code knows: the one before the last
/// gate, or migrate, whichever is first.
std::size_t first_phase_of_new_names(const plan::Plan& plan);

/// The phase from whose end on new code may run: migrate, or the last before contract.
std::size_t first_phase_of_new_code(const plan::Plan& plan);

/// Differences that remain when the plan is undone.
std::vector<std::string> left_by_undo(const plan::Plan& plan);

}  // namespace pgstage::shadow

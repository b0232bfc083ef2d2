// What is said of a plan wherever it is shown to a person.
#pragma once

#include <string>
#include <string_view>

#include "pgstage/plan/plan.hpp"

namespace pgstage::report {

/// `nobody`, `writes` or `reads, writes`.
std::string_view who_waits(const plan::Step& step);
/// `ACCESS EXCLUSIVE on public.users: reads, writes wait a moment`; empty for no lock.
std::string lock_words(const plan::Step& step);
/// `yes`, `no`, or nothing where the step leaves nothing behind.
std::string_view undo_words(const plan::Plan& plan, const plan::Step& step);
/// `12 s`; empty where no size is known.
std::string time_words(const plan::Step& step);
/// `12 steps in 3 phases; others wait a moment at most`.
std::string head_words(const plan::Plan& plan);
/// `EXPAND`.
std::string heading(plan::PhaseName name);

}  // namespace pgstage::report

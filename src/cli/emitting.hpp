// Plans as migrations for somebody's own runner, and such migrations as what is to be proved.
#pragma once

#include <string>

#include "pgstage/emit/phase_files.hpp"
#include "pgstage/plan/plan.hpp"

#include "inputs.hpp"
#include "options.hpp"

namespace pgstage::cli {

/// Writes the plan's migrations into the folder of --emit, all of them or none, where that was
/// given. `inputs`: what the plan was made of.
Result<void> emit_plan(const plan::Plan& plan, const Inputs& inputs,
                       const po::variables_map& values, Environment& environment);

/// The migrations of the folder of --against.
Result<emit::PhaseFiles> read_against(const po::variables_map& values);

}  // namespace pgstage::cli

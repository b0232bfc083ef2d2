// Trying a plan on a throwaway server, as prove and plan do.
#pragma once

#include <optional>

#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/locate.hpp"

#include "inputs.hpp"
#include "options.hpp"

namespace pgstage::cli {

/// Adds --pg-bin, --prelude, --seed and what names known queries.
void add_proof_options(po::options_description& options);

/// The server of --pg-bin, else one of the major version that --pg-version says, else of `major`,
/// else of that which the database or the snapshot has, else any.
Result<shadow::Binaries> find_server(const po::variables_map& values, const Inputs& inputs,
                                     std::optional<int> major);

/// Proves that the plan ends where the migrations do, on such a server. `undo`: there is a way back
/// to be tried.
Result<plan::Proof> prove_plan(const plan::Plan& plan, bool undo, const Inputs& inputs,
                               const shadow::Binaries& binaries, const po::variables_map& values,
                               Environment& environment);

}  // namespace pgstage::cli

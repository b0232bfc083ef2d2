#pragma once

#include <string>
#include <vector>

#include "pgstage/plan/plan.hpp"
#include "pgstage/source/framework.hpp"

namespace pgstage::emit {

/// What migrations come to that somebody wrote, or that were emitted, phase by phase.
struct PhaseFiles {
  plan::Plan plan;
  bool way_back = true;  ///< All of them before contract have one.
};

/// As the framework would run them, in this order. Comments say what the files stand for, each at
/// the head of its file and for all files behind it: `-- pgstage:phase contract` (else the phase is
/// the one that the file is named after), `-- pgstage:gate deploy …` before which the code of
/// before runs, and `-- pgstage:accept column position of public.users.name`.
PhaseFiles read_phase_files(const std::vector<source::Migration>& migrations,
                            const source::Framework& framework);

}  // namespace pgstage::emit

#pragma once

#include <vector>

#include "pgstage/db/session.hpp"
#include "pgstage/model/result.hpp"
#include "pgstage/plan/plan.hpp"
#include "pgstage/shadow/prove.hpp"

namespace pgstage::shadow {

/// Carries out one step as apply would, but without waiting for anything. What its probe, its
/// post-condition and its locks should have been and were not goes into the proof; an error means
/// that the step did not get through.
Result<void> run_step(db::Session& session, const plan::Step& step, Proof& proof);

/// Undoes steps, the last one first.
Result<void> undo_steps(db::Session& session, const std::vector<const plan::Step*>& steps,
                        Proof& proof);

}  // namespace pgstage::shadow

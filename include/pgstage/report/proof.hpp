#pragma once

#include <string>

#include "pgstage/plan/proof.hpp"
#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// How it ended, why, and how far it reaches.
std::string verdict_text(const plan::Proof& proof, const Style& style);
/// The same, and what the plan says about itself.
std::string proof_text(const plan::Proof& proof, const Style& style);
std::string proof_json(const plan::Proof& proof);

}  // namespace pgstage::report

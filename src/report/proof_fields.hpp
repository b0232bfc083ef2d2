// A proof as it stands in JSON, by itself and in a plan file.
#pragma once

#include <nlohmann/json.hpp>

#include "pgstage/plan/proof.hpp"

#include "fields.hpp"

namespace pgstage::report {

nlohmann::ordered_json proof_fields(const plan::Proof& proof);
plan::Proof read_proof(Fields fields);

}  // namespace pgstage::report

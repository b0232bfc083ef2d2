#include "proof_fields.hpp"

namespace pgstage::report {

nlohmann::ordered_json proof_fields(const plan::Proof& proof) {
  return {{"plan", proof.plan},
          {"server", proof.server},
          {"seed", proof.seed},
          {"equal", proof.equal},
          {"undone", proof.undone},
          {"differences", proof.differences},
          {"undeclared_locks", proof.undeclared_locks},
          {"accepted_differences", proof.accepted},
          {"notes", proof.notes},
          {"writes", proof.writes},
          {"queries", proof.queries}};
}

plan::Proof read_proof(Fields fields) {
  plan::Proof out;
  out.plan = fields.text("plan");
  out.server = fields.text("server");
  out.seed = static_cast<std::uint64_t>(fields.number("seed"));
  out.equal = fields.truth("equal");
  out.undone = fields.truth("undone");
  out.differences = fields.texts("differences");
  out.undeclared_locks = fields.texts("undeclared_locks");
  out.accepted = fields.texts("accepted_differences");
  out.notes = fields.texts("notes");
  out.writes = static_cast<std::size_t>(fields.number("writes"));
  out.queries = static_cast<std::size_t>(fields.number("queries"));
  fields.no_others();
  return out;
}

}  // namespace pgstage::report

#include "pgstage/report/proof.hpp"

#include <fmt/format.h>

#include "paint.hpp"
#include "proof_fields.hpp"

namespace pgstage::report {
namespace {

std::string listed(std::string_view label, const std::vector<std::string>& items,
                   const Style& style) {
  std::string out;
  for (const auto& item : items) out += filled(style, "  ", fmt::format("{}: {}", label, item));
  return out;
}

}  // namespace

std::string verdict_text(const plan::Proof& proof, const Style& style) {
  const auto* undone = proof.undone ? ", and undo restores the start\n"
                                    : "; there is no way back that could be tried\n";
  std::string out = proof.equal ? paint(style, Ink::Good, "equal") +
                                      ": original and plan end in the same schema and the "
                                      "same rows" +
                                      undone
                                : paint(style, Ink::Error, "not equal") +
                                      ": the plan does not end where the original "
                                      "does\n";
  if (proof.writes > 0) {
    out += filled(style, "  ",
                  fmt::format("meanwhile old code and new code sent {} statements", proof.writes));
  }
  if (proof.queries > 0) {
    out += filled(style, "  ",
                  fmt::format("{} known {} prepared after each phase", proof.queries,
                              proof.queries == 1 ? "query was" : "queries were"));
  }
  out += listed("difference", proof.differences, style);
  out += listed("undeclared lock", proof.undeclared_locks, style);
  return out + listed("note", proof.notes, style);
}

std::string proof_text(const plan::Proof& proof, const Style& style) {
  return verdict_text(proof, style) + listed("accepted difference", proof.accepted, style) +
         fmt::format("plan {}, on PostgreSQL {}\n", proof.plan, proof.server);
}

std::string proof_json(const plan::Proof& proof) {
  nlohmann::ordered_json json = {{"version", 1}};
  json.update(proof_fields(proof));
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace pgstage::report

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// What a proof came to, in words.
struct ProofWords {
  std::string plan;
  std::string server;
  bool equal = false;
  bool undone = true;  ///< That undo restores the start was tried, too.
  std::vector<std::string> differences;
  std::vector<std::string> accepted;
  std::vector<std::string> notes;
  std::vector<std::string> undeclared_locks;
  std::size_t writes = 0;   ///< Statements of running code, sent in between.
  std::size_t queries = 0;  ///< Known ones, prepared in the phases.
};

std::string proof_text(const ProofWords& proof, const Style& style);
std::string proof_json(const ProofWords& proof);

}  // namespace pgstage::report

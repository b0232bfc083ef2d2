#pragma once

#include <memory>
#include <ostream>
#include <string>

#include "pgstage/lint/engine.hpp"
#include "pgstage/model/server_version.hpp"

namespace pgstage::report {

/// Writes what it is told as soon as it is told, so that a report costs no memory. Borrows the
/// stream.
class Printer : public lint::Listener {
 public:
  /// Writes what comes last. `report` is empty for `effects`.
  virtual void finish(const lint::Report& report) = 0;
};

/// `effects --format json` (CONTRACT).
std::unique_ptr<Printer> effects_json(std::ostream& out, ServerVersion version);
/// `lint --format json` (CONTRACT).
std::unique_ptr<Printer> lint_json(std::ostream& out, ServerVersion version);

/// How text for people is laid out.
struct Style {
  bool color = false;
  std::size_t width = 80;
  bool verbose = false;  ///< Everything, where else the most telling is chosen.
};

/// What each statement does, one paragraph a statement.
std::unique_ptr<Printer> effects_text(std::ostream& out, const Style& style);
/// Findings with the lines they stand in, what is wrong underlined, why, and the safe way, and then
/// pictures of who waits for the longest locks. Nothing where there are no findings.
std::unique_ptr<Printer> lint_text(std::ostream& out, const Style& style);
/// One line: how many findings of which kind in how many files.
std::string lint_summary(const lint::Report& report);

}  // namespace pgstage::report

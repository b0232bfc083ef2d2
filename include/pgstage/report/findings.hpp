#pragma once

#include <string>

#include "pgstage/lint/engine.hpp"
#include "pgstage/model/server_version.hpp"

namespace pgstage::report {

/// `effects --format json` (CONTRACT).
std::string effects_json(const lint::Report& report, ServerVersion version);
/// `lint --format json` (CONTRACT).
std::string lint_json(const lint::Report& report, ServerVersion version);

/// How text for people is laid out.
struct Style {
  bool color = false;
  std::size_t width = 80;
};

/// What each statement does, one paragraph a statement.
std::string effects_text(const lint::Report& report, const Style& style);
/// Findings with the lines they stand in, what is wrong underlined, why, and the safe way. Nothing
/// for a report without findings.
std::string lint_text(const lint::Report& report, const Style& style);
/// One line: how many findings of which kind in how many files.
std::string lint_summary(const lint::Report& report);

}  // namespace pgstage::report

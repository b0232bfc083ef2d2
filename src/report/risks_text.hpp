#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// A kind of change that a run makes, how much can go wrong with it, and how it is made.
struct RiskRow {
  lint::Gravity level;
  std::string_view change;
  std::string places;
  std::string_view way;
};

/// The gravest first. None where there are no findings, or only kinds without a risk.
std::vector<RiskRow> risk_rows(const lint::Report& report);
/// The same as a table for a terminal.
std::string risks_text(const lint::Report& report, const Style& style);

}  // namespace pgstage::report

#pragma once

#include <string>

#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// What kinds of change a run makes, how much can go wrong with each, and how such changes are
/// made. Nothing where there are no findings, or only kinds without a risk.
std::string risks_text(const lint::Report& report, const Style& style);

}  // namespace pgstage::report

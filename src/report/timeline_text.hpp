#pragma once

#include <cstddef>
#include <string>

#include "pgstage/report/findings.hpp"

namespace pgstage::report {

/// Who waits while a file runs, as a picture: a row for each relation, a column for each statement
/// from the first lock to the last, and bars for what is blocked; the longest is marked and told
/// in words. Files without findings, and those of whose locks none outlasts its statement, have
/// none. The `most` pictures with the longest bars are drawn, in the order of the files; the rest
/// is counted.
std::string timeline_text(const lint::Report& report, const Style& style, std::size_t most);

}  // namespace pgstage::report

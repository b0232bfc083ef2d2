// For editors: a line a finding, as compilers write it.
#include <fmt/format.h>

#include "pgstage/report/format.hpp"
#include "pgstage/report/visible.hpp"

#include "found.hpp"

namespace pgstage::report::formats {
namespace {

/// What a compiler calls it.
std::string_view severity_of(const lint::Finding& finding) {
  return finding.severity == Severity::Notice ? "note" : to_string(finding.severity);
}

void write(std::ostream& out, const lint::Report& report, const Surroundings& /*around*/) {
  for (const auto& each : findings_of(report)) {
    const auto& finding = *each.finding;
    out << visible(fmt::format("{}:{}:{}: {}: {} [{}]\n", one_line(each.path()), each.begin.line,
                               each.begin.column, severity_of(finding), one_line(finding.message),
                               finding.rule));
  }
}

}  // namespace

extern const Format gcc = {.name = "gcc", .write = write};

}  // namespace pgstage::report::formats

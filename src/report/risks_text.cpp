#include "risks_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "paint.hpp"

namespace pgstage::report {
namespace {

Ink ink_of(lint::Gravity level) {
  switch (level) {
    case lint::Gravity::High:
      return Ink::Error;
    case lint::Gravity::Medium:
      return Ink::Warning;
    case lint::Gravity::Low:
      return Ink::Faint;
  }
  return Ink::Faint;
}

std::string places_of(const lint::Report& report, const lint::Risk& risk) {
  const auto& script = *report.files[risk.first.file].input.script;
  const auto offset = script.statements()[risk.first.statement].span().offset;
  auto out = fmt::format("{}:{}", report.files[risk.first.file].input.path,
                         script.lines().position(offset).line);
  if (risk.count > 1) out += fmt::format(" and {} more", risk.count - 1);
  return out;
}

}  // namespace

std::vector<RiskRow> risk_rows(const lint::Report& report) {
  const bool found = std::any_of(report.files.begin(), report.files.end(),
                                 [](const auto& file) { return !file.findings.empty(); });
  const bool risky = std::any_of(report.risks.begin(), report.risks.end(),
                                 [](const auto& risk) { return risk.level != lint::Gravity::Low; });
  if (!found || !risky) return {};
  std::vector<RiskRow> out;
  for (const auto& risk : report.risks) {
    out.push_back({risk.level, risk.kind->words, places_of(report, risk), risk.kind->strategy});
  }
  return out;
}

std::string risks_text(const lint::Report& report, const Style& style) {
  const auto rows = risk_rows(report);
  if (rows.empty()) return {};
  constexpr std::string_view kUnderLevel = "          ";
  std::string out = "\n" + paint(style, Ink::Bold, "risk") + "\n";
  for (const auto& row : rows) {
    const auto level = fmt::format("  {:<8}", to_string(row.level));
    const auto lines =
        filled(style, kUnderLevel, fmt::format("{}: {}\nway: {}", row.change, row.places, row.way));
    out += paint(style, ink_of(row.level), level) + lines.substr(kUnderLevel.size());
  }
  return out;
}

}  // namespace pgstage::report

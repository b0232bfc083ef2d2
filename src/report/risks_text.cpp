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

std::string risks_text(const lint::Report& report, const Style& style) {
  const bool found = std::any_of(report.files.begin(), report.files.end(),
                                 [](const auto& file) { return !file.findings.empty(); });
  const bool risky = std::any_of(report.risks.begin(), report.risks.end(),
                                 [](const auto& risk) { return risk.level != lint::Gravity::Low; });
  if (!found || !risky) return {};
  constexpr std::string_view kUnderLevel = "          ";
  std::string out = "\n" + paint(style, Ink::Bold, "risk") + "\n";
  for (const auto& risk : report.risks) {
    const auto level = fmt::format("  {:<8}", to_string(risk.level));
    const auto lines = filled(style, kUnderLevel,
                              fmt::format("{}: {}\n{}", risk.kind->words, places_of(report, risk),
                                          "way: " + std::string{risk.kind->strategy}));
    out += paint(style, ink_of(risk.level), level) + lines.substr(kUnderLevel.size());
  }
  return out;
}

}  // namespace pgstage::report

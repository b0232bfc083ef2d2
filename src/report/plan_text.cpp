#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "pgstage/report/plan.hpp"

#include "paint.hpp"

namespace pgstage::report {
namespace {

std::string whom_it_blocks(const plan::Step& step) {
  LockMode strongest = LockMode::AccessShare;
  std::string on;
  for (const auto& [relation, mode] : step.locks) {
    if (mode < strongest || (mode == strongest && !on.empty())) continue;
    strongest = mode;
    on = relation;
  }
  if (on.empty()) return {};
  if (!blocks_writes(strongest)) {
    return fmt::format("{} on {}: nobody waits", sql_name(strongest), on);
  }
  return fmt::format("{} on {}: {} wait {}", sql_name(strongest), on,
                     blocks_reads(strongest) ? "reads and writes" : "writes",
                     step.brief ? "a moment" : "until it is done");
}

std::string indented(std::string_view sql, std::string_view indent) {
  std::string out;
  while (!sql.empty()) {
    const auto end = std::min(sql.find('\n'), sql.size());
    out += std::string{indent} + std::string{sql.substr(0, end)} + "\n";
    sql.remove_prefix(std::min(end + 1, sql.size()));
  }
  return out;
}

std::string step_text(const plan::Plan& plan, const plan::Step& step, const Style& style) {
  std::string out = fmt::format("  {}  {}\n", paint(style, Ink::Bold, step.id), step.title);
  for (const auto& sql : step.sql) out += paint(style, Ink::Good, indented(sql + ";", "      "));
  const auto lock = whom_it_blocks(step);
  if (!lock.empty()) out += "    lock: " + lock + "\n";
  if (step.kind == plan::StepKind::Backfill) out += "    in chunks, each a transaction\n";
  if (!step.transaction) out += "    outside a transaction\n";
  if (step.estimate.rows) out += fmt::format("    rows: about {}\n", *step.estimate.rows);
  const bool for_good = std::find(plan.irreversible.begin(), plan.irreversible.end(), step.id) !=
                        plan.irreversible.end();
  if (for_good) out += "    " + paint(style, Ink::Warning, "cannot be undone") + "\n";
  for (const auto& undo : step.undo) {
    out += paint(style, Ink::Faint, indented("undo: " + undo + ";", "    "));
  }
  return out;
}

std::string upper(std::string_view word) {
  std::string out{word};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

}  // namespace

std::string plan_text(const plan::Plan& plan, const Style& style) {
  std::string out = fmt::format("Plan {} for PostgreSQL {}\n", plan.id, plan.pg_version);
  for (const auto& warning : plan.warnings) {
    out += paint(style, Ink::Warning, "warning: ") + warning + "\n";
  }
  for (const auto& phase : plan.phases) {
    out += "\n";
    if (phase.gate) {
      out += paint(style, Ink::Notice, "GATE") + "\n" + filled(style, "  ", phase.gate->says);
      for (const auto& check : phase.gate->checks) {
        out += filled(style, "  ", "checked: " + check.says);
      }
      out += "\n";
    }
    out += paint(style, Ink::Bold, upper(to_string(phase.name))) + "\n";
    for (const auto& step : phase.steps) out += step_text(plan, step, style);
  }
  if (plan.phases.empty()) out += "nothing to do\n";
  for (const auto& difference : plan.accepted_differences) {
    out += "\naccepted difference: " + difference + "\n";
  }
  return out;
}

}  // namespace pgstage::report

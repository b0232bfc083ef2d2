#include <algorithm>
#include <cstddef>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/report/plan.hpp"
#include "pgstage/report/proof.hpp"

#include "paint.hpp"
#include "plan_words.hpp"

namespace pgstage::report {
namespace {

/// Of a step's SQL, and of its undo; `--format sql` and the plan file have all of it.
constexpr std::size_t kLines = 24;

/// Of the columns of the table in front of the last, each with the room behind it.
constexpr std::size_t kStepWidth = 12;
constexpr std::size_t kWaitWidth = 20;
constexpr std::size_t kTimeWidth = 13;
constexpr std::size_t kUndoWidth = 6;

/// Statements line by line, and how many lines were left out.
std::string some_of(const std::vector<std::string>& statements, std::string_view indent) {
  std::string out;
  std::size_t lines = 0;
  for (const auto& statement : statements) {
    std::string_view rest = statement;
    for (bool last = false; !last;) {
      const auto end = std::min(rest.find('\n'), rest.size());
      last = end == rest.size();
      if (++lines <= kLines) {
        out += fmt::format("{}{}{}\n", indent, rest.substr(0, end), last ? ";" : "");
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  if (lines > kLines) out += fmt::format("{}… and {} lines more\n", indent, lines - kLines);
  return out;
}

std::string step_text(const plan::Plan& plan, const plan::Step& step, const Style& style) {
  std::string out = fmt::format("  {}  {}\n", paint(style, Ink::Bold, step.id), step.title);
  out += paint(style, Ink::Good, some_of(step.sql, "      "));
  const auto lock = lock_words(step);
  if (!lock.empty()) out += "    lock: " + lock + "\n";
  if (step.kind == plan::StepKind::Backfill) out += "    in chunks, each a transaction\n";
  if (!step.transaction) out += "    outside a transaction\n";
  if (!step.estimate.source.empty()) out += filled(style, "    ", "size: " + step.estimate.source);
  if (undo_words(plan, step) == "no") {
    out += "    " + paint(style, Ink::Warning, "cannot be undone") + "\n";
  }
  if (!step.undo.empty()) {
    out += paint(style, Ink::Faint, "    undo:\n" + some_of(step.undo, "      "));
  }
  return out;
}

std::string gate_text(const plan::Gate& gate, const Style& style) {
  std::string out = paint(style, Ink::Notice, "GATE") + "\n" + filled(style, "  ", gate.says);
  for (const auto& check : gate.checks) out += filled(style, "  ", "checked: " + check.says);
  if (!gate.retires.empty()) {
    out += filled(style, "  ", fmt::format("gone behind it: {}", fmt::join(gate.retires, ", ")));
  }
  return out + "\n";
}

std::string row(const Style& style, std::string_view step, std::string_view waits,
                std::string_view time, std::string_view undo, std::string_view title) {
  const auto front = fmt::format("{:<{}}{:<{}}{:<{}}{:<{}}", step, kStepWidth, waits, kWaitWidth,
                                 time, kTimeWidth, undo, kUndoWidth);
  const auto lines = filled(style, std::string(front.size(), ' '), title);
  return front + lines.substr(front.size());
}

/// A line a step: whom it keeps waiting, how long it takes, whether there is a way back.
std::string table_text(const plan::Plan& plan, const Style& style) {
  std::string out = paint(style, Ink::Bold,
                          row(style, "step", "who waits", "takes about", "undo", "what it does"));
  for (const auto& phase : plan.phases) {
    if (phase.gate) out += paint(style, Ink::Notice, "GATE") + "\n";
    for (const auto& step : phase.steps) {
      const bool waits = who_waits(step) != "nobody";
      const auto who = std::string{who_waits(step)} + (waits && !step.brief ? ", long" : "");
      out += row(style, step.id, who, time_words(step), undo_words(plan, step), step.title);
    }
  }
  return out;
}

}  // namespace

std::string plan_text(const plan::Plan& plan, const Style& style) {
  std::string out = fmt::format("Plan {} for PostgreSQL {}", plan.id, plan.pg_version);
  if (plan.phases.empty()) return out + "\n\nnothing to do\n";
  out += ": " + head_words(plan) + "\n";
  if (plan.proof) {
    out += fmt::format("tried on PostgreSQL {}: {}", plan.proof->server,
                       verdict_text(*plan.proof, style));
  }
  for (const auto& warning : plan.warnings) {
    out += paint(style, Ink::Warning, "warning: ") + warning + "\n";
  }
  out += "\n" + table_text(plan, style);
  for (const auto& phase : plan.phases) {
    out += "\n";
    if (phase.gate) out += gate_text(*phase.gate, style);
    out += paint(style, Ink::Bold, heading(phase.name)) + "\n";
    for (const auto& step : phase.steps) out += step_text(plan, step, style);
  }
  for (const auto& difference : plan.accepted_differences) {
    out += "\naccepted difference: " + difference + "\n";
  }
  return out;
}

}  // namespace pgstage::report

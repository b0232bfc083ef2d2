// A plan as the comment on a pull request shows it.
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/report/plan.hpp"

#include "markdown_words.hpp"
#include "plan_words.hpp"

namespace pgstage::report {
namespace {

std::string lines_of(const std::vector<std::string>& statements) {
  std::string out;
  for (const auto& statement : statements) out += statement + ";\n";
  return out;
}

std::string row(const plan::Plan& plan, const plan::Step& step) {
  const bool waits = who_waits(step) != "nobody";
  return fmt::format("| {} | {} | {}{} | {} | {} |\n", plain_words(step.id),
                     plain_words(step.title), who_waits(step), waits && !step.brief ? ", long" : "",
                     time_words(step), undo_words(plan, step));
}

std::string details(const plan::Step& step) {
  auto out = fmt::format("**{}** {}\n\n{}", plain_words(step.id), plain_words(step.title),
                         fenced("sql", lines_of(step.sql)));
  const auto lock = lock_words(step);
  if (!lock.empty()) out += "\n" + plain_words(lock) + "\n";
  if (!step.estimate.source.empty()) out += "\n" + plain_words(step.estimate.source) + "\n";
  if (!step.undo.empty()) out += "\nUndo:\n\n" + fenced("sql", lines_of(step.undo));
  return out + "\n";
}

std::string phase_text(const plan::Plan& plan, const plan::Phase& phase) {
  std::string out;
  if (phase.gate) {
    out += "> **Gate**: " + plain_words(phase.gate->says) + "\n";
    for (const auto& check : phase.gate->checks)
      out += ">\n> - checked: " + plain_words(check.says) + "\n";
    if (!phase.gate->retires.empty()) {
      const auto gone = fmt::format("{}", fmt::join(phase.gate->retires, ", "));
      out += fmt::format(">\n> - gone behind it: {}\n", plain_words(gone));
    }
    out += "\n";
  }
  out += fmt::format(
      "### {}\n\n| step | what it does | who waits | takes about | undo |\n"
      "| --- | --- | --- | --- | --- |\n",
      heading(phase.name));
  for (const auto& step : phase.steps) out += row(plan, step);
  out += "\n<details><summary>SQL</summary>\n\n";
  for (const auto& step : phase.steps) out += details(step);
  return out + "</details>\n\n";
}

std::string proof_text(const plan::Proof& proof) {
  auto out = fmt::format("{} on PostgreSQL {}: **{}**", proof.equal ? "Proved" : "Tried",
                         plain_words(proof.server), proof.equal ? "equal" : "not equal");
  if (proof.writes > 0) {
    out += fmt::format(", with {} statements of old and new code in between", proof.writes);
  }
  out += ".\n\n";
  for (const auto& difference : proof.differences) out += "- " + plain_words(difference) + "\n";
  for (const auto& lock : proof.undeclared_locks)
    out += "- undeclared lock: " + plain_words(lock) + "\n";
  return out.ends_with("\n\n") ? out : out + "\n";
}

}  // namespace

std::string plan_markdown(const plan::Plan& plan) {
  auto out = fmt::format("## Plan {} for PostgreSQL {}\n\n", plan.id, plan.pg_version);
  if (plan.phases.empty()) return out + "Nothing to do.\n";
  out += head_words(plan) + ".\n\n";
  if (plan.proof) out += proof_text(*plan.proof);
  for (const auto& warning : plan.warnings)
    out += "> **Warning**: " + plain_words(warning) + "\n\n";
  for (const auto& phase : plan.phases) out += phase_text(plan, phase);
  if (plan.accepted_differences.empty()) return out;
  out += "Accepted differences:\n\n";
  for (const auto& difference : plan.accepted_differences)
    out += "- " + plain_words(difference) + "\n";
  return out;
}

}  // namespace pgstage::report

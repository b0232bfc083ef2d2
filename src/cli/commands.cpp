#include "commands.hpp"

#include <array>
#include <ostream>

#include "pgstage/report/visible.hpp"

namespace pgstage::cli {
namespace {

constexpr auto kCommands = std::to_array<Command>({
    {"lint", "judge migrations; the default when the first argument is a path", run_lint},
    {"effects", "say what each statement does to PostgreSQL; no verdicts", run_effects},
    {"plan", "turn migrations into an expand / migrate / contract plan", run_plan},
    {"prove", "run original and plan on a throwaway server and compare", run_prove},
    {"apply", "carry a plan out, up to the next gate", run_apply},
    {"status", "say where each plan stands in the target's journal", run_status},
    {"pace", "pause, resume or retune the backfills of a plan while they run", run_pace},
    {"rollback", "undo what was applied, as long as the plan has not contracted", run_rollback},
    {"snapshot", "write down a database's schema and sizes, for use without it", run_snapshot},
    {"record", "write down what a framework's own command sends, and judge it", run_record},
    {"init", "write settings and the hook of this repository", run_init},
    {"explain", "say what a rule means, why, and what to do instead", run_explain},
    {"rules", "list the rules", run_rules},
});

}  // namespace

std::span<const Command> commands() { return kCommands; }

ExitStatus fail(const Error& error, Environment& environment) {
  environment.err << "pgstage: " << report::visible(error.message) << "\n";
  if (!error.hint.empty()) environment.err << "hint: " << report::visible(error.hint) << "\n";
  return ExitStatus::Unable;
}

}  // namespace pgstage::cli

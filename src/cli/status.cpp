#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/apply/apply.hpp"

#include "commands.hpp"
#include "executing.hpp"
#include "observers.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "status";
  line.usage = "pgstage status [OPTION…] [PLAN]";
  line.about =
      "Says where each plan stands in the journal of the database and, for a plan file, what it\n"
      "waits for and what to type next.";
  line.examples = "  pgstage status plan.json --database-url \"$URL\"\n";
  add_target_options(line.options);
  return line;
}

/// One line, for who has no plan file.
std::string stands(const apply::Standing& standing) {
  if (standing.phase == "rolled back") return "rolled back";
  std::string out = standing.phase.empty() ? "nothing finished" : standing.phase + " finished";
  if (standing.entered != standing.phase) out += ", " + standing.entered + " begun";
  out +=
      fmt::format(", {} step{} done", standing.done.size(), standing.done.size() == 1 ? "" : "s");
  if (!standing.begun.empty()) out += ", at " + standing.begun;
  if (standing.stalled_ms > 0) {
    out += fmt::format(", others waited {} ms in all", standing.stalled_ms);
  }
  if (standing.paused) out += ", paused";
  if (!standing.waits_for.empty()) out += ", waits: " + standing.waits_for;
  if (!standing.run.empty()) out += "; at work: " + standing.run;
  return out;
}

bool is_finished(const plan::Phase& phase, const apply::Standing& standing) {
  const auto finished = plan::phase_from(standing.phase);
  return finished && phase.name <= *finished;
}

bool is_begun(const plan::Phase& phase, const apply::Standing& standing) {
  return standing.phase != "rolled back" && standing.entered == to_string(phase.name);
}

void say_phases(const plan::Plan& plan, const apply::Standing& standing, const std::string& file,
                std::ostream& out) {
  for (const auto& phase : plan.phases) {
    const auto done = std::count_if(phase.steps.begin(), phase.steps.end(), [&](const auto& step) {
      return standing.done.contains(step.id);
    });
    const std::string_view state = is_finished(phase, standing) ? "finished"
                                   : is_begun(phase, standing)  ? "begun"
                                                                : "to come";
    out << fmt::format("  {:9} {:9} {} of {} step{}", to_string(phase.name), state, done,
                       phase.steps.size(), phase.steps.size() == 1 ? "" : "s");
    for (const auto& step : phase.steps) {
      if (step.id == standing.begun) out << fmt::format(", at {}: {}", step.id, step.title);
    }
    out << "\n";
  }
  if (!standing.run.empty()) out << "at work:   " << standing.run << "\n";
  if (standing.paused) {
    out << "paused:    pgstage pace " << file << " --resume lets the backfill go on\n";
  }
  if (!standing.waits_for.empty()) out << "backfill:  waits: " << standing.waits_for << "\n";
  if (standing.stalled_ms > 0) {
    out << fmt::format("stalls:    others have waited {} ms in all\n", standing.stalled_ms);
  }
}

/// What a moment shows of whether it is open.
Result<void> say_gate(const plan::Phase& phase, const po::variables_map& values,
                      db::Connector& connector, Environment& environment) {
  environment.out << "waits for: " << phase.gate->says << "\n";
  const auto session = connector.connect("pgstage status");
  if (!session) return session.error();
  // Watching statements takes longer than somebody waits for an answer.
  apply::Options options;
  options.watch = {};
  Desk desk(human_observer(environment.err, std::nullopt, true), values, environment);
  const auto seen = apply::look_at_gate(**session, phase, options, desk.around());
  if (!seen) return seen.error();
  for (const auto& evidence : *seen) environment.out << "  now:     " << evidence.says << "\n";
  return {};
}

bool can_go_back(const plan::Plan& plan, const apply::Standing& standing) {
  const auto is_touched = [&](const std::string& step) {
    return standing.done.contains(step) || standing.begun == step;
  };
  if (standing.done.empty() && standing.begun.empty()) return false;
  if (std::any_of(plan.irreversible.begin(), plan.irreversible.end(), is_touched)) return false;
  return std::all_of(plan.phases.begin(), plan.phases.end(), [&](const auto& phase) {
    return phase.name != plan::PhaseName::Contract ||
           std::none_of(phase.steps.begin(), phase.steps.end(), [&](const auto& step) {
             return step.kind != plan::StepKind::Check && is_touched(step.id);
           });
  });
}

std::string file_of(const po::variables_map& values) { return list_option(values, "path").front(); }

Result<void> say_next(const plan::Plan& plan, const apply::Standing& standing,
                      const po::variables_map& values, db::Connector& connector,
                      Environment& environment) {
  const auto file = file_of(values);
  const auto next = std::find_if(plan.phases.begin(), plan.phases.end(),
                                 [&](const auto& phase) { return !is_finished(phase, standing); });
  if (next == plan.phases.end()) {
    environment.out << "nothing is left to do\n";
    return {};
  }
  if (next->gate && !is_begun(*next, standing)) {
    if (auto said = say_gate(*next, values, connector, environment); !said) return said;
  }
  environment.out << "next:      pgstage apply " << file << " --through " << to_string(next->name)
                  << "\n";
  if (can_go_back(plan, standing))
    environment.out << "or back:   pgstage rollback " << file << "\n";
  return {};
}

Result<ExitStatus> tell(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  std::optional<plan::Plan> plan;
  if (values->count("path") > 0) {
    auto read = plan_of(*values);
    if (!read) return read.error();
    plan = *std::move(read);
  }
  const auto connector = connector_of(*values, environment);
  if (!connector) return connector.error();
  const auto standings = apply::status(**connector, text_option(*values, "journal-schema"));
  if (!standings) return standings.error();

  bool found = false;
  for (const auto& standing : *standings) {
    if (plan && standing.plan != plan->id) continue;
    found = true;
    if (!plan) {
      environment.out << fmt::format("{}  {}  {}\n", standing.plan, standing.since,
                                     stands(standing));
      continue;
    }
    environment.out << fmt::format("plan {}, last changed {}{}\n", standing.plan, standing.since,
                                   standing.phase == "rolled back" ? ", rolled back" : "");
    say_phases(*plan, standing, file_of(*values), environment.out);
    auto said = say_next(*plan, standing, *values, **connector, environment);
    if (!said) return said.error();
  }
  if (!found && plan) {
    environment.out << "this plan was not begun on this database\nnext:      pgstage apply "
                    << file_of(*values) << "\n";
  }
  if (!found && !plan) environment.out << "no plan was begun on this database\n";
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_status(const Arguments& arguments, Environment& environment) {
  const auto status = tell(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

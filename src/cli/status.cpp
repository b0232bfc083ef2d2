#include <ostream>

#include <fmt/format.h>

#include "pgstage/apply/apply.hpp"

#include "commands.hpp"
#include "executing.hpp"

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

std::string stands(const apply::Standing& standing) {
  if (standing.phase == "rolled back") return "rolled back";
  std::string out = standing.phase.empty() ? "nothing finished" : standing.phase + " finished";
  if (standing.entered != standing.phase) out += ", " + standing.entered + " begun";
  out += fmt::format(", {} step{} done", standing.steps_done, standing.steps_done == 1 ? "" : "s");
  if (!standing.begun.empty()) out += ", at " + standing.begun;
  if (standing.stalled_ms > 0) {
    out += fmt::format(", others waited {} ms in all", standing.stalled_ms);
  }
  if (standing.paused) out += ", paused";
  if (!standing.waits_for.empty()) out += ", waits: " + standing.waits_for;
  if (!standing.run.empty()) out += "; at work: " + standing.run;
  return out;
}

void say_next(const plan::Plan& plan, const apply::Standing& standing, const std::string& file,
              Environment& environment) {
  const auto finished = plan::phase_from(standing.phase);
  for (const auto& phase : plan.phases) {
    if (finished && phase.name <= *finished) continue;
    const bool begun = standing.entered == to_string(phase.name);
    if (phase.gate && !begun) environment.out << "waits for: " << phase.gate->says << "\n";
    environment.out << "next:      pgstage apply " << file << " --through " << to_string(phase.name)
                    << "\n";
    return;
  }
  environment.out << "nothing is left to do\n";
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
    environment.out << fmt::format("{}  {}  {}\n", standing.plan, standing.since, stands(standing));
    if (!plan) continue;
    say_next(*plan, standing, (*values)["path"].as<std::vector<std::string>>().front(),
             environment);
  }
  if (!found) {
    environment.out << (plan ? "this plan was not begun on this database\n"
                             : "no plan was begun on this database\n");
  }
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_status(const Arguments& arguments, Environment& environment) {
  const auto status = tell(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

#include "pgstage/apply/apply.hpp"

#include <ostream>
#include <string>

#include <fmt/format.h>

#include "commands.hpp"
#include "executing.hpp"
#include "pacing.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "apply";
  line.usage = "pgstage apply [OPTION…] PLAN";
  line.about =
      "Carries a plan out, up to the next gate. Killed at any instant, it goes on where it was "
      "when\n"
      "it is called again. At a gate it asks whether what the plan wants deployed is deployed.";
  line.examples =
      "  pgstage apply plan.json --database-url \"$URL\"\n"
      "  pgstage apply plan.json --through migrate --auto-approve\n";
  add_executing_options(line.options);
  add_pacing_options(line.options);
  line.options.add_options()("through", po::value<std::string>()->value_name("PHASE"),
                             "run up to and with expand, migrate or contract")(
      "deployed", po::value<std::string>()->value_name("TIME"),
      "when the code that the gate asks for was everywhere, as in \"2026-01-31 12:00+00\": whoever "
      "has been connected for longer keeps the gate closed")(
      "watch", po::value<std::string>()->value_name("TIME")->default_value("10s"),
      "how long pg_stat_statements is watched at a gate for statements that still name what the "
      "phase takes away")(
      "gate-command", po::value<std::string>()->value_name("COMMAND"),
      "a shell command that knows what is deployed, asked at each gate with GATE_PHASE and "
      "GATE_SAYS in its environment: a status other than 0 keeps the gate closed");
  return line;
}

Result<void> refuse_disproved(const plan::Plan& plan) {
  if (!plan.proof || plan.proof->equal) return {};
  auto reason = std::string{"it does not end where the migrations do"};
  if (!plan.proof->differences.empty()) reason = plan.proof->differences.front();
  return refusal(
      fmt::format("the plan was tried on PostgreSQL {} and failed: {}", plan.proof->server, reason),
      "Make it again with \"pgstage plan --prove PATH -o FILE\".");
}

void say_outcome(const apply::Outcome& outcome, const std::string& file, Environment& environment) {
  if (outcome.finished) {
    environment.err << "done: the plan is carried out\n";
    return;
  }
  environment.err << "stopped before " << to_string(*outcome.next) << "\n";
  if (outcome.gate) environment.err << "first: " << outcome.gate->says << "\n";
  environment.err << "then:  pgstage apply " << file << "\n";
}

Result<ExitStatus> carry_out(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto plan = plan_of(*values);
  if (!plan) return plan.error();
  if (auto allowed = refuse_disproved(*plan); !allowed) return allowed.error();
  auto options = apply_options(*values);
  if (!options) return options.error();
  options->watch = time_option(*values, "watch");
  options->deployed = text_option(*values, "deployed");
  auto limits = limits_of(*values);
  if (!limits) return limits.error();
  options->limits = *std::move(limits);
  if (values->count("dry-run") > 0) return dry_run(*plan, *options, false, *values, environment);
  const auto connector = connector_of(*values, environment);
  if (!connector) return connector.error();

  Desk desk(observer_for(*values, environment), *values, environment);
  listen_for_signals();
  const auto outcome = apply::apply(*plan, **connector, *options, desk.around());
  if (!outcome) return outcome.error();
  if (values->count("quiet") == 0 && text_option(*values, "log-format") != "json") {
    say_outcome(*outcome, list_option(*values, "path").front(), environment);
  }
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_apply(const Arguments& arguments, Environment& environment) {
  const auto status = carry_out(arguments, environment);
  return status ? *status : fail_executing(status.error(), environment);
}

}  // namespace pgstage::cli

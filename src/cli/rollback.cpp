#include <ostream>

#include "pgstage/apply/apply.hpp"

#include "commands.hpp"
#include "executing.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "rollback";
  line.usage = "pgstage rollback [OPTION…] PLAN";
  line.about =
      "Undoes what apply did, last step first, as long as the plan has not contracted. Killed at\n"
      "any instant, it goes on where it was when it is called again.";
  line.examples = "  pgstage rollback plan.json --database-url \"$URL\"\n";
  add_executing_options(line.options);
  return line;
}

Result<ExitStatus> undo(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto plan = plan_of(*values);
  if (!plan) return plan.error();
  const auto options = apply_options(*values);
  if (!options) return options.error();
  if (values->count("dry-run") > 0) return dry_run(*plan, *options, true, *values, environment);
  const auto connector = connector_of(*values, environment);
  if (!connector) return connector.error();

  Desk desk(observer_for(*values, environment), *values, environment);
  listen_for_signals();
  if (auto undone = apply::rollback(*plan, **connector, *options, desk.around()); !undone) {
    return undone.error();
  }
  if (values->count("quiet") == 0) environment.err << "done: the plan is undone\n";
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_rollback(const Arguments& arguments, Environment& environment) {
  const auto status = undo(arguments, environment);
  return status ? *status : fail_executing(status.error(), environment);
}

}  // namespace pgstage::cli

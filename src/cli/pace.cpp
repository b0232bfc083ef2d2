#include <cstdint>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/apply/apply.hpp"
#include "pgstage/model/timeout.hpp"

#include "commands.hpp"
#include "executing.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "pace";
  line.usage = "pgstage pace [OPTION…] PLAN";
  line.about =
      "Pauses, resumes or retunes the backfills of a plan through the journal of the database, "
      "from\n"
      "any machine. A run takes it from there before its next batch, a later one when it begins.";
  line.examples =
      "  pgstage pace plan.json --pause\n"
      "  pgstage pace plan.json --resume --set batch-time=50ms --set max-lag=2s\n";
  add_target_options(line.options);
  line.options.add_options()("pause", "wait before the next batch")("resume", "go on")(
      "set", po::value<std::vector<std::string>>()->value_name("NAME=TIME"),
      "another batch-time or max-lag than apply was given");
  return line;
}

Result<void> read_setting(const std::string& text, apply::PaceChange& change) {
  const auto equals = text.find('=');
  const auto name = text.substr(0, equals);
  const std::int64_t time =
      equals == std::string::npos ? 0 : milliseconds_of(text.substr(equals + 1)).value_or(0);
  if ((name != "batch-time" && name != "max-lag") || time <= 0) {
    return input_error(fmt::format("--set cannot be \"{}\"", text),
                       "Use batch-time=TIME or max-lag=TIME, as in batch-time=50ms.");
  }
  (name == "max-lag" ? change.max_lag : change.batch_time) = apply::milliseconds{time};
  return {};
}

Result<apply::PaceChange> change_of(const po::variables_map& values) {
  apply::PaceChange change;
  const bool pause = values.count("pause") > 0;
  const bool resume = values.count("resume") > 0;
  if (pause != resume) change.paused = pause;
  const auto settings = list_option(values, "set");
  for (const auto& setting : settings) {
    if (auto read = read_setting(setting, change); !read) return read.error();
  }
  if ((pause && resume) || (!pause && !resume && settings.empty())) {
    return input_error("say what is to change", "Give --pause, --resume or --set NAME=TIME.");
  }
  return change;
}

Result<ExitStatus> ask(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto plan = plan_of(*values);
  if (!plan) return plan.error();
  const auto change = change_of(*values);
  if (!change) return change.error();
  const auto connector = connector_of(*values, environment);
  if (!connector) return connector.error();
  auto changed =
      apply::change_pace(plan->id, **connector, text_option(*values, "journal-schema"), *change);
  if (!changed) return changed.error();
  if (values->count("quiet") == 0) {
    environment.err << "written; a run goes by it from its next batch on\n";
  }
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_pace(const Arguments& arguments, Environment& environment) {
  const auto status = ask(arguments, environment);
  return status ? *status : fail_executing(status.error(), environment);
}

}  // namespace pgstage::cli

#include <algorithm>
#include <charconv>
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
      "  pgstage pace plan.json --resume --set share=50 --set max-lag=2s\n";
  add_target_options(line.options);
  line.options.add_options()("pause", "wait before the next batch")("resume", "go on")(
      "set", po::value<std::vector<std::string>>()->value_name("NAME=VALUE"),
      "another batch-time, max-lag or share than apply was given");
  return line;
}

/// From 1 to 100; 0 for any other text.
int percent_of(std::string_view text) {
  int value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = failed == std::errc{} && end == text.data() + text.size();
  return whole && value >= 1 && value <= 100 ? value : 0;
}

Result<void> read_setting(const std::string& text, apply::PaceChange& change) {
  const auto equals = std::min(text.find('='), text.size());
  const auto name = text.substr(0, equals);
  const auto value = text.substr(std::min(equals + 1, text.size()));
  const apply::milliseconds time{milliseconds_of(value).value_or(0)};
  if (name == "share" && percent_of(value) != 0) {
    change.share = percent_of(value);
  } else if (name == "batch-time" && time.count() > 0) {
    change.batch_time = time;
  } else if (name == "max-lag" && time.count() > 0) {
    change.max_lag = time;
  } else {
    return input_error(fmt::format("--set cannot be \"{}\"", text),
                       "Use batch-time=TIME or max-lag=TIME, as in batch-time=50ms, or "
                       "share=PERCENT, as in share=50.");
  }
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
    return input_error("say what is to change", "Give --pause, --resume or --set NAME=VALUE.");
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

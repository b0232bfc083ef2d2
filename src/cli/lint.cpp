#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "commands.hpp"
#include "inputs.hpp"
#include "options.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.usage = "pgstage lint [OPTION…] [PATH…]";
  line.about =
      "Judges migrations: what would block, rewrite, break running code or lose data, and what to\n"
      "do instead. Named files are one deploy; in a folder each migration is a deploy of its own.";
  line.examples =
      "  pgstage lint migrations/0042_add_email.sql\n"
      "  pgstage lint migrations --after 0041 --format json=lint.json --format human\n";
  add_common_options(line.options);
  add_input_options(line.options);
  line.options.add_options()(
      "fail-level", po::value<std::string>()->value_name("LEVEL")->default_value("warning"),
      "exit 1 from this severity on: error, warning, notice or none")(
      "disable", po::value<std::vector<std::string>>()->value_name("RULE"),
      "do not judge by this rule; may be given several times")(
      "lock-timeout", po::value<std::string>()->value_name("TIME"),
      "the lock_timeout that the role or the runner sets, as in 5s");
  return line;
}

Result<lint::Options> lint_options(const po::variables_map& values, ServerVersion version) {
  lint::Options options;
  options.version = version;
  options.runner_lock_timeout = text_option(values, "lock-timeout");
  if (values.count("disable") == 0) return options;
  for (const auto& name : values["disable"].as<std::vector<std::string>>()) {
    if (lint::find_rule(name) == nullptr) {
      const auto similar = lint::similar_rule(name);
      return input_error(fmt::format("there is no rule \"{}\"", name),
                         similar ? fmt::format("Did you mean \"{}\"?", *similar)
                                 : "Run \"pgstage rules\" for the names.");
    }
    options.disabled.push_back(name);
  }
  return options;
}

/// The mildest severity that makes the run fail; nothing for `none`.
Result<std::optional<Severity>> fail_level(const po::variables_map& values) {
  const auto word = text_option(values, "fail-level");
  if (word == "none") return std::optional<Severity>{};
  for (const auto severity : {Severity::Error, Severity::Warning, Severity::Notice}) {
    if (word == to_string(severity)) return std::optional{severity};
  }
  return input_error(fmt::format("--fail-level cannot be \"{}\"", word),
                     "Use error, warning, notice or none.");
}

bool has_finding_from(const lint::Report& report, Severity least) {
  return std::any_of(report.files.begin(), report.files.end(), [&](const auto& file) {
    return std::any_of(file.findings.begin(), file.findings.end(),
                       [&](const auto& finding) { return finding.severity >= least; });
  });
}

Result<ExitStatus> lint_all(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto least = fail_level(*values);
  if (!least) return least.error();
  const auto outputs = outputs_of(*values, {"human", "json"});
  if (!outputs) return outputs.error();
  const auto inputs = read_inputs(*values, Folders::OneDeployEach, environment);
  if (!inputs) return inputs.error();
  const auto options = lint_options(*values, inputs->version);
  if (!options) return options.error();

  const auto report = lint::judge(inputs->run, inputs->start, *options);
  for (const auto& output : *outputs) {
    const auto text = output.format == "json"
                          ? report::lint_json(report, inputs->version)
                          : report::lint_text(report, style_of(*values, environment));
    if (auto written = write_output(output, text, environment); !written) return written.error();
  }
  const bool found = has_finding_from(report, Severity::Notice);
  if (values->count("quiet") == 0 && (found || environment.err_is_terminal)) {
    environment.err << report::lint_summary(report);
  }
  return *least && has_finding_from(report, **least) ? ExitStatus::Found : ExitStatus::Done;
}

}  // namespace

ExitStatus run_lint(const Arguments& arguments, Environment& environment) {
  const auto status = lint_all(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

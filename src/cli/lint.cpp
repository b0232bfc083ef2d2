#include <algorithm>
#include <ostream>

#include "commands.hpp"
#include "inputs.hpp"
#include "memory.hpp"
#include "options.hpp"
#include "printing.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "lint";
  line.formats = {"human", "json"};
  line.usage = "pgstage lint [OPTION…] [PATH…]";
  line.about =
      "Judges migrations: what would block, rewrite, break running code or lose data, and what to\n"
      "do instead. PATH is a file, a folder or - for standard input; without one, the folders of\n"
      "migrations in the repository are found. Files that are named are one deploy, and those of\n"
      "their folder that come before are taken as applied; in a folder each migration is a deploy\n"
      "of its own.\n\n"
      "A table that neither a database, nor --schema, nor an earlier migration shows is taken to\n"
      "exist, to be large and to be in use. Exit status: 0 nothing found, 1 findings from the "
      "fail\n"
      "level on, 2 could not judge.";
  line.examples =
      "  pgstage lint migrations/0042_add_email.sql\n"
      "  git diff --name-only main -- '*.sql' | xargs pgstage lint --schema db/schema.sql\n"
      "  pgstage lint migrations --after 0041 --format json=lint.json --format human\n";
  add_common_options(line.options);
  add_input_options(line.options);
  line.options.add_options()(
      "fail-level", po::value<std::string>()->value_name("LEVEL")->default_value("warning"),
      "exit 1 from this severity on: error, warning, notice or none")(
      "enable", po::value<std::vector<std::string>>()->value_name("NAME"),
      "judge by this rule as well, or by all of a group (design, style, policy) or category, "
      "several times if need be")("disable",
                                  po::value<std::vector<std::string>>()->value_name("NAME"),
                                  "do not judge by this rule, group or category")(
      "rule", po::value<std::vector<std::string>>()->value_name("RULE=LEVEL"),
      "judge by this rule as error, warning or notice, or turn it off")(
      "parameter", po::value<std::vector<std::string>>()->value_name("RULE.NAME=V"),
      "what a rule goes by, as \"pgstage explain RULE\" tells")(
      "lock-timeout", po::value<std::string>()->value_name("TIME"),
      "the lock_timeout that the role or the runner sets, as in 5s");
  return line;
}

/// Nothing for a word that is no severity: `none`, `off`.
std::optional<Severity> severity_of(std::string_view word) {
  for (const auto severity : {Severity::Error, Severity::Warning, Severity::Notice}) {
    if (word == to_string(severity)) return severity;
  }
  return std::nullopt;
}

Result<lint::Options> lint_options(const Values& values, const Environment& environment,
                                   ServerVersion version) {
  lint::Options options;
  options.version = version;
  options.today = environment.today;
  options.runner_lock_timeout = text_option(values, "lock-timeout");
  auto choices = choices_of(values.rules);
  if (!choices) return choices.error();
  options.choices = *std::move(choices);
  return options;
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
  const auto least = severity_of(text_option(*values, "fail-level"));
  const auto outputs = outputs_of(line, *values);
  const auto inputs = read_inputs(*values, Folders::OneDeployEach, environment);
  if (!inputs) return inputs.error();

  const auto options = lint_options(*values, environment, inputs->version);
  if (!options) return options.error();
  Printing printing;
  const auto make = [&](const Output& output, std::ostream& out) {
    return output.format == "json" ? report::lint_json(out, inputs->version)
                                   : report::lint_text(out, style_of(*values, environment));
  };
  if (auto opened = printing.open(outputs, make, environment); !opened) return opened.error();
  auto report = lint::judge(inputs->run, inputs->start, *options, printing.listeners());
  keep_to_the_end(std::move(report.end));
  if (auto printed = printing.finish(report); !printed) return printed.error();
  const bool found = has_finding_from(report, Severity::Notice);
  if (values->count("quiet") == 0 && (found || environment.err_is_terminal)) {
    environment.err << report::lint_summary(report);
  }
  return least && has_finding_from(report, *least) ? ExitStatus::Found : ExitStatus::Done;
}

}  // namespace

ExitStatus run_lint(const Arguments& arguments, Environment& environment) {
  const auto status = lint_all(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

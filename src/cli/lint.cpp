#include <algorithm>
#include <array>
#include <optional>
#include <ostream>

#include <fmt/format.h>

#include "pgstage/report/visible.hpp"

#include "baseline.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "inputs.hpp"
#include "memory.hpp"
#include "mending.hpp"
#include "options.hpp"
#include "printing.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "lint";
  line.formats = report::format_names();
  line.usage = "pgstage lint [OPTION…] [PATH…]";
  line.about =
      "Judges migrations: what would block, rewrite, break running code or lose data, and what to\n"
      "do instead. PATH is a file, a folder or - for standard input; without one, the folders of\n"
      "migrations in the repository are found. Files that are named are one deploy, and those of\n"
      "their folder that come before are taken as applied; in a folder each migration is a deploy\n"
      "of its own. A migration in code is read for the SQL that it hands to its framework,\n"
      "and what of it is not known before it runs is told.\n\n"
      "A table that neither a database, nor --schema, nor an earlier migration shows is taken to\n"
      "exist, to be large and to be in use. Exit status: 0 nothing found, 1 findings from the "
      "fail\n"
      "level on, 2 could not judge.";
  line.examples =
      "  pgstage lint migrations/0042_add_email.sql\n"
      "  pgstage lint migrations --base origin/main --schema db/schema.sql\n"
      "  pgstage lint --staged                  # before a commit, as pgstage init sets it up\n"
      "  pgstage lint migrations --after 0041 --format json=lint.json --format human\n";
  add_common_options(line.options);
  add_input_options(line.options);
  add_base_option(line.options);
  line.options.add_options()(
      "fail-level", po::value<std::string>()->value_name("LEVEL")->default_value("warning"),
      "exit 1 from this severity on: error, warning, notice or none")(
      "enable", po::value<std::vector<std::string>>()->value_name("NAME"),
      "judge by this rule as well, or by all of a group (design, style, policy) or category, "
      "several times if need be")("disable",
                                  po::value<std::vector<std::string>>()->value_name("NAME"),
                                  "do not judge by this rule, group or category")(
      "rule", po::value<std::vector<std::string>>()->value_name("RULE=LEVEL"),
      "judge by this rule, group or category as error, warning or notice, or turn it off")(
      "parameter", po::value<std::vector<std::string>>()->value_name("RULE.NAME=V"),
      "what a rule goes by, as \"pgstage explain RULE\" tells")(
      "lock-timeout", po::value<std::string>()->value_name("TIME"),
      "the lock_timeout that the role or the runner sets, as in 5s")(
      "staged",
      "judge what the next commit adds or changes, as git's index has it; what was committed "
      "before "
      "is taken as applied")("baseline", po::value<std::string>()->value_name("FILE"),
                             "do not tell the findings that this file holds")(
      "write-baseline", "write all findings into the file of --baseline, and tell none")(
      "add-ignore", po::value<std::string>()->value_name("REASON"),
      "write comments into the files that silence what is found")(
      "fix", "put the safe SQL into files that are new, where it may simply stand instead")(
      "diff", "print what --fix would change, and change nothing");
  return line;
}

/// What is to be done besides telling; one thing at a time.
enum class Task { Tell, WriteBaseline, AddIgnores, Fix, Diff };

Result<Task> task_of(const Values& values) {
  constexpr std::array<std::pair<const char*, Task>, 4> kTasks = {{
      {"write-baseline", Task::WriteBaseline},
      {"add-ignore", Task::AddIgnores},
      {"fix", Task::Fix},
      {"diff", Task::Diff},
  }};
  std::vector<std::pair<std::string, Task>> asked;
  for (const auto& [name, task] : kTasks) {
    if (values.count(name) > 0) asked.emplace_back(name, task);
  }
  if (asked.empty()) return Task::Tell;
  if (asked.size() > 1) {
    return input_error(
        fmt::format("--{} and --{} exclude each other", asked[0].first, asked[1].first),
        "Run them one after the other.");
  }
  const auto& [name, task] = asked.front();
  const auto paths = list_option(values, "path");
  const bool reads_stdin = std::find(paths.begin(), paths.end(), "-") != paths.end();
  if (reads_stdin && task != Task::WriteBaseline) {
    return input_error(fmt::format("--{} cannot change standard input", name),
                       "Name the files that it is to change.");
  }
  if (values.count("staged") > 0 && task != Task::WriteBaseline && task != Task::Diff) {
    return input_error(fmt::format("--{} changes files, and --staged reads the index", name),
                       "Run it without --staged, look at the result and stage that.");
  }
  if (task == Task::WriteBaseline && values.count("baseline") == 0) {
    return input_error("--write-baseline needs to know the file",
                       "Name it with --baseline FILE, or as baseline in pgstage.toml.");
  }
  if (task == Task::AddIgnores) {
    if (auto fits = check_reason(text_option(values, name)); !fits) return fits.error();
  }
  return task;
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

/// One run of the command, when what it is about was read.
class Lint {
 public:
  Lint(const CommandLine& line, const Values& values, const Inputs& inputs, lint::Options options,
       Environment& environment)
      : line_(line),
        values_(values),
        inputs_(inputs),
        options_(std::move(options)),
        environment_(environment) {}

  Result<ExitStatus> go(Task task) {
    if (task == Task::WriteBaseline) return write_baseline();
    if (auto read = read_baseline(); !read) return read.error();
    switch (task) {
      case Task::AddIgnores:
        return change(with_ignores(inputs_, options_, text_option(values_, "add-ignore"), says()));
      case Task::Fix: {
        const auto fixed = with_fixes(inputs_, options_, says());
        if (!fixed) return fixed.error();
        says() << report::visible(lines_of(fixed->fixes));
        return change(fixed->texts);
      }
      case Task::Diff:
        return show_patch();
      default:
        return tell([&](lint::Listeners listeners) {
          return lint::judge(inputs_.run, inputs_.start, options_, listeners);
        });
    }
  }

 private:
  bool is_quiet() const { return values_.count("quiet") > 0; }
  /// Where what was done is said.
  std::ostream& says() { return is_quiet() ? silence_ : environment_.err; }

  ExitStatus status_of(const lint::Report& report) const {
    const auto least = severity_of(text_option(values_, "fail-level"));
    return least && has_finding_from(report, *least) ? ExitStatus::Found : ExitStatus::Done;
  }

  Result<void> read_baseline() {
    const auto file = text_option(values_, "baseline");
    if (file.empty()) return {};
    auto baseline = Baseline::read(file);
    if (!baseline) return baseline.error();
    baseline_ = *std::move(baseline);
    options_.known = [this](std::string_view path, const lint::Finding& finding) {
      return baseline_->knows(path, finding);
    };
    return {};
  }

  Result<ExitStatus> write_baseline() {
    const auto file = text_option(values_, "baseline");
    const auto report = lint::judge(inputs_.run, inputs_.start, options_);
    const auto text = new_baseline(report, file);
    if (!text) return text.error();
    if (auto written = replace_file(file, *text); !written) return written.error();
    says() << report::visible(file + " has " + report::lint_summary(report));
    return ExitStatus::Done;
  }

  /// What is in the baseline for nothing.
  void say_unmatched(const lint::Report& report) {
    if (!baseline_) return;
    const auto unmatched = baseline_->unmatched(report);
    if (unmatched.empty()) return;
    says() << report::visible(
        fmt::format("{}: {} match{} nothing any more; --write-baseline leaves {} out\n",
                    text_option(values_, "baseline"),
                    unmatched.size() == 1 ? "1 entry" : fmt::format("{} entries", unmatched.size()),
                    unmatched.size() == 1 ? "es" : "", unmatched.size() == 1 ? "it" : "them"));
    if (values_.count("verbose") == 0) return;
    for (const auto& each : unmatched) {
      says() << report::visible(
          fmt::format("  {} in {}: {}\n", each.rule, each.path, each.message));
    }
  }

  Result<ExitStatus> change(const lint::Texts& texts) {
    if (auto written = write_texts(inputs_, texts); !written) return written.error();
    return tell([&](lint::Listeners listeners) {
      auto again = lint::rerun(inputs_.run, texts, inputs_.start, options_, listeners);
      auto report = std::move(again->report);
      keep_to_the_end(std::shared_ptr<const void>(std::move(again)));
      return report;
    });
  }

  Result<ExitStatus> show_patch() {
    const auto fixed = with_fixes(inputs_, options_, says());
    if (!fixed) return fixed.error();
    const auto patch = patch_of(inputs_, fixed->texts);
    if (!patch) return patch.error();
    environment_.out << (environment_.out_is_terminal ? report::visible(*patch) : *patch);
    return status_of(lint::rerun(inputs_.run, {}, inputs_.start, options_)->report);
  }

  template <class Judge>
  Result<ExitStatus> tell(const Judge& judge) {
    Printing printing;
    const auto around = surroundings_of(values_, inputs_.folder, inputs_.version, environment_);
    const auto make = [&](const Output& output, std::ostream& out) {
      return report::printer_of(output.format, out, around);
    };
    const auto outputs = outputs_of(line_, values_);
    if (auto opened = printing.open(outputs, make, environment_); !opened) return opened.error();
    auto report = judge(printing.listeners());
    keep_to_the_end(std::move(report.ends));
    if (auto printed = printing.finish(report); !printed) return printed.error();
    const bool found = has_finding_from(report, Severity::Notice);
    const bool unread = std::any_of(report.files.begin(), report.files.end(),
                                    [](const auto& file) { return !file.input.unread.empty(); });
    if (found || unread || environment_.err_is_terminal) says() << report::lint_summary(report);
    say_unmatched(report);
    return status_of(report);
  }

  const CommandLine& line_;
  const Values& values_;
  const Inputs& inputs_;
  lint::Options options_;
  Environment& environment_;
  std::optional<Baseline> baseline_;
  std::ostream silence_{nullptr};
};

Result<ExitStatus> lint_all(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto task = task_of(*values);
  if (!task) return task.error();
  const auto inputs = read_inputs(*values, Folders::OneDeployEach, environment);
  if (!inputs) return inputs.error();
  if (inputs->run.batches.empty() && values->count("quiet") == 0) {
    environment.err << (values->count("staged") > 0
                            ? "no migration is staged\n"
                            : "nothing is pending: all migrations were applied before\n");
  }
  const auto options = lint_options(*values, environment, inputs->version);
  if (!options) return options.error();
  return Lint(line, *values, *inputs, *options, environment).go(*task);
}

}  // namespace

ExitStatus run_lint(const Arguments& arguments, Environment& environment) {
  const auto status = lint_all(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

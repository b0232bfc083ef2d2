#include "commands.hpp"
#include "inputs.hpp"
#include "memory.hpp"
#include "options.hpp"
#include "printing.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "effects";
  line.formats = {"human", "json"};
  line.usage = "pgstage effects [OPTION…] [PATH…]";
  line.about =
      "Says what PostgreSQL does when it runs each statement: which locks it takes and whom they\n"
      "block, what it rewrites, reads and builds, what is gone afterwards. No verdicts: \"pgstage\n"
      "lint\" has those. Locks are given for the relations that were there before; whoever waits "
      "for\n"
      "one makes all later ones wait behind it.";
  line.examples =
      "  pgstage effects migrations/0042_add_email.sql\n"
      "  echo 'ALTER TABLE t ADD c int' | pgstage effects - --pg-version 17 --format json\n";
  add_common_options(line.options);
  add_input_options(line.options);
  return line;
}

Result<ExitStatus> examine_all(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto outputs = outputs_of(line, *values);
  const auto inputs = read_inputs(*values, Folders::OneDeployEach, environment);
  if (!inputs) return inputs.error();

  Printing printing;
  const auto make = [&](const Output& output, std::ostream& out) {
    return output.format == "json" ? report::effects_json(out, inputs->version)
                                   : report::effects_text(out, style_of(*values, environment));
  };
  if (auto opened = printing.open(outputs, make, environment); !opened) return opened.error();
  keep_to_the_end(lint::examine(inputs->run, inputs->start, inputs->version, printing.listeners()));
  if (auto printed = printing.finish({}); !printed) return printed.error();
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_effects(const Arguments& arguments, Environment& environment) {
  const auto status = examine_all(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

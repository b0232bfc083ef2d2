#include "pgstage/report/plan.hpp"

#include <ostream>

#include <fmt/format.h>

#include "pgstage/plan/planner.hpp"

#include "commands.hpp"
#include "emitting.hpp"
#include "inputs.hpp"
#include "options.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "plan";
  line.formats = {"human", "json", "markdown"};
  line.usage = "pgstage plan [OPTION…] [PATH…]";
  line.about =
      "Turns migrations into a plan of three phases: expand, which running code does not notice;\n"
      "migrate, which moves the rows; contract, which takes the old away. Between them are gates:\n"
      "what you have to deploy first. Each step has its undo, its locks and how to see it is "
      "done.\n\n"
      "The columns of the tables have to be known: from a database, from --schema, or from the\n"
      "earlier migrations of the folder. \"pgstage prove\" shows on a throwaway server that the "
      "plan\n"
      "ends where the migrations would have ended; \"pgstage apply\" carries it out.\n\n"
      "Who keeps a runner of their own takes --emit: a migration for each transaction of the "
      "plan,\n"
      "with its way back, and a folder for each deploy where there are gates in between. Prove\n"
      "them with \"pgstage prove PATH --against DIR\".";
  line.examples =
      "  pgstage plan migrations/0042_rename.sql --schema schema.sql\n"
      "  pgstage plan migrations/0042_rename.sql --database-url \"$URL\" -o plan.json\n"
      "  pgstage plan migrations/0042_rename.sql --emit plan/ --framework goose\n";
  add_common_options(line.options);
  add_input_options(line.options);
  line.options.add_options()(
      "output,o", po::value<std::string>()->value_name("FILE"),
      "write the plan to this file, for prove and apply; with -q nowhere else")(
      "emit", po::value<std::string>()->value_name("DIR"),
      "write the plan as migrations of the framework into this new folder");
  add_framework_option(line.options);
  return line;
}

std::string text_of(const plan::Plan& plan, std::string_view format, const report::Style& style) {
  if (format == "json") return report::plan_json(plan);
  return format == "markdown" ? report::plan_markdown(plan) : report::plan_text(plan, style);
}

Result<ExitStatus> make(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  auto outputs = outputs_of(line, *values);
  const auto inputs = read_inputs(*values, Folders::OneBatch, environment);
  if (!inputs) return inputs.error();
  auto plan = plan::make_plan(plan_request(*inputs, inputs->version));
  if (!plan) return plan.error();
  plan->id = report::plan_id(*plan);

  if (auto emitted = emit_plan(*plan, *values, environment); !emitted) return emitted.error();
  const auto file = text_option(*values, "output");
  if (!file.empty()) {
    const bool only_the_file = values->count("quiet") > 0 && values->count("format") == 0;
    if (only_the_file) outputs.clear();
    outputs.insert(outputs.begin(), {"json", file});
  }
  for (const auto& output : outputs) {
    const auto text = text_of(*plan, output.format, style_of(*values, environment));
    if (auto written = write_output(output, text, environment); !written) return written.error();
  }
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_plan(const Arguments& arguments, Environment& environment) {
  const auto status = make(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

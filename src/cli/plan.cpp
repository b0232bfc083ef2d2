#include "pgstage/report/plan.hpp"

#include <ostream>

#include <fmt/format.h>

#include "pgstage/emit/emit.hpp"
#include "pgstage/plan/planner.hpp"

#include "commands.hpp"
#include "emitting.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "proving.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "plan";
  line.formats = {"human", "json", "markdown", "sql"};
  line.usage = "pgstage plan [OPTION…] [PATH…]";
  line.about =
      "Turns migrations into a plan of three phases: expand, which running code does not notice;\n"
      "migrate, which moves the rows; contract, which takes the old away. Between them are gates:\n"
      "what you have to deploy first. Each step has its undo, its locks and how to see it is "
      "done.\n"
      "\n"
      "The columns of the tables have to be known: from a database, from --schema, or from the\n"
      "earlier migrations of the folder. With --prove a throwaway server shows that the plan ends\n"
      "where the migrations would have ended, and the plan keeps what came of it; \"pgstage "
      "prove\"\n"
      "shows it later. \"pgstage apply\" carries the plan out.\n\n"
      "Who keeps a runner of their own takes --emit: a migration for each transaction of the "
      "plan,\n"
      "with its way back, and a folder for each deploy where there are gates in between. Prove\n"
      "them with \"pgstage prove PATH --against DIR\". --format sql gives one script for psql.";
  line.examples =
      "  pgstage plan migrations/0042_rename.sql --schema schema.sql\n"
      "  pgstage plan migrations/0042_rename.sql --database-url \"$URL\" --prove -o plan.json\n"
      "  pgstage plan migrations/0042_rename.sql --emit plan/ --framework goose\n";
  add_common_options(line.options);
  add_input_options(line.options);
  add_base_option(line.options);
  line.options.add_options()("prove", "try the plan on a throwaway server as well")(
      "output,o", po::value<std::string>()->value_name("FILE"),
      "write the plan to this file, for prove and apply; with -q nowhere else")(
      "emit", po::value<std::string>()->value_name("DIR"),
      "write the plan as migrations of the framework into this new folder");
  add_proof_options(line.options);
  return line;
}

std::string text_of(const plan::Plan& plan, std::string_view format, const report::Style& style) {
  if (format == "json") return report::plan_json(plan);
  if (format == "sql") return emit::as_script(plan);
  return format == "markdown" ? report::plan_markdown(plan) : report::plan_text(plan, style);
}

/// Where nobody says for which version, the plan is for the server that it is tried on.
Result<plan::Plan> make_plan(const Inputs& inputs, const po::variables_map& values,
                             Environment& environment) {
  auto version = inputs.version;
  std::optional<shadow::Binaries> binaries;
  if (values.count("prove") > 0) {
    auto found = find_server(values, inputs, std::nullopt);
    if (!found) return found.error();
    if (!inputs.version_known) version = ServerVersion{found->major};
    binaries = *std::move(found);
  }
  auto plan = plan::make_plan(plan_request(inputs, version));
  if (!plan) return plan.error();
  plan->id = report::plan_id(*plan);
  if (!binaries) return plan;
  auto proof = prove_plan(*plan, true, inputs, *binaries, values, environment);
  if (!proof) return proof.error();
  plan->proof = *std::move(proof);
  return plan;
}

Result<ExitStatus> make(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  auto outputs = outputs_of(line, *values);
  const auto inputs = read_inputs(*values, Folders::OneBatch, environment);
  if (!inputs) return inputs.error();
  auto plan = make_plan(*inputs, *values, environment);
  if (!plan) return plan.error();

  if (auto emitted = emit_plan(*plan, *inputs, *values, environment); !emitted)
    return emitted.error();
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
  return plan->proof && !plan->proof->equal ? ExitStatus::Found : ExitStatus::Done;
}

}  // namespace

ExitStatus run_plan(const Arguments& arguments, Environment& environment) {
  const auto status = make(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

#include <fmt/format.h>

#include "pgstage/model/digest.hpp"
#include "pgstage/plan/planner.hpp"
#include "pgstage/report/plan.hpp"
#include "pgstage/report/proof.hpp"

#include "commands.hpp"
#include "emitting.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "plan_file.hpp"
#include "proving.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "prove";
  line.formats = {"human", "json"};
  line.usage = "pgstage prove [OPTION…] PATH…|PLAN";
  line.about =
      "Runs the migrations on one throwaway database and their plan, phase by phase, on another,\n"
      "over the same generated rows, and compares schemas and rows. Then undoes the plan from\n"
      "expand and from migrate and compares with the start. Between the phases code of before\n"
      "writes to every table and reads it, up to the first gate; code of then does so from the\n"
      "end of migrate on, and through contract. For a plan file the migrations it was made from\n"
      "are read again.\n\n"
      "With --against the other database gets the migrations of a folder, as \"pgstage plan "
      "--emit\"\n"
      "wrote them or somebody else: the phase of each is in its name (0043_rename_contract.sql) "
      "or\n"
      "in a comment (-- pgstage:phase contract), -- pgstage:gate says before which of them code "
      "is\n"
      "deployed, and -- pgstage:accept what may differ. Ways back are tried where they are "
      "given.\n\n"
      "Known queries are prepared after each phase: what the schema takes at the start, up to the\n"
      "last gate, and what it takes in the end, from before that gate on.";
  line.examples =
      "  pgstage prove migrations/0042_rename.sql\n"
      "  pgstage prove migrations/0042_rename.sql --against plan/\n"
      "  pgstage prove migrations/0042_rename.sql --queries app/queries.sql\n"
      "  pgstage prove plan.json --pg-bin /usr/lib/postgresql/16/bin\n";
  add_common_options(line.options);
  add_input_options(line.options);
  line.options.add_options()("against", po::value<std::string>()->value_name("DIR"),
                             "run these migrations in the place of a plan")(
      "accept", po::value<std::vector<std::string>>()->value_name("TEXT"),
      "a difference that may be, several times if need be");
  add_proof_options(line.options);
  return line;
}

bool is_plan_file(const po::variables_map& values) {
  const auto paths = list_option(values, "path");
  return paths.size() == 1 && paths.front().ends_with(".json");
}

/// A plan file stands for the migrations it was made from, as long as they are what they were.
Result<void> put_sources(const plan::Plan& plan, po::variables_map& values) {
  std::vector<std::string> paths;
  for (const auto& source : plan.sources) {
    const auto now = source::select({.paths = {source.path}});
    if (!now) return now.error();
    if (sha256_hex(now->batches.front().front().up) != source.sha256) {
      return refusal(fmt::format("\"{}\" was changed after the plan was made", source.path),
                     "Make the plan again with \"pgstage plan\".");
    }
    paths.push_back(source.path);
  }
  values.at("path").value() = paths;
  return {};
}

/// The plan of a plan file, when one was named; its migrations then take the file's place in the
/// values.
Result<std::optional<plan::Plan>> given_plan(po::variables_map& values) {
  if (!is_plan_file(values)) return std::optional<plan::Plan>{};
  auto plan = read_plan(list_option(values, "path").front());
  if (!plan) return plan.error();
  if (auto put = put_sources(*plan, values); !put) return put.error();
  return std::optional<plan::Plan>{*std::move(plan)};
}

/// The plan to prove: a given one, the files of --against, or one made now for the server that is
/// there.
Result<plan::Plan> plan_to_prove(const Inputs& inputs, std::optional<plan::Plan> given,
                                 const shadow::Binaries& binaries) {
  if (given) return *std::move(given);
  auto plan = plan::make_plan(plan_request(inputs, ServerVersion{binaries.major}));
  if (!plan) return plan.error();
  plan->id = report::plan_id(*plan);
  return plan;
}

Result<ExitStatus> prove_equal(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  const auto outputs = outputs_of(line, *values);

  auto given = given_plan(*values);
  if (!given) return given.error();
  auto inputs = read_inputs(*values, Folders::OneBatch, environment);
  if (!inputs) return inputs.error();
  const auto major = *given ? std::optional((*given)->pg_version) : std::nullopt;
  const auto binaries = find_server(*values, *inputs, major);
  if (!binaries) return binaries.error();
  bool undo = true;
  if (!text_option(*values, "against").empty()) {
    auto files = read_against(*values);
    if (!files) return files.error();
    *given = std::move(files->plan);
    undo = files->way_back;
  }
  const auto plan = plan_to_prove(*inputs, *std::move(given), *binaries);
  if (!plan) return plan.error();
  const auto proof = prove_plan(*plan, undo, *inputs, *binaries, *values, environment);
  if (!proof) return proof.error();
  for (const auto& output : outputs) {
    const auto text = output.format == "json"
                          ? report::proof_json(*proof)
                          : report::proof_text(*proof, style_of(*values, environment));
    if (auto written = write_output(output, text, environment); !written) return written.error();
  }
  return proof->equal ? ExitStatus::Done : ExitStatus::Found;
}

}  // namespace

ExitStatus run_prove(const Arguments& arguments, Environment& environment) {
  const auto status = prove_equal(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

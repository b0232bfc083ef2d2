#include "pgstage/shadow/prove.hpp"

#include <ostream>

#include <fmt/format.h>

#include "pgstage/db/session.hpp"
#include "pgstage/model/digest.hpp"
#include "pgstage/plan/planner.hpp"
#include "pgstage/report/plan.hpp"
#include "pgstage/report/proof.hpp"
#include "pgstage/shadow/dump.hpp"

#include "commands.hpp"
#include "emitting.hpp"
#include "inputs.hpp"
#include "options.hpp"
#include "plan_file.hpp"
#include "queries.hpp"

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
      "deployed, and -- pgstage:accept what may differ. Ways back are tried where they are given.\n\n"
      "Known queries are prepared after each phase: what the schema takes at the start, up to the\n"
      "last gate, and what it takes in the end, from before that gate on.";
  line.examples =
      "  pgstage prove migrations/0042_rename.sql\n"
      "  pgstage prove migrations/0042_rename.sql --against plan/\n"
      "  pgstage prove migrations/0042_rename.sql --queries app/queries.sql\n"
      "  pgstage prove plan.json --pg-bin /usr/lib/postgresql/16/bin\n";
  add_common_options(line.options);
  add_input_options(line.options);
  add_framework_option(line.options);
  line.options.add_options()("against", po::value<std::string>()->value_name("DIR"),
                             "run these migrations in the place of a plan")(
      "accept", po::value<std::vector<std::string>>()->value_name("TEXT"),
      "a difference that may be, several times if need be")(
      "pg-bin", po::value<std::string>()->value_name("FOLDER"), "where postgres and initdb are")(
      "seed", po::value<std::uint64_t>()->value_name("N")->default_value(1),
      "of the generated rows");
  add_query_options(line.options);
  return line;
}

bool is_plan_file(const po::variables_map& values) {
  if (values.count("path") == 0) return false;
  const auto& paths = values["path"].as<std::vector<std::string>>();
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

/// What is sent alone: the statements of a script, in order.
void append_statements(const sql::Script& script, std::vector<std::string>& out) {
  for (const auto& statement : script.statements()) {
    out.emplace_back(script.text(statement.span()));
  }
}

Result<std::vector<std::string>> starting_schema(const Inputs& inputs,
                                                 const po::variables_map& values,
                                                 const shadow::Binaries& binaries) {
  std::vector<std::string> out;
  const auto url = text_option(values, "database-url");
  if (!url.empty()) {
    const auto connection = db::connection_environment(url);
    if (!connection) return connection.error();
    const auto dump = shadow::dump_schema(binaries, shadow::this_host(), *connection, "pgstage");
    if (!dump) return dump.error();
    append_statements(sql::Script::parse(*dump), out);
  } else if (!inputs.start_sql.empty()) {
    append_statements(sql::Script::parse(inputs.start_sql), out);
  } else {
    for (const auto& earlier : inputs.run.earlier) append_statements(*earlier.script, out);
  }
  return out;
}

/// The plan of a plan file, when one was named; its migrations then take the file's place in the
/// values.
Result<std::optional<plan::Plan>> given_plan(po::variables_map& values) {
  if (!is_plan_file(values)) return std::optional<plan::Plan>{};
  auto plan = read_plan(values["path"].as<std::vector<std::string>>().front());
  if (!plan) return plan.error();
  if (auto put = put_sources(*plan, values); !put) return put.error();
  return std::optional<plan::Plan>{*std::move(plan)};
}

/// A server of the version that was asked for, else of the plan's, else any.
Result<shadow::Binaries> find_server(const po::variables_map& values, const Inputs& inputs,
                                     const std::optional<plan::Plan>& given) {
  shadow::WantedServer wanted{.pg_bin = text_option(values, "pg-bin"), .major = std::nullopt};
  if (wanted.pg_bin.empty()) {
    if (given) wanted.major = given->pg_version;
    if (values.count("pg-version") > 0) wanted.major = inputs.version.major;
  }
  return shadow::locate(wanted, shadow::this_host());
}

Result<shadow::ProofInput> proof_input(const po::variables_map& values, Inputs& inputs,
                                       std::optional<plan::Plan> given,
                                       const shadow::Binaries& binaries) {
  shadow::ProofInput out;
  if (!text_option(values, "against").empty()) {
    auto files = read_against(values);
    if (!files) return files.error();
    out.plan = std::move(files->plan);
    out.undo = files->way_back;
  } else if (given) {
    out.plan = *std::move(given);
  } else {
    auto plan = plan::make_plan(plan_request(inputs, ServerVersion{binaries.major}));
    if (!plan) return plan.error();
    out.plan = *std::move(plan);
    out.plan.id = report::plan_id(out.plan);
  }
  auto schema = starting_schema(inputs, values, binaries);
  if (!schema) return schema.error();
  out.schema = *std::move(schema);
  for (const auto& batch : inputs.run.batches) {
    for (const auto& migration : batch) append_statements(*migration.script, out.original);
  }
  out.seed = values["seed"].as<std::uint64_t>();
  return out;
}

/// Where no schema was given, what is missing is most likely that.
Error with_way_out(Error error, const Inputs& inputs) {
  const bool undefined = error.sqlstate == "42P01" || error.sqlstate == "42703" ||
                         error.sqlstate == "42704" || error.sqlstate == "3F000";
  if (undefined && !inputs.start.complete()) {
    error.hint = "Give the schema with --schema or --database-url.";
  }
  return error;
}

report::ProofWords words_of(const shadow::ProofInput& input, const shadow::Binaries& binaries,
                            const shadow::Proof& proof) {
  return {.plan = input.plan.id,
          .server = binaries.version,
          .equal = proof.equal,
          .undone = input.undo,
          .differences = proof.differences,
          .accepted = proof.accepted,
          .notes = proof.notes,
          .undeclared_locks = proof.undeclared_locks,
          .writes = proof.writes,
          .queries = proof.queries};
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
  const auto binaries = find_server(*values, *inputs, *given);
  if (!binaries) return binaries.error();
  auto queries = read_queries(*values);
  if (!queries) return queries.error();
  auto input = proof_input(*values, *inputs, *std::move(given), *binaries);
  if (!input) return input.error();
  input->queries = std::move(queries->known);

  if (environment.err_is_terminal && values->count("quiet") == 0) {
    environment.err << "starting a throwaway PostgreSQL " << binaries->version << "\n";
  }
  const auto server = shadow::Server::start(*binaries, shadow::this_host());
  if (!server) return server.error();
  auto proof = shadow::prove(*input, *server);
  if (!proof) return with_way_out(proof.error(), *inputs);
  proof->notes.insert(proof->notes.end(), queries->notes.begin(), queries->notes.end());
  const auto words = words_of(*input, *binaries, *proof);
  for (const auto& output : outputs) {
    const auto text = output.format == "json"
                          ? report::proof_json(words)
                          : report::proof_text(words, style_of(*values, environment));
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

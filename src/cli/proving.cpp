#include "proving.hpp"

#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "pgstage/db/session.hpp"
#include "pgstage/shadow/dump.hpp"
#include "pgstage/shadow/prove.hpp"
#include "pgstage/source/source.hpp"
#include "pgstage/sql/script.hpp"

#include "queries.hpp"

namespace pgstage::cli {
namespace {

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

/// Where no schema was given, what is missing is most likely that.
Error with_way_out(Error error, const Inputs& inputs) {
  const bool undefined = error.sqlstate == "42P01" || error.sqlstate == "42703" ||
                         error.sqlstate == "42704" || error.sqlstate == "3F000";
  if (undefined && !inputs.start.complete()) {
    error.hint = "Give the schema with --schema or --database-url.";
  }
  return error;
}

Result<shadow::ProofInput> proof_input(const plan::Plan& plan, bool undo, const Inputs& inputs,
                                       const shadow::Binaries& binaries,
                                       const po::variables_map& values) {
  shadow::ProofInput out;
  out.plan = plan;
  out.undo = undo;
  auto schema = starting_schema(inputs, values, binaries);
  if (!schema) return schema.error();
  out.schema = *std::move(schema);
  const auto prelude = text_option(values, "prelude");
  if (!prelude.empty()) {
    auto text = source::read_file(prelude);
    if (!text) return text.error();
    append_statements(sql::Script::parse(*std::move(text)), out.prelude);
  }
  for (const auto& batch : inputs.run.batches) {
    for (const auto& migration : batch) append_statements(*migration.script, out.original);
  }
  out.seed = values["seed"].as<std::uint64_t>();
  return out;
}

}  // namespace

void add_proof_options(po::options_description& options) {
  options.add_options()("pg-bin", po::value<std::string>()->value_name("FOLDER"),
                        "where postgres and initdb are")(
      "prelude", po::value<std::string>()->value_name("FILE"),
      "SQL that stands for extensions which that server does not have")(
      "seed", po::value<std::uint64_t>()->value_name("N")->default_value(1),
      "of the generated rows");
  add_query_options(options);
}

Result<shadow::Binaries> find_server(const po::variables_map& values, const Inputs& inputs,
                                     std::optional<int> major) {
  shadow::WantedServer wanted{.pg_bin = text_option(values, "pg-bin"), .major = std::nullopt};
  const bool asked = values.count("pg-version") > 0;
  // Who names a folder may try another version than the plan or the database has.
  if (asked) {
    wanted.major = inputs.version.major;
  } else if (wanted.pg_bin.empty()) {
    wanted.major = major;
    if (!major && inputs.version_known) wanted.major = inputs.version.major;
  }
  return shadow::locate(wanted, shadow::this_host());
}

Result<plan::Proof> prove_plan(const plan::Plan& plan, bool undo, const Inputs& inputs,
                               const shadow::Binaries& binaries, const po::variables_map& values,
                               Environment& environment) {
  auto queries = read_queries(values);
  if (!queries) return queries.error();
  auto input = proof_input(plan, undo, inputs, binaries, values);
  if (!input) return input.error();
  input->queries = std::move(queries->known);
  if (environment.err_is_terminal && values.count("quiet") == 0) {
    environment.err << "starting a throwaway PostgreSQL " << binaries.version << "\n";
  }
  const auto server = shadow::Server::start(binaries, shadow::this_host());
  if (!server) return server.error();
  auto proof = shadow::prove(*input, *server);
  if (!proof) return with_way_out(proof.error(), inputs);
  proof->notes.insert(proof->notes.end(), queries->notes.begin(), queries->notes.end());
  return plan::Proof{*std::move(proof)};
}

}  // namespace pgstage::cli

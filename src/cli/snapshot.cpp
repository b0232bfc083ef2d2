#include "pgstage/catalog/snapshot.hpp"

#include <fmt/format.h>

#include "pgstage/db/read_catalog.hpp"
#include "pgstage/shadow/dump.hpp"

#include "commands.hpp"
#include "executing.hpp"
#include "options.hpp"

namespace pgstage::cli {
namespace {

CommandLine command_line() {
  CommandLine line;
  line.name = "snapshot";
  line.usage = "pgstage snapshot [OPTION…]";
  line.about =
      "Writes down the schema of a database and how large its tables are, so that lint, plan and\n"
      "prove know both where no database can be reached, as in a pull request: commit the file "
      "and\n"
      "name it with --schema. It is SQL, holds no rows and no credentials, sizes have two digits,\n"
      "and it changes only where the database did. Needs pg_dump, of the server's version or "
      "later.";
  line.examples =
      "  pgstage snapshot --database-url \"$URL\" -o db/snapshot.sql\n"
      "  pgstage lint migrations --schema db/snapshot.sql\n";
  add_target_options(line.options);
  line.options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                             "write it to this file instead of standard output")(
      "pg-bin", po::value<std::string>()->value_name("FOLDER"), "where pg_dump is");
  return line;
}

Result<std::string> dump_of(const po::variables_map& values, int server) {
  const auto pg_bin = text_option(values, "pg-bin");
  const auto host = shadow::this_host();
  auto binaries = shadow::locate(
      {.pg_bin = pg_bin, .major = pg_bin.empty() ? std::optional{server} : std::nullopt}, host);
  if (!binaries) return binaries.error();
  const auto connection = db::connection_environment(text_option(values, "database-url"));
  if (!connection) return connection.error();
  return shadow::dump_schema(*binaries, host, *connection, text_option(values, "journal-schema"));
}

Result<ExitStatus> take_snapshot(const Arguments& arguments, Environment& environment) {
  const auto line = command_line();
  const auto values = parse(line, arguments, environment);
  if (!values) return values.error();
  if (values->count("help") > 0) return ExitStatus::Done;
  if (values->count("path") > 0) {
    return input_error("snapshot takes no path", "Name the file to write with -o.");
  }
  const auto connector = connector_of(*values, environment);
  if (!connector) return connector.error();
  auto session = (*connector)->connect("pgstage");
  if (!session) return session.error();
  const auto catalog = db::read_catalog(**session);
  if (!catalog) return catalog.error();
  const ServerVersion server{(*session)->server_version_num() / 10000};
  const auto dump = dump_of(*values, server.major);
  if (!dump) return dump.error();
  const Output output{.format = "sql", .file = text_option(*values, "output")};
  auto written = write_output(output, catalog::snapshot_text(*dump, *catalog, server), environment);
  if (!written) return written.error();
  return ExitStatus::Done;
}

}  // namespace

ExitStatus run_snapshot(const Arguments& arguments, Environment& environment) {
  const auto status = take_snapshot(arguments, environment);
  return status ? *status : fail(status.error(), environment);
}

}  // namespace pgstage::cli

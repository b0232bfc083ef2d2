#include "start_schema.hpp"

#include <fmt/format.h>

#include "pgstage/catalog/replay.hpp"
#include "pgstage/catalog/snapshot.hpp"
#include "pgstage/db/read_catalog.hpp"
#include "pgstage/source/source.hpp"

#include "files.hpp"
#include "plan_file.hpp"

namespace pgstage::cli {
namespace {

/// A version that is known, or else the other.
ServerVersion supported(std::optional<ServerVersion> server, ServerVersion otherwise) {
  return server && *server >= kOldestServer && *server <= kNewestServer ? *server : otherwise;
}

Result<void> read_database(db::Session& session, const po::variables_map& values, Inputs& inputs) {
  auto catalog = db::read_catalog(session);
  if (!catalog) return catalog.error();
  inputs.start = *std::move(catalog);
  const ServerVersion server{session.server_version_num() / 10000};
  inputs.version_known = true;
  if (values.count("pg-version") == 0) inputs.version = supported(server, inputs.version);
  return {};
}

Result<void> replay_schema(const std::string& path, Inputs& inputs) {
  const auto script = sql::Script::parse(inputs.start_sql);
  catalog::Replay replay{catalog::Catalog(true)};
  for (const auto& statement : script.statements()) {
    if (const auto* problem = statement.problem()) {
      return input_error(
          fmt::format("{}:{}: {}", path, script.lines().position(problem->span.offset).line,
                      problem->message),
          "--schema takes SQL as pg_dump -s writes it, or a snapshot.");
    }
    replay.advance(statement.view(), script, statement.span());
  }
  replay.commit();
  replay.new_batch();
  inputs.start = replay.catalog();
  return {};
}

Result<void> read_schema(const std::string& path, const po::variables_map& values, Inputs& inputs) {
  auto text = source::read_file(path);
  if (!text) return text.error();
  inputs.start_sql = *std::move(text);
  const auto notes = catalog::snapshot_notes(inputs.start_sql);
  if (!notes) return in_file(path, notes.error());
  if (values.count("pg-version") == 0) inputs.version = supported(notes->server, inputs.version);
  inputs.version_known = inputs.version_known || notes->server.has_value();
  if (auto replayed = replay_schema(path, inputs); !replayed) return replayed;
  catalog::add_sizes(*notes, inputs.start);
  return {};
}

}  // namespace

Result<void> read_start(db::Session* session, const po::variables_map& values, Inputs& inputs) {
  const auto schema = text_option(values, "schema");
  if (session != nullptr) return read_database(*session, values, inputs);
  return schema.empty() ? Result<void>{} : read_schema(schema, values, inputs);
}

}  // namespace pgstage::cli

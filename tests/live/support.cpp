#include "support.hpp"

#include <cstdlib>

#include <doctest/doctest.h>

namespace pgstage::live {
namespace {

/// TEST_PG_BIN names the `bin` folder of another server than the one found.
shadow::Binaries find() {
  const char* bin = std::getenv("TEST_PG_BIN");
  auto found =
      shadow::locate({.pg_bin = bin == nullptr ? "" : bin, .major = {}}, shadow::this_host());
  if (!found) FAIL(found.error().message << "; " << found.error().hint);
  return *std::move(found);
}

}  // namespace

const shadow::Binaries& binaries() {
  static const shadow::Binaries kBinaries = find();
  return kBinaries;
}

const shadow::Server& server() {
  static const shadow::Server kServer = start_server({});
  return kServer;
}

shadow::Server start_server(const std::vector<std::string>& settings) {
  auto started = shadow::Server::start(binaries(), shadow::this_host(), settings);
  if (!started) FAIL(started.error().message << "; " << started.error().hint);
  return *std::move(started);
}

std::unique_ptr<db::Session> new_database(const shadow::Server& server) {
  static int number = 0;
  const std::string name = "test_" + std::to_string(++number);
  auto maintenance = server.connect("postgres");
  REQUIRE(maintenance);
  run(**maintenance, "CREATE DATABASE " + name);
  auto session = server.connect(name);
  REQUIRE(session);
  return *std::move(session);
}

db::Rows run(db::Session& session, std::string_view sql) {
  auto rows = session.run(sql);
  if (!rows) FAIL(rows.error().message << " in " << sql);
  return *std::move(rows);
}

std::string one(db::Session& session, std::string_view sql) {
  const auto rows = run(session, sql);
  REQUIRE(rows.rows.size() >= 1);
  return rows.rows[0][0].value_or("NULL");
}

}  // namespace pgstage::live

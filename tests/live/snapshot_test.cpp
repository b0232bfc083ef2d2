#include <filesystem>

#include <doctest/doctest.h>

#include "live/support.hpp"
#include "support/case_file.hpp"

namespace pgstage {
namespace {

/// Runs the commands after a snapshot was taken of the database, which `$URL` names.
std::vector<tests::CliStep> after_snapshot(db::Session& session,
                                           const std::vector<std::string>& commands,
                                           const std::map<std::string, std::string>& files = {}) {
  const std::string url = "host=" + live::server().folder() + " user=postgres dbname=" +
                          live::one(session, "SELECT current_database()");
  const std::string bin = " --pg-bin " + live::binaries().folder;
  tests::CliCase each;
  each.files = files;
  for (const auto& command : commands) {
    each.steps.push_back({.command = "URL='" + url + "' BIN='" + bin + "'; " + command});
  }
  each.steps.insert(each.steps.begin(), {.command = "pgstage snapshot --database-url '" + url +
                                                    "'" + bin + " -o snapshot.sql"});
  auto steps = tests::run_case(each).steps;
  CHECK(steps.front().err == "");
  CHECK(steps.front().exit_status == 0);
  steps.erase(steps.begin());
  return steps;
}

}  // namespace

TEST_CASE("a snapshot stands for the database, its version and its sizes") {
  // Some packages of a server come without its clients.
  if (!std::filesystem::exists(live::binaries().folder + "/pg_dump")) return;
  const auto session = live::new_database();
  live::run(*session,
            "CREATE TABLE orders (id bigserial PRIMARY KEY, state text);"
            "INSERT INTO orders (state) SELECT 'new' FROM generate_series(1, 12345);"
            "CREATE INDEX ON orders (state); ANALYZE orders");
  const auto steps = after_snapshot(
      *session,
      {"grep -c 'pgstage:size public.orders rows 12000 bytes' snapshot.sql",
       "pgstage effects m.sql --schema snapshot.sql --format json >a.json; pgstage effects m.sql "
       "--database-url \"$URL\" --format json >b.json; cmp a.json b.json && grep -c certain a.json",
       "pgstage snapshot --database-url \"$URL\" $BIN | cmp - snapshot.sql",
       "pgstage prove rename.sql --schema snapshot.sql $BIN | head -n 1 | cut -d: -f1"},
      {{"rename.sql", "ALTER TABLE orders RENAME COLUMN state TO status;\n"},
       {"m.sql",
        "ALTER TABLE orders RENAME COLUMN state TO status;\n"
        "ALTER TABLE orders ALTER COLUMN id TYPE numeric;\nDROP INDEX orders_state_idx;\n"}});
  CHECK(steps[0].out == "1\n");
  CHECK(steps[1].out == "3\n");
  CHECK(steps[2].exit_status == 0);
  CHECK(steps[3].out == "equal\n");
}

TEST_CASE("a snapshot of a database that cannot be reached says so") {
  tests::CliCase each;
  each.steps.push_back(
      {.command =
           "pgstage snapshot --database-url 'host=/nowhere dbname=x' -o s.sql; test -e s.sql"});
  const auto step = tests::run_case(each).steps.front();
  CHECK(step.exit_status == 1);
  CHECK(step.err.starts_with("pgstage: "));
  CHECK(step.err.find("\nhint: ") != std::string::npos);
}

}  // namespace pgstage

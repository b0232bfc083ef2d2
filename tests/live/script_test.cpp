// A plan as one script, as psql runs it.
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "live/support.hpp"
#include "support/case_file.hpp"

namespace pgstage {

TEST_CASE("a plan as a script is run by psql, a deploy at a time") {
  // Some packages of a server come without its clients.
  const auto psql = live::binaries().folder + "/psql";
  if (!std::filesystem::exists(psql)) return;
  const auto session = live::new_database();
  const auto url = "host=" + live::server().folder() +
                   " user=postgres dbname=" + live::one(*session, "SELECT current_database()");
  const auto major = std::to_string(live::binaries().major);
  tests::CliCase each;
  each.files["schema.sql"] = "CREATE TABLE orders (id bigserial PRIMARY KEY, state text);\n";
  each.files["m.sql"] = "ALTER TABLE orders RENAME COLUMN state TO status;\n";
  const auto runs = psql + " -X -q '" + url + "' -f plan.sql > /dev/null";
  each.steps = {{.command = "pgstage plan m.sql --schema schema.sql --format sql --pg-version " +
                            major + " > plan.sql"},
                {.command = psql + " -X -q '" + url + "' -f schema.sql"},
                {.command = runs},
                {.command = runs + " -v deploy=3"},
                {.command = runs + " -v deploy=1"}};
  const auto first = tests::run_case(each).steps;
  REQUIRE(first.size() == 5);
  CHECK(first[1].exit_status == 0);
  for (const auto* unsaid : {&first[2], &first[3]}) {
    CHECK(unsaid->exit_status == 3);
    INFO(unsaid->err);
    CHECK(unsaid->err.find("it is not said which deploy is to be run") != std::string::npos);
  }
  INFO(first[4].err);
  CHECK(first[4].exit_status == 0);
  live::run(*session, "INSERT INTO orders (status) VALUES ('new')");
  CHECK(live::one(*session, "SELECT state FROM orders") == "new");

  each.steps = {{.command = each.steps[0].command}, {.command = runs + " -v deploy=2"}};
  const auto second = tests::run_case(each).steps;
  REQUIRE(second.size() == 2);
  INFO(second[1].err);
  CHECK(second[1].exit_status == 0);
  CHECK(live::one(*session, "SELECT to_jsonb(orders) FROM orders") ==
        R"({"id": 1, "status": "new"})");
}

}  // namespace pgstage

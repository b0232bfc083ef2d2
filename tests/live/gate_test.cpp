// What is seen at a gate, and what of it keeps the gate closed.
#include <algorithm>

#include <doctest/doctest.h>

#include "applying.hpp"
#include "support/case_file.hpp"

namespace pgstage {
namespace {

using live::Meanwhile;
using live::milliseconds;
using live::Stage;
using plan::PhaseName;
using Speaks = apply::Evidence::Speaks;

constexpr const char* kSchema =
    "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'a')";
constexpr const char* kRename = "ALTER TABLE users RENAME COLUMN name TO full_name";

bool has(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

bool saw(const Stage& stage, Speaks speaks, std::string_view part) {
  return std::any_of(stage.ear.seen.begin(), stage.ear.seen.end(), [&](const auto& evidence) {
    return evidence.speaks == speaks && evidence.says.find(part) != std::string::npos;
  });
}

bool counts_statements() {
  const auto session = live::new_database();
  return live::one(*session,
                   "SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = "
                   "'pg_stat_statements')") == "t";
}

std::string moment(db::Session& session, std::string_view ago) {
  return live::one(session,
                   "SELECT (clock_timestamp() - interval '" + std::string{ago} + "')::text");
}

}  // namespace

TEST_CASE("a statement that still names what goes keeps the gate closed, and is shown") {
  if (!counts_statements()) {
    MESSAGE("this server comes without pg_stat_statements");
    return;
  }
  const auto server = live::start_server({"shared_preload_libraries=pg_stat_statements"});
  Stage stage(kSchema, kRename, server);
  live::run(*stage.session, "CREATE EXTENSION pg_stat_statements");
  stage.options.watch = milliseconds{500};
  REQUIRE(stage.apply(PhaseName::Migrate));
  {
    const auto old_code = stage.connect("billing");
    const auto new_code = stage.connect("billing");
    const Meanwhile work([&] {
      (void)old_code->query("SELECT name\n FROM users WHERE id = $1", {"1"});
      (void)new_code->query("SELECT full_name FROM users WHERE id = $1", {"1"});
    });
    const auto closed = stage.apply();
    REQUIRE_FALSE(closed);
    CHECK(closed.error().kind == ErrorKind::Refused);
    CHECK(has(closed.error().message, "the gate before contract is closed: ran "));
    CHECK(has(closed.error().message, "within 0.5 s: SELECT name FROM users WHERE id = $1"));
    CHECK_FALSE(saw(stage, Speaks::Against, "full_name"));
  }
  REQUIRE(stage.apply());
  CHECK(saw(stage, Speaks::For, "no statement that names public.users.name ran within 0.5 s"));
  const auto journal = live::one(*stage.session,
                                 "SELECT why FROM pgstage.events WHERE what = 'entered' AND step "
                                 "= 'contract'");
  CHECK(has(journal, "no statement that names public.users.name ran within 0.5 s"));
}

TEST_CASE("where statements are not counted, that is said and speaks for nothing") {
  Stage stage(kSchema, kRename);
  REQUIRE(stage.apply());
  CHECK(saw(stage, Speaks::Neither, "whether statements still name public.users.name cannot be"));
  CHECK(saw(stage, Speaks::For, "nothing was written to public.users.name in the last minute"));
}

TEST_CASE("whoever is connected since before the deploy keeps the gate closed, and is named") {
  Stage stage(kSchema, kRename);
  REQUIRE(stage.apply(PhaseName::Migrate));
  const auto old_code = stage.connect("billing 1.0");
  stage.options.deployed = moment(*stage.session, "0 s");
  const auto closed = stage.apply();
  REQUIRE_FALSE(closed);
  CHECK(closed.error().kind == ErrorKind::Refused);
  CHECK(has(closed.error().message, "from before the deploy"));
  CHECK(saw(stage, Speaks::Against, "application billing 1.0) is connected since"));
  stage.options.deployed = moment(*stage.session, "1 h");
  REQUIRE(stage.apply());
  CHECK(saw(stage, Speaks::For, "nobody is connected since before"));
}

TEST_CASE("a deploy that has not been is refused") {
  Stage stage(kSchema, kRename);
  REQUIRE(stage.apply(PhaseName::Migrate));
  for (const std::string& wrong : {moment(*stage.session, "-1 h"), std::string{"soon"}}) {
    stage.options.deployed = wrong;
    const auto refused = stage.apply();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::Refused);
    CHECK(refused.error().message == "\"" + wrong + "\" is not a time that has been");
  }
}

TEST_CASE("a stale plan is refused with all that has changed") {
  Stage stage("CREATE TABLE users (id int PRIMARY KEY, name text, city text)",
              "ALTER TABLE users RENAME COLUMN name TO full_name;"
              "ALTER TABLE users RENAME COLUMN city TO town");
  live::run(*stage.session,
            "ALTER TABLE users ALTER name TYPE varchar(9), ALTER city SET NOT NULL");
  const auto refused = stage.apply();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::Refused);
  CHECK(has(refused.error().message, "\"public.users.name\" was \""));
  CHECK(has(refused.error().message, "; \"public.users.") == true);
  CHECK(has(refused.error().message, "\"public.users.city\" was \""));
}

/// A plan and a database, as the command line names them.
std::string address_of(db::Session& session) {
  return " plan.json --isolated --database-url '" +
         live::server().url(live::one(session, "SELECT current_database()")) + "'";
}

/// Where the plan of the rename is made.
tests::CliCase planned(const std::string& to) {
  tests::CliCase each;
  each.files["m.sql"] = std::string{kRename} + ";\n";
  each.steps.push_back({.command = "pgstage plan -q m.sql -o" + to});
  return each;
}

TEST_CASE("the gate command decides, whoever approves, and status says what is next") {
  const auto session = live::new_database();
  live::run(*session, kSchema);
  const std::string to = address_of(*session);
  tests::CliCase each = planned(to);
  each.steps.push_back({.command = "pgstage status" + to});
  each.steps.push_back({.command = "pgstage apply --through migrate" + to});
  each.steps.push_back({.command = "pgstage status" + to});
  each.steps.push_back({.command = "pgstage apply --auto-approve --gate-command 'echo asked for "
                                   "$GATE_PHASE; echo canary runs 1.0 >&2; exit 7'" +
                                   to});
  each.steps.push_back(
      {.command =
           "pgstage apply --auto-approve --gate-command 'test $GATE_PHASE = contract'" + to});
  each.steps.push_back({.command = "pgstage status" + to});
  const auto ran = tests::run_case(each).steps;

  CHECK(has(ran[1].out, "this plan was not begun on this database\nnext:      pgstage apply "));
  CHECK(ran[2].exit_status == 0);
  CHECK(has(ran[3].out, "\n  migrate   finished  "));
  CHECK(has(ran[3].out, "\n  contract  to come   0 of "));
  CHECK(has(ran[3].out, "\nwaits for: deploy code "));
  CHECK(has(ran[3].out, "\n  now:     nothing was written to public.users.name in the last"));
  CHECK(has(ran[3].out, "\nnext:      pgstage apply plan.json --through contract\n"));
  CHECK(has(ran[3].out, "\nor back:   pgstage rollback plan.json\n"));
  CHECK(ran[4].exit_status == 3);
  CHECK(has(ran[4].err, "asked for contract\n"));
  CHECK(has(ran[4].err,
            "the gate before contract is closed: the gate command ended with status 7: "
            "canary runs 1.0\nhint: "));
  CHECK(ran[5].exit_status == 0);
  CHECK(has(ran[6].out, "\nnothing is left to do\n"));
}

TEST_CASE("a dry run prints what is left, with its locks, and sends nothing") {
  const auto session = live::new_database();
  live::run(*session, kSchema);
  const std::string to = address_of(*session);
  tests::CliCase each = planned(to);
  each.steps.push_back({.command = "pgstage apply --dry-run" + to});
  each.steps.push_back({.command = "pgstage apply -q" + to});
  each.steps.push_back({.command = "pgstage apply --dry-run" + to});
  each.steps.push_back({.command = "pgstage rollback --dry-run" + to});
  each.steps.push_back({.command = "pgstage rollback -q" + to});
  each.steps.push_back({.command = "pgstage rollback --dry-run" + to});
  const auto ran = tests::run_case(each).steps;

  CHECK(has(ran[1].out, "-- phase expand\n-- expand-1: "));
  CHECK(has(ran[1].out, "LOCK TABLE ONLY public.users IN ACCESS EXCLUSIVE MODE NOWAIT;\n"));
  CHECK(has(ran[1].out, "\n-- phase contract\n-- gate: deploy code "));
  CHECK(ran[3].out.starts_with("-- phase contract\n-- gate: deploy code "));
  CHECK(ran[4].out.starts_with("-- phase expand\n-- undo of expand-"));
  CHECK(ran[4].out.find("contract") == std::string::npos);
  CHECK(ran[6].out == "-- nothing is left to do\n");
}

TEST_CASE("status knows what was rolled back, and asks for no watching where none is wanted") {
  const auto session = live::new_database();
  live::run(*session, kSchema);
  const std::string to = address_of(*session);
  tests::CliCase each = planned(to);
  each.steps.push_back({.command = "pgstage apply -q --through migrate" + to});
  each.steps.push_back({.command = "pgstage rollback -q" + to});
  each.steps.push_back({.command = "pgstage status" + to});
  each.steps.push_back({.command = "pgstage apply --auto-approve --watch 0s" + to});
  const auto ran = tests::run_case(each).steps;
  CHECK(has(ran[3].out, ", rolled back\n  expand    to come   0 of "));
  CHECK(has(ran[3].out, "\n  migrate   to come   0 of "));
  CHECK(has(ran[3].out, "or back:") == false);
  CHECK(ran[4].exit_status == 0);
  CHECK(has(ran[4].err, " ran within ") == false);
}

}  // namespace pgstage

// Where a password could turn up, and does not.
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "support.hpp"
#include "support/case_file.hpp"
#include "support/folder.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kPassword = "S3cretOfAnn";

std::string quoted(const std::string& text) { return "'" + text + "'"; }

/// A server that lets in a role by password only, with all that it is sent in its log.
class Guarded {
 public:
  Guarded()
      : server_(live::start_server({"log_statement=all", "log_min_duration_statement=0",
                                    "log_connections=on", "log_parameter_max_length=-1",
                                    "hba_file=" + rules()})) {
    session_ = live::new_database(server_);
    database_ = live::one(*session_, "SELECT current_database()");
    live::run(*session_, "SET log_statement = none; SET log_min_duration_statement = -1");
    live::run(*session_, fmt::format("CREATE ROLE ann LOGIN PASSWORD '{}';"
                                     "ALTER DATABASE {} OWNER TO ann;"
                                     "CREATE TABLE users (id int PRIMARY KEY, name text);"
                                     "INSERT INTO users VALUES (1, 'Bob');"
                                     "ALTER TABLE users OWNER TO ann; "
                                     "GRANT CREATE, USAGE ON SCHEMA public TO ann",
                                     kPassword, database_));
  }

  db::Session& session() { return *session_; }

  std::string conninfo() const {
    return fmt::format("host={} dbname={} user=ann password={}", server_.folder(), database_,
                       kPassword);
  }
  std::string uri(std::string_view password = kPassword) const {
    return fmt::format("postgresql://ann:{}@/{}?host={}", password, database_, server_.folder());
  }
  std::string server_log() const { return tests::read_file(server_.folder() + "/log"); }

 private:
  std::string rules() {
    const auto path = folder_ / "hba.conf";
    std::ofstream{path} << "local all postgres trust\nlocal all ann scram-sha-256\n";
    std::filesystem::permissions(folder_ / "", std::filesystem::perms{0755});
    return path.string();
  }

  tests::Folder folder_;
  shadow::Server server_;
  std::unique_ptr<db::Session> session_;
  std::string database_;
};

bool tells(std::string_view text) { return text.find(kPassword) != std::string_view::npos; }

tests::CliCase renaming() {
  tests::CliCase each;
  each.files["m.sql"] = "ALTER TABLE users RENAME COLUMN name TO full_name;\n";
  return each;
}

/// Every table of the journal, as text.
std::string journal(db::Session& session) {
  return live::one(session,
                   "SELECT string_agg(query_to_xml('SELECT * FROM ' || oid::regclass, true, true, "
                   "'')::text, '') FROM pg_class WHERE relnamespace = 'pgstage'::regnamespace AND "
                   "relkind = 'r'");
}

}  // namespace

TEST_CASE("a password is in no file, no output, no journal and no log") {
  Guarded target;
  for (const auto& url : {target.conninfo(), target.uri()}) {
    auto each = renaming();
    const std::string to = " --isolated --database-url " + quoted(url);
    for (const std::string command :
         {"plan m.sql -o plan.json", "plan m.sql --format json", "plan m.sql --emit out",
          "snapshot", "lint m.sql",
          "apply plan.json --auto-approve --through migrate --watch 0s "
          "--log-format json",
          "status plan.json", "pace plan.json --pause", "apply plan.json --dry-run",
          "apply plan.json --through contract", "rollback plan.json --show-queries"}) {
      each.steps.push_back({.command = "pgstage " + command + to});
    }
    each.steps.push_back({.command = "cat plan.json $(find out -type f)"});
    for (const auto& step : tests::run_case(each).steps) {
      CAPTURE(step.command);
      CHECK_FALSE(tells(step.out + step.err));
      // pg_dump does not come with every server.
      const bool has_no_dump = step.err.find(" was found on this machine") != std::string::npos;
      CHECK((step.exit_status != 2 || has_no_dump));
    }
  }
  CHECK_FALSE(tells(journal(target.session())));
  CHECK_FALSE(tells(target.server_log()));
  CHECK(target.server_log().find("pgstage apply") != std::string::npos);
}

TEST_CASE("a password that does not fit, or a database that is not there, is told without it") {
  const Guarded target;
  auto each = renaming();
  const std::string wrong = target.uri("Not" + std::string{kPassword});
  for (const std::string& way :
       {"--database-url " + quoted(wrong), "--database-url " + quoted(target.conninfo() + "x"),
        "--database-url " + quoted(target.conninfo() + " dbname=elsewhere")}) {
    each.steps.push_back({.command = "pgstage status --isolated " + way});
  }
  each.steps.push_back({.command = "DATABASE_URL=" + quoted(wrong) + " pgstage status"});
  for (const auto& step : tests::run_case(each).steps) {
    CAPTURE(step.command);
    CHECK_FALSE(tells(step.out + step.err));
    CHECK(step.exit_status == 2);
  }
}

TEST_CASE("a password that was typed is not in the list of processes") {
  const Guarded target;
  const std::string look =
      "--auto-approve --gate-command 'tr \"\\0\" \" \" </proc/$PPID/cmdline >&2; exit 1'";
  const std::string to = "pgstage apply plan.json --isolated --watch 0s --database-url ";
  auto each = renaming();
  each.steps.push_back({.command = "pgstage plan -q m.sql -o plan.json --isolated --database-url " +
                                   quoted(target.uri())});
  each.steps.push_back({.command = to + quoted(target.uri()) + " --through migrate"});
  for (const auto& url :
       {target.conninfo(), target.uri(), target.uri() + "&sslpassword=" + std::string{kPassword}}) {
    each.steps.push_back({.command = to + quoted(url) + " " + look});
  }
  const auto steps = tests::run_case(each).steps;
  for (std::size_t i = 2; i < steps.size(); ++i) {
    CHECK(steps[i].exit_status == 3);
    CHECK(steps[i].err.find("pgstage apply plan.json") != std::string::npos);
    CHECK(steps[i].err.find("xxx") != std::string::npos);
    CHECK_FALSE(tells(steps[i].err));
  }
}

}  // namespace pgstage

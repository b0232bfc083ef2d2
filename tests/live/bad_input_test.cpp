// The command line against a server that says no. The cases without one are in tests/cli.
#include <doctest/doctest.h>

#include "live/support.hpp"
#include "support/case_file.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kSecret = "hunter2";

/// A database with one table, two roles that may do little, and a migration with its plan.
class Target {
 public:
  Target() : session_(live::new_database()) {
    live::run(*session_,
              "CREATE TABLE orders (id bigint PRIMARY KEY, state text);"
              "DROP ROLE IF EXISTS weak; CREATE ROLE weak LOGIN;"
              "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN;"
              "ALTER ROLE reader SET default_transaction_read_only = on");
    database_ = live::one(*session_, "SELECT current_database()");
    before_ = state();
  }
  ~Target() { live::run(*session_, "DROP OWNED BY weak; DROP ROLE weak, reader"); }
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;

  db::Session& session() { return *session_; }

  /// A conninfo that would give the secret away if it were printed.
  std::string url(const std::string& user) const {
    return "host=" + live::server().folder() + " dbname=" + database_ + " user=" + user +
           " password=" + std::string{kSecret};
  }

  /// Plans the migration, then runs the command; `URL` is the database as that user.
  tests::CliStep after_plan(const std::string& command, const std::string& user) const {
    tests::CliCase each;
    each.files["m.sql"] = "ALTER TABLE orders RENAME COLUMN state TO status;\n";
    each.steps.push_back(
        {.command = "pgstage plan -q m.sql -o plan.json --database-url '" + url("postgres") + "'"});
    each.steps.push_back({.command = "URL='" + url(user) + "'; " + command});
    return tests::run_case(each).steps.back();
  }

  bool untouched() { return state() == before_; }

 private:
  std::string state() {
    return live::one(*session_,
                     "SELECT string_agg(n.nspname || '.' || c.relname, ',' ORDER BY 1) || "
                     "(SELECT string_agg(nspname, ',' ORDER BY 1) FROM pg_namespace) || (SELECT "
                     "string_agg(attname, ',') FROM pg_attribute WHERE attrelid = "
                     "'orders'::regclass) FROM pg_class c JOIN pg_namespace n ON n.oid = "
                     "c.relnamespace WHERE n.nspname !~ '^(pg_|information_schema)'");
  }

  std::unique_ptr<db::Session> session_;
  std::string database_;
  std::string before_;
};

struct Wrong {
  std::string command;
  std::string user;
  int exit_status;
  std::string message;
};

void check(Target& target, const Wrong& wrong) {
  const auto happened = target.after_plan(wrong.command, wrong.user);
  CAPTURE(wrong.command);
  CAPTURE(happened.err);
  CHECK(happened.exit_status == wrong.exit_status);
  CHECK(happened.err.starts_with("pgstage: " + wrong.message));
  CHECK(happened.err.find("\nhint: ") != std::string::npos);
  CHECK((happened.out + happened.err).find(kSecret) == std::string::npos);
  CHECK(target.untouched());
}

}  // namespace

TEST_CASE("a role that may not make the journal is refused, and nothing was touched") {
  Target target;
  const std::string message = "the journal in schema \"pgstage\" cannot be written: permission";
  check(target, {"pgstage apply plan.json --database-url \"$URL\"", "weak", 3, message});
  check(target, {"pgstage apply plan.json --journal-schema pg_own --database-url \"$URL\"",
                 "postgres", 3, "the journal in schema \"pg_own\" cannot be written: unaccept"});
}

TEST_CASE("a role that may not write is refused, and nothing was touched") {
  Target target;
  for (const std::string command : {"apply", "rollback"}) {
    check(target, {"pgstage " + command + " plan.json --database-url \"$URL\"", "reader", 3,
                   "database \"test_"});
  }
}

TEST_CASE("a plan that does not fit is refused, and nothing was touched") {
  Target target;
  check(target, {"sed -i 's/ADD COLUMN/ADD  COLUMN/' plan.json; pgstage apply plan.json "
                 "--database-url \"$URL\"",
                 "postgres", 3, "plan.json: the plan was changed after it was made"});
  check(target, {"head -c 2000 plan.json >cut.json; pgstage apply cut.json --database-url \"$URL\"",
                 "postgres", 2, "cut.json: the plan is not a JSON document"});
  check(target, {"pgstage plan -q m.sql -o old.json --pg-version 12 --database-url \"$URL\"; "
                 "pgstage apply old.json --database-url \"$URL\"",
                 "postgres", 3, "the plan was made for PostgreSQL 12"});
}

TEST_CASE("a database that cannot be reached is named without its password") {
  Target target;
  check(target, {"pgstage lint m.sql --database-url \"$URL port=1\"", "postgres", 2,
                 "cannot connect to database \"test_"});
  check(target, {"pgstage lint m.sql --database-url \"$URL\"", "nobody_here", 2,
                 "cannot connect to database \"test_"});
  check(target, {"pgstage lint m.sql --database-url \"$URL dbname=none\"", "postgres", 2,
                 "cannot connect to database \"none\""});
  check(target, {"DATABASE_URL=\"$URL dbname=none\" pgstage status plan.json", "postgres", 2,
                 "cannot connect to database \"none\""});
}

TEST_CASE("rolling back what was never begun succeeds and touches nothing") {
  Target target;
  const auto happened =
      target.after_plan("pgstage rollback plan.json --database-url \"$URL\"", "weak");
  CHECK(happened.exit_status == 0);
  CHECK(target.untouched());
}

TEST_CASE("a role that may create no schemas is served by those that are there") {
  Target target;
  // What a plan keeps has its place in pgstage, wherever the journal is.
  live::run(target.session(),
            "CREATE SCHEMA own AUTHORIZATION weak; CREATE SCHEMA pgstage AUTHORIZATION weak;"
            "ALTER TABLE orders OWNER TO weak;"
            "GRANT CREATE ON SCHEMA public TO weak");
  const auto happened = target.after_plan(
      "pgstage apply plan.json -q --journal-schema own --database-url \"$URL\"", "weak");
  CAPTURE(happened.err);
  CHECK(happened.exit_status == 0);
  CHECK(live::one(target.session(), "SELECT phase FROM own.plans") == "migrate");
}

}  // namespace pgstage

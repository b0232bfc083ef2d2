// Commands that are run against a throwaway server, and what is known of them afterwards. psql
// stands for the frameworks: it sends what they send.
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "live/support.hpp"
#include "support/case_file.hpp"

namespace pgstage {
namespace {

using Files = std::map<std::string, std::string>;

tests::CliStep run(const std::string& command, const Files& files = {}) {
  tests::CliCase each;
  each.files = files;
  each.steps.push_back({.command = command});
  return tests::run_case(each).steps.front();
}

/// Not every kernel gives a process a network of its own.
bool can_isolate() {
  static const bool kCan =
      run("pgstage record -o out -- true").err.find("cannot ") == std::string::npos;
  return kCan;
}

/// `pgstage record` with these options, on the server that is tested.
std::string record(const std::string& options) {
  return "pgstage record -o out --pg-bin " + live::binaries().folder +
         (can_isolate() ? " " : " --no-isolation ") + options;
}

const std::string kBooks = "CREATE TABLE knex_migrations (id serial, name text);\n";

std::string booked(const std::string& name) {
  return "INSERT INTO knex_migrations (name) VALUES ('" + name + "');\n";
}

/// What psql sends from a file, and the files that come of it without their names.
std::string recorded(const std::string& sql) {
  return run(record("-q --no-lint -- psql -qXf m.sql") + " && cat out/*", {{"m.sql", sql}}).out;
}

}  // namespace

TEST_CASE("what shares a transaction is recorded as what shares one") {
  CHECK(recorded(kBooks + "BEGIN;\nCREATE TABLE a (b int);\nCREATE TABLE c (d int);\n" +
                 booked("1_a.js") + "COMMIT;\nBEGIN;\nDROP TABLE a;\n" + booked("2_b.js") +
                 "COMMIT;\n") ==
        "-- pgstage:recorded by knex, sent as file\nCREATE TABLE a (b int);\nCREATE TABLE c (d "
        "int);\n"
        "-- pgstage:recorded by knex, sent as file\nDROP TABLE a;\n");
  CHECK(recorded(kBooks + "BEGIN;\nCREATE TABLE a (b int);\n" + booked("1_a") +
                 "CREATE TABLE c (d int);\n" + booked("2_b") + "COMMIT;\n") ==
        "-- pgstage:recorded by knex, sent as batch\nCREATE TABLE a (b int);\n"
        "-- pgstage:recorded by knex, sent as batch\nCREATE TABLE c (d int);\n");
  CHECK(recorded(kBooks + "CREATE TABLE a (b int);\nCREATE INDEX CONCURRENTLY ON a (b);\n" +
                 booked("1_a")) ==
        "-- pgstage:recorded by knex, sent as statement\nCREATE TABLE a (b int);\nCREATE INDEX "
        "CONCURRENTLY ON a (b);\n");
  CHECK(recorded(kBooks + "BEGIN;\nCREATE TABLE a (b int);\n" + booked("1_a") + "COMMIT;\n" +
                 "CREATE INDEX CONCURRENTLY ON a (b);\n" + booked("2_b")) ==
        "-- pgstage:recorded by knex, sent as file\nCREATE TABLE a (b int);\n"
        "-- pgstage:recorded by knex, sent as statement\nCREATE INDEX CONCURRENTLY ON a (b);\n");
  CHECK(recorded("CREATE SCHEMA drizzle;\nCREATE SCHEMA shop;\n") ==
        "-- pgstage:recorded by a framework, sent as statement\nCREATE SCHEMA shop;\n");
  const auto message = run(record("-q --no-lint -- psql -qX -c 'CREATE TABLE a (b int); CREATE "
                                  "TABLE c (d int)'") +
                           " && cat out/0001_unnamed.sql");
  CHECK(message.out ==
        "-- pgstage:recorded by a framework, sent as message\nCREATE TABLE a (b int);\nCREATE "
        "TABLE c (d int);\n");
}

TEST_CASE("a query that calls what may change something is a statement of a migration") {
  CHECK(recorded("SELECT version(), array_agg(1), pg_try_advisory_lock(1);\n"
                 "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
                 "SELECT f();\nCREATE SEQUENCE s;\nSELECT setval('s', 7);\n") ==
        "-- pgstage:recorded by a framework, sent as statement\n"
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n"
        "SELECT f();\nCREATE SEQUENCE s;\nSELECT setval('s', 7);\n");
}

TEST_CASE("a migration that leaves a transaction of several is recorded in two halves") {
  CHECK(recorded(kBooks + "BEGIN;\nCREATE TABLE a (b int);\n" + booked("1_a") +
                 "ALTER TABLE a ADD c int;\nCOMMIT;\nBEGIN;\nROLLBACK;\nCREATE INDEX "
                 "CONCURRENTLY ON a (b);\nBEGIN;\n" +
                 booked("2_b") + "COMMIT;\n") ==
        "-- pgstage:recorded by knex, sent as batch\nCREATE TABLE a (b int);\n"
        "-- pgstage:recorded by knex, sent as batch\nALTER TABLE a ADD c int;\n"
        "-- pgstage:recorded by knex, sent as statement\nCREATE INDEX CONCURRENTLY ON a (b);\n");
}

TEST_CASE("what a framework writes to its own registry is no statement of a migration") {
  CHECK(
      recorded("CREATE SCHEMA sqitch;\nBEGIN;\nCREATE TABLE sqitch.changes (change_id text, change "
               "text);\nCOMMENT ON TABLE sqitch.changes IS 'changes';\nCOMMIT;\nCREATE TABLE a (b "
               "int);\nSET search_path = 'sqitch';\nINSERT INTO changes (change_id, change) VALUES "
               "('1', 'orders');\n") ==
      "-- pgstage:recorded by sqitch, sent as statement\nCREATE TABLE a (b int);\n");
}

TEST_CASE("frameworks that call their tables alike are told by the rows") {
  const auto by = [](const std::string& columns, const std::string& row) {
    const auto table =
        columns.find("version") == std::string::npos ? "migrations" : "schema_migrations";
    const auto text =
        recorded(fmt::format("CREATE TABLE {0} ({1});\nSET search_path TO public;\n"
                             "BEGIN;\nCREATE TABLE a (b int);\n"
                             "CREATE TABLE c (d int);\nINSERT INTO {0} {2};\nCOMMIT;\n",
                             table, columns, row));
    return text.substr(0, text.find('\n'));
  };
  const std::string head = "-- pgstage:recorded by ";
  CHECK(by("timestamp bigint, name text", "(\"timestamp\", name) VALUES (1, 'a1')") ==
        head + "typeorm, sent as file");
  CHECK(by("id text", "(id) VALUES ('1')") == head + "gormigrate, sent as file");
  CHECK(by("version text", "(version) VALUES ('1')") == head + "a framework, sent as file");
}

TEST_CASE("frameworks that write down the beginning, too, are heard at the end") {
  CHECK(recorded("CREATE TABLE schema_migrations (version bigint, dirty bool);\n"
                 "TRUNCATE schema_migrations;\nINSERT INTO schema_migrations (version, dirty) "
                 "VALUES (1, true);\nCREATE TABLE a (b int);\nTRUNCATE schema_migrations;\n"
                 "INSERT INTO schema_migrations (version, dirty) VALUES (1, false);\n") ==
        "-- pgstage:recorded by golang-migrate, sent as statement\nCREATE TABLE a (b int);\n");
  CHECK(recorded("CREATE TABLE _prisma_migrations (id text, migration_name text, finished_at "
                 "timestamptz);\n"
                 "INSERT INTO _prisma_migrations (id, migration_name) VALUES ('x', '1_a');\n"
                 "CREATE TABLE a (b int);\n"
                 "UPDATE _prisma_migrations SET finished_at = now() WHERE id = 'x';\n") ==
        "-- pgstage:recorded by prisma, sent as statement\nCREATE TABLE a (b int);\n");
  CHECK(recorded("CREATE TABLE alembic_version (version_num varchar(32));\nCREATE TABLE a (b "
                 "int);\nINSERT INTO alembic_version (version_num) VALUES ('1');\nDROP TABLE a;\n"
                 "UPDATE alembic_version SET version_num = '2' WHERE version_num = '1';\n") ==
        "-- pgstage:recorded by alembic, sent as statement\nCREATE TABLE a (b int);\n"
        "-- pgstage:recorded by alembic, sent as statement\nDROP TABLE a;\n");
}

TEST_CASE("what a client chooses for its session is no transaction of a migration") {
  const auto recorded =
      run(record("-q --no-lint -- psql -qX -c BEGIN -c \"SET LOCAL lock_timeout = '4s'\" "
                 "-c 'CREATE TABLE schema_migrations (version text, statements text[])' -c COMMIT "
                 "-c 'CREATE TABLE a (b int)' -c 'DEALLOCATE ALL' "
                 "-c \"INSERT INTO schema_migrations (version, statements) VALUES ('1', '{}')\"") +
          " && cat out/*");
  CHECK(recorded.out ==
        "-- pgstage:recorded by supabase, sent as statement\nCREATE TABLE a (b int);\n");
}

TEST_CASE("lines, quotes and values of statements are recorded as they were sent") {
  CHECK(recorded("SELECT version();\nSET client_encoding = 'UTF8';\nSET lock_timeout = '2s';\n"
                 "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\n\tSELECT 'a;\n\tb'\n$$;\n"
                 "SELECT $1 AS x \\bind 'it''s' \\g\n") ==
        "-- pgstage:recorded by a framework, sent as statement\nSET lock_timeout = '2s';\n"
        "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\n\tSELECT 'a;\n\tb'\n$$;\n");
}

TEST_CASE("what is recorded is judged with the transactions that it had") {
  const auto step =
      run(record("-- psql -qXf m.sql") + " | grep -o 'out/.*error.[a-z-]*'",
          {{"m.sql", kBooks + "BEGIN;\nCREATE TABLE a (b int);\n" + booked("1") +
                         "COMMIT;\nBEGIN;\nCREATE INDEX ON a (b);\n" + booked("2") + "COMMIT;\n"}});
  CHECK(step.out == "out/0002_2.sql:2:1: error[create-index-blocking\n");
  CHECK(step.err.starts_with("recorded 2 statements of 2 migrations of knex in out; "));
}

TEST_CASE("locks and rewrites that were seen are compared with those that are foreseen") {
  const Files files = {
      {"m.sql",
       "CREATE TABLE a (id int PRIMARY KEY, b text);\nCREATE TABLE c (d int REFERENCES a);\n"
       "BEGIN;\nALTER TABLE a ALTER COLUMN b TYPE int USING 1;\nCREATE TABLE e (f int);\n"
       "CREATE INDEX ON e (f);\nALTER TABLE c ADD COLUMN g int;\nCOMMIT;\n"
       "BEGIN;\nALTER TABLE a RENAME TO z;\nALTER TABLE z ADD COLUMN h int;\nCOMMIT;\n"
       "CREATE INDEX CONCURRENTLY ON z (h);\nDROP TABLE c;\n"},
      {"body.sql",
       "CREATE TABLE a (b int);\nCREATE TABLE c (d int);\nBEGIN;\nDO 'BEGIN EXECUTE ''LOCK TABLE "
       "'' || chr(97); END';\n"
       "ALTER TABLE c ADD COLUMN g int;\nCOMMIT;\n"}};
  const auto step = run(record("--no-lint -- psql -qXf m.sql"), files);
  CHECK(step.err.ends_with("locks and rewrites of 6 DDL statements were as foreseen\n"));
}

TEST_CASE("a lock that was not foreseen is told once, and with what hid it") {
  const std::string tables = "CREATE TABLE a (b int);\nCREATE TABLE c (d int);\n";
  const std::string changes =
      "ALTER TABLE c ADD COLUMN g int;\nALTER TABLE c ADD COLUMN h int;\nCOMMIT;\n";
  const Files files = {{"hidden.sql", tables +
                                          "BEGIN;\nDO 'BEGIN EXECUTE ''LOCK TABLE '' || "
                                          "chr(97); END';\n" +
                                          changes},
                       {"called.sql", tables +
                                          "CREATE FUNCTION f() RETURNS trigger LANGUAGE "
                                          "plpgsql AS 'BEGIN LOCK TABLE a; RETURN NEW; "
                                          "END';\nCREATE TRIGGER t BEFORE INSERT ON c FOR "
                                          "EACH ROW EXECUTE FUNCTION f();\n"
                                          "BEGIN;\nINSERT INTO c VALUES (1);\n" +
                                          changes}};
  const std::string told =
      "ALTER TABLE c ADD COLUMN g int: foreseen no lock on public.a, seen AccessExclusiveLock\n";
  const auto hidden = run(record("--no-lint -- psql -qXf hidden.sql"), files);
  CHECK(
      hidden.err.ends_with("DDL statements were as foreseen\nbut for what comes behind SQL that "
                           "is known only when it runs:\n  " +
                           told));
  const auto called = run(record("--no-lint -- psql -qXf called.sql"), files);
  CHECK(called.err.ends_with(told + "what was not as foreseen comes from the body of a function, "
                                    "or is a mistake of pgstage: then please report it\n"));
}

TEST_CASE("the command reaches this server and no other, whatever was set before") {
  const auto step = run(
      "export PGHOST=elsewhere PGSERVICE=other DATABASE_URL='postgres+asyncpg://a:b@elsewhere/x' "
      "MY_DATABASE_URL='postgresql://elsewhere/x?schema=own'; " +
      record(
          "-q --no-lint --env MINE='{user} {database}' -- sh -c 'env | grep -E "
          "\"PGSERVICE|DATABASE_URL|MINE\" | sort; psql -qXc \"CREATE TABLE a (b int)\" {url}'") +
      " 2>&1 | sed 's/:[0-9]*\\/app/:PORT\\/app/'");
  CHECK(step.out ==
        "DATABASE_URL=postgres+asyncpg://postgres:pgstage@127.0.0.1:PORT/app\n"
        "MINE=postgres app\n"
        "MY_DATABASE_URL=postgresql://postgres:pgstage@127.0.0.1:PORT/app?schema=own\n");
}

TEST_CASE("a command that changes files and looks for a network leaves no trace") {
  if (!can_isolate()) return;
  const auto step = run(record("-q --no-lint -- sh -c 'echo new >schema.rb; rm m.sql; psql -qXc "
                               "\"CREATE TABLE a (b int)\"; grep -c : /proc/net/dev'") +
                            "; cat schema.rb; ls",
                        {{"schema.rb", "old\n"}, {"m.sql", ""}});
  CHECK(step.err == "1\n");
  CHECK(step.out == "old\nm.sql\nout\nschema.rb\n");
}

TEST_CASE("a command that fails, hangs or talks to nobody is an error that says so") {
  const auto none = run(record("-- true"));
  CHECK(none.exit_status == 2);
  CHECK(none.err.find("sent nothing to the throwaway server") != std::string::npos);
  const auto failed = run(record("-- sh -c 'psql -qXc \"SELECT 1\"; exit 3'"));
  CHECK(failed.exit_status == 2);
  CHECK(failed.err.find("\"sh\" failed with status 3") != std::string::npos);
  const auto hangs =
      run(record("--time-limit 1s -- sh -c 'sleep 1000 & echo $! >&2; wait'") +
          " 2>err; cat err; kill -0 $(head -1 err) 2>/dev/null && echo it is still there");
  CHECK(hangs.out.find("\"sh\" was ended after 1 s") != std::string::npos);
  CHECK(hangs.out.find("still there") == std::string::npos);
  const auto missing = run(record("-- no-such-program"));
  CHECK(missing.exit_status == 2);
  CHECK(missing.err.find("no-such-program") != std::string::npos);
}

TEST_CASE("only what was recorded before is replaced") {
  const auto again =
      run(record("-q --no-lint -- psql -qXc 'CREATE TABLE a (b int)'") + " && " +
          record("-q --no-lint -- psql -qXc 'CREATE TABLE b (c int)'") + " && cat out/*");
  CHECK(again.out ==
        "-- pgstage:recorded by a framework, sent as statement\nCREATE TABLE b (c int);\n");
  const auto failed = run(record("-q --no-lint -- psql -qXc 'CREATE TABLE a (b int)'") + " && " +
                          record("-q -- false") + "; cat out/*");
  CHECK(failed.out ==
        "-- pgstage:recorded by a framework, sent as statement\nCREATE TABLE a (b int);\n");
  CHECK(run(record("-q -- false") + "; ls").out.empty());
  const auto refused = run(record("-- true"), {{"out/mine.sql", "SELECT 1;\n"}});
  CHECK(refused.exit_status == 2);
  CHECK(refused.err.find("\"out\" holds \"mine.sql\", which was not recorded") !=
        std::string::npos);
}

TEST_CASE("what the prelude makes is there, and is not recorded") {
  const auto step =
      run(record("-q --no-lint --prelude roles.sql -- psql -qXc 'CREATE TABLE a (b int)' -c 'GRANT "
                 "SELECT ON a TO clerk_of_record'") +
              " && grep -c . out/*; " +
              record("-q --prelude broken.sql -- psql -qXc 'CREATE TABLE a (b int)'"),
          {{"roles.sql", "CREATE ROLE clerk_of_record;\n"}, {"broken.sql", "SELEC 1;\n"}});
  CHECK(step.out == "3\n");
  CHECK(step.err.find("the prelude fails: syntax error") != std::string::npos);
}

}  // namespace pgstage

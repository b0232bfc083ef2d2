#include "pgstage/shadow/compare.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "support.hpp"

namespace pgstage {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kStart = R"(
  CREATE TABLE users (id int PRIMARY KEY, name text DEFAULT 'x', token text);
  CREATE TABLE logs (at int, what text);
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE SEQUENCE s;
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE INDEX users_name_idx ON users (name);
  INSERT INTO users VALUES (1, 'Ann', 'a1'), (2, 'Bob', NULL);
  INSERT INTO logs VALUES (1, 'in'), (1, 'in'), (2, 'out');)";

shadow::Snapshot snapshot_after(std::string_view change) {
  auto session = live::new_database();
  live::run(*session, kStart);
  if (!change.empty()) live::run(*session, change);
  auto snapshot = shadow::take_snapshot(*session);
  if (!snapshot) FAIL(snapshot.error().message);
  return *std::move(snapshot);
}

Lines differences(std::string_view change, const Lines& accepted = {}) {
  static const shadow::Snapshot kBefore = snapshot_after("");
  return shadow::differences(kBefore, snapshot_after(change), accepted);
}

TEST_CASE("two databases made by the same statements are equal") { CHECK(differences("").empty()); }

TEST_CASE("whatever a person could see in a catalog makes a difference") {
  struct Case {
    const char* change;
    const char* line;
  };
  for (const Case& each : std::initializer_list<Case>{
           {"COMMENT ON COLUMN users.name IS 'who'",
            "column public.users.name: comment is who, expected none"},
           {"ALTER TABLE users ALTER name SET DEFAULT 'y'",
            "column public.users.name: default is 'y'::text, expected 'x'::text"},
           {"ALTER TABLE users ALTER name SET NOT NULL",
            "column public.users.name: not null is true, expected none"},
           {"ALTER TABLE users ALTER name SET STATISTICS 7",
            "column public.users.name: statistics target is 7, expected none"},
           {"ALTER TABLE users ALTER name SET STORAGE EXTERNAL",
            "column public.users.name: storage is e, expected x"},
           {"GRANT SELECT (name) ON users TO PUBLIC",
            "column public.users.name: grants is SELECT to PUBLIC, expected none"},
           {"DROP INDEX users_name_idx", "index public.users_name_idx is missing"},
           {"CREATE INDEX i ON users (token)", "index public.i is not expected"},
           {"ALTER INDEX users_name_idx RENAME TO \"I\"", "index public.\"I\" is not expected"},
           {"ALTER TABLE users ADD CONSTRAINT c CHECK (id > 0) NOT VALID",
            "constraint c on public.users is not expected"},
           {"CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()",
            "trigger t on public.users is not expected"},
           {"CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN "
            "OLD; END'",
            "function public.f(): definition is CREATE OR REPLACE FUNCTION"},
           {"ALTER TYPE mood ADD VALUE 'calm'",
            "type public.mood: labels is 'sad', 'happy', 'calm'"},
           {"ALTER SEQUENCE s INCREMENT 2", "sequence public.s: increment is 2, expected 1"},
           {"ALTER SEQUENCE s OWNED BY users.id",
            "sequence public.s: owned by is public.users.id, expected none"},
           {"ALTER TABLE users SET (fillfactor = 70)",
            "table public.users: options is fillfactor=70, expected none"},
           {"ALTER TABLE users ENABLE ROW LEVEL SECURITY",
            "table public.users: row security is true, expected none"},
           {"CREATE POLICY p ON users USING (id > 1)", "policy p on public.users is not expected"},
           {"ALTER TABLE users REPLICA IDENTITY FULL",
            "table public.users: replica identity is f, expected d"},
           {"CREATE PUBLICATION p FOR TABLE users",
            "publication p of public.users is not expected"},
           {"CREATE RULE r AS ON DELETE TO users DO ALSO NOTHING",
            "rule r on public.users is not expected"},
           {"CREATE STATISTICS st ON id, name FROM users", "statistics public.st is not expected"},
           {"CREATE VIEW v AS SELECT id FROM users", "view public.v is not expected"},
           {"CREATE SCHEMA other", "schema other is not expected"},
           {"ALTER TABLE users CLUSTER ON users_pkey",
            "index public.users_pkey: clustered on is true, expected none"},
           {"ALTER TABLE users SET UNLOGGED", "table public.users: persistence is u, expected p"},
           {"CREATE DOMAIN d AS int CHECK (VALUE > 0)",
            "constraint d_check on domain public.d is not expected"}}) {
    CAPTURE(each.change);
    const Lines found = differences(each.change);
    const bool told = std::any_of(found.begin(), found.end(), [&](const std::string& line) {
      return line.starts_with(each.line);
    });
    std::string all;
    for (const auto& line : found) all += line + "\n";
    CHECK_MESSAGE(told, all);
  }
}

TEST_CASE("a grant and its withdrawal leave no difference") {
  CHECK(differences("GRANT SELECT ON users TO PUBLIC; REVOKE SELECT ON users FROM PUBLIC").empty());
}

TEST_CASE("the journal, and what a sequence has given out, make no difference") {
  CHECK(differences("CREATE SCHEMA pgstage; CREATE TABLE pgstage.plans (id int); "
                    "SELECT nextval('s')")
            .empty());
}

TEST_CASE("rows are compared by their primary key") {
  CHECK(differences("UPDATE users SET name = NULL WHERE id = 2") ==
        Lines{"row of public.users with id = '2': name is NULL, expected 'Bob'"});
  CHECK(differences("DELETE FROM users WHERE id = 2") ==
        Lines{"row of public.users with id = '2' is missing"});
  CHECK(differences("INSERT INTO users VALUES (3)") ==
        Lines{"row of public.users with id = '3' is not expected"});
}

TEST_CASE("without a key equal rows are counted") {
  CHECK(differences("DELETE FROM logs WHERE ctid = (SELECT min(ctid) FROM logs)") ==
        Lines{"row of public.logs with at = '1', what = 'in' is missing"});
  CHECK(differences("DELETE FROM logs; INSERT INTO logs VALUES (2, 'out'), (1, 'in'), (1, 'in')")
            .empty());
}

TEST_CASE("many differing rows of a table are summed up") {
  const Lines found = differences("INSERT INTO users SELECT generate_series(10, 29)");
  REQUIRE(found.size() == 6);
  CHECK(found.back() == "rows of public.users: 15 more differences");
}

TEST_CASE("a column that was made anew differs in its place, which can be accepted") {
  constexpr auto kMoved =
      "ALTER TABLE users RENAME name TO old; ALTER TABLE users ADD name text "
      "DEFAULT 'x'; UPDATE users SET name = old; "
      "ALTER TABLE users DROP old; CREATE INDEX users_name_idx ON users (name)";
  CHECK(differences(kMoved) == Lines{"table public.users: column order is id, token, name, "
                                     "expected id, name, token"});
  CHECK(differences(kMoved, {"column position of public.users.name"}).empty());
  CHECK(differences(kMoved, {"column position of public.logs.name"}).size() == 1);
}

TEST_CASE("values can be accepted to differ, but not in being NULL") {
  const Lines accepted{"values of public.users.token"};
  CHECK(differences("UPDATE users SET token = 'b2' WHERE id = 1", accepted).empty());
  CHECK(differences("UPDATE users SET token = 'b2' WHERE id = 2", accepted).size() == 1);
  CHECK(differences("UPDATE users SET name = 'b2' WHERE id = 1", accepted).size() == 1);
}

TEST_CASE("the rows of a table can be accepted to differ altogether") {
  CHECK(differences("DELETE FROM users", {"rows of public.users"}).empty());
}

TEST_CASE("labels that come on top may be accepted, but none that is missing") {
  const Lines accepted = {"labels of public.mood"};
  CHECK(differences("ALTER TYPE mood ADD VALUE 'so, so' BEFORE 'happy'", accepted).empty());
  CHECK(differences("ALTER TYPE mood ADD VALUE 'so, so'").size() == 1);
  CHECK(differences("ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'", accepted).size() == 1);
}

}  // namespace
}  // namespace pgstage

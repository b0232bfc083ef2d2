// A table that is written anew beside itself, while others write in ways that are hard to follow.
#include <atomic>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using live::Stage;
using plan::PhaseName;

constexpr const char* kStart =
    "CREATE TABLE users (id int PRIMARY KEY, place int NOT NULL, name text, UNIQUE (place));"
    "CREATE FUNCTION look_again() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    "  IF TG_OP = 'UPDATE' AND NEW.name = 'again' THEN"
    "    UPDATE users SET name = 'and again' WHERE id = NEW.id;"
    "  ELSIF TG_OP = 'DELETE' AND OLD.name = 'stays' THEN"
    "    INSERT INTO users VALUES (OLD.id, OLD.place, 'came back');"
    "  END IF; RETURN NULL; END $$;"
    "CREATE TRIGGER again AFTER UPDATE OR DELETE ON users FOR EACH ROW EXECUTE FUNCTION "
    "look_again();"
    "INSERT INTO users SELECT g, g, 'n' || g FROM generate_series(1, 2000) AS g";
constexpr const char* kChange = "ALTER TABLE users SET UNLOGGED";

void write_in_every_way(db::Session& session) {
  for (const auto* sql :
       {"INSERT INTO users VALUES (9001, 9001, 'new')",
        "INSERT INTO users VALUES (3, 3, 'third') ON CONFLICT (id) DO UPDATE SET name = "
        "excluded.name",
        "DELETE FROM users WHERE id BETWEEN 10 AND 20",
        "UPDATE users SET name = 'again' WHERE id = 30",
        "UPDATE users SET name = 'stays' WHERE id = 31", "DELETE FROM users WHERE id = 31",
        "UPDATE users SET id = id + 100000", "UPDATE users SET id = id - 100000 WHERE id % 2 = 0",
        "UPDATE users SET id = 50000, place = 50000 WHERE name = 'n40'",
        "BEGIN; DELETE FROM users WHERE place = 41; INSERT INTO users VALUES (41, 41, 'anew'); "
        "COMMIT",
        "BEGIN; UPDATE users SET name = 'never'; ROLLBACK",
        "WITH gone AS (DELETE FROM users WHERE place = 42 RETURNING *) INSERT INTO users SELECT "
        "70000, 70000, name FROM gone"}) {
    live::run(session, sql);
  }
}

/// Rows of the one that the other has not, either way.
std::string differing(db::Session& session, const std::string& other) {
  return live::one(session,
                   fmt::format("SELECT count(*) FROM ((TABLE users EXCEPT ALL TABLE {0}) UNION ALL "
                               "(TABLE {0} EXCEPT ALL TABLE users)) AS differing",
                               other));
}

}  // namespace

TEST_CASE("a twin has every write that its table has, and the table those of its twin") {
  Stage stage(kStart, kChange);
  REQUIRE(stage.apply(PhaseName::Expand));
  write_in_every_way(*stage.session);
  const auto applied = stage.apply(PhaseName::Migrate);
  if (!applied) FAIL(applied.error().message);
  CHECK(live::one(*stage.session,
                  "SELECT relpersistence FROM pg_class WHERE oid = 'users'::regclass") == "u");
  CHECK(differing(*stage.session, "pgstage_old_1_users") == "0");
  live::run(
      *stage.session,
      "TRUNCATE users; INSERT INTO users SELECT g, g, 'n' || g FROM generate_series(1, 2000) g");
  write_in_every_way(*stage.session);
  CHECK(differing(*stage.session, "pgstage_old_1_users") == "0");
  live::run(*stage.session, "TRUNCATE users; INSERT INTO users VALUES (1, 1, 'the first')");
  CHECK(differing(*stage.session, "pgstage_old_1_users") == "0");
  REQUIRE(stage.rollback());
  CHECK(live::one(*stage.session, "SELECT name FROM users") == "the first");
}

TEST_CASE(
    "a transaction of before the copy fails as one that is to be repeated, and loses nothing") {
  Stage stage(kStart, kChange);
  REQUIRE(stage.apply(PhaseName::Expand));
  auto old = stage.connect("a long transaction");
  live::run(*old, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM users");
  live::run(*stage.session, "INSERT INTO pgstage_twin_1_users SELECT * FROM users FOR SHARE");
  const auto deleted = old->run("DELETE FROM users WHERE id = 5");
  REQUIRE_FALSE(deleted);
  CHECK(deleted.error().sqlstate == "40001");
  live::run(*old, "ROLLBACK");
  CHECK(differing(*stage.session, "pgstage_twin_1_users") == "0");
}

TEST_CASE("a table that a crash may have emptied does not take the place of a full one") {
  Stage stage(kStart, kChange);
  const auto before = stage.snapshot();
  REQUIRE(stage.apply(PhaseName::Expand));
  live::run(*stage.session, "DELETE FROM pgstage_uncrashed_1_users");
  const auto applied = stage.apply(PhaseName::Migrate);
  REQUIRE_FALSE(applied);
  CHECK(applied.error().message.find("do not hold the same rows any more") != std::string::npos);
  REQUIRE(stage.rollback());
  CHECK(shadow::differences(before, stage.snapshot(), {}).empty());
}

TEST_CASE("a write that could not be carried over is counted, and there is no swap") {
  Stage stage(kStart, kChange);
  REQUIRE(stage.apply(PhaseName::Expand));
  live::run(*stage.session, "ALTER TABLE pgstage_twin_1_users ADD CHECK (name <> 'odd')");
  live::run(*stage.session, "UPDATE users SET name = 'odd' WHERE id = 1");
  live::run(*stage.session, "DELETE FROM users WHERE id = 1");
  CHECK_FALSE(stage.apply(PhaseName::Migrate));
  REQUIRE(stage.rollback());
}

TEST_CASE("what came to a table since its twin was made is not lost in a swap") {
  for (const auto* sql : {"ALTER TABLE users ADD more int", "CREATE INDEX more ON users (name)",
                          "CREATE UNLOGGED TABLE notes (user_id int REFERENCES users)",
                          "ALTER TABLE users ADD CONSTRAINT more CHECK (id > 0)",
                          "CREATE MATERIALIZED VIEW more AS SELECT id FROM users"}) {
    CAPTURE(sql);
    Stage stage(kStart, kChange);
    REQUIRE(stage.apply(PhaseName::Expand));
    live::run(*stage.session, sql);
    CHECK_FALSE(stage.apply(PhaseName::Migrate));
    CHECK(live::one(*stage.session,
                    "SELECT relpersistence FROM pg_class WHERE oid = 'users'::regclass") == "p");
  }
}

TEST_CASE("a table moves to another tablespace and back while its indexes stay") {
  if (live::server().major() < 15) return;  // A tablespace would need a folder.
  {
    const auto session = live::new_database();
    live::run(*session, "SET allow_in_place_tablespaces = on");
    live::run(*session, "CREATE TABLESPACE elsewhere LOCATION ''");
  }
  Stage stage(kStart, "ALTER TABLE users SET TABLESPACE elsewhere");
  const auto before = stage.snapshot();
  const auto places = [&] {
    return live::one(*stage.session,
                     "SELECT string_agg(coalesce(s.spcname, '-'), ' ' ORDER BY c.relname) FROM "
                     "pg_class AS c LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace "
                     "WHERE c.relname IN ('users', 'users_pkey', 'users_place_key')");
  };
  REQUIRE(stage.apply(PhaseName::Migrate));
  CHECK(places() == "elsewhere - -");
  REQUIRE(stage.rollback());
  CHECK(places() == "- - -");
  CHECK(shadow::differences(before, stage.snapshot(), {}).empty());
}

TEST_CASE("who may not change what hangs on a table is told so before anything is done") {
  Stage stage(kStart, kChange);
  live::run(*stage.session,
            "CREATE ROLE mover; CREATE ROLE reader; CREATE VIEW names AS SELECT name FROM users;"
            "ALTER TABLE users OWNER TO mover; ALTER VIEW names OWNER TO reader;"
            "GRANT CREATE ON SCHEMA public TO mover");
  const auto database = live::one(*stage.session, "SELECT current_database()");
  live::run(*stage.session, fmt::format("GRANT CREATE ON DATABASE {0} TO mover;"
                                        "ALTER DATABASE {0} SET role = 'mover'",
                                        database));
  REQUIRE_FALSE(stage.apply(PhaseName::Expand));
  CHECK(live::one(*stage.session, "SELECT to_regclass('pgstage_twin_1_users') IS NULL") == "t");
  live::run(*stage.session, "ALTER VIEW names OWNER TO mover");
  const auto applied = stage.apply(PhaseName::Contract);
  if (!applied) FAIL(applied.error().message);
  CHECK(live::one(*stage.session, "SELECT count(*) FROM names") == "2000");
}

TEST_CASE("nobody who writes while a table is written anew beside itself fails or loses a row") {
  const std::string notes =
      ";CREATE UNLOGGED TABLE notes (id serial PRIMARY KEY, "
      "user_id int REFERENCES users ON DELETE CASCADE)";
  Stage stage((kStart + notes).c_str(), kChange);
  std::atomic<int> failed = 0;
  std::atomic<int> written = 0;
  {
    auto one = stage.connect("one");
    auto two = stage.connect("two");
    const auto work = [&](db::Session& session, int kind) {
      const int at = 10000 + 2 * written++ + kind;
      for (const auto& sql :
           {fmt::format("INSERT INTO users VALUES ({0}, {0}, 'new')", at),
            fmt::format("UPDATE users SET name = name || '!' WHERE id = {}", at % 2000),
            fmt::format("INSERT INTO notes (user_id) VALUES ({})", at),
            fmt::format("UPDATE users SET id = -{0}, place = -{0} WHERE id = {0} AND {0} % 3 = 0 "
                        "AND NOT EXISTS (SELECT FROM notes WHERE user_id = {0})",
                        at),
            fmt::format("DELETE FROM users WHERE id = {}", at - 40)}) {
        if (!session.run(sql)) ++failed;
      }
    };
    const live::Meanwhile first([&] { work(*one, 0); });
    const live::Meanwhile second([&] { work(*two, 1); });
    const auto applied = stage.apply(PhaseName::Migrate);
    if (!applied) FAIL_CHECK(applied.error().message);
  }
  CHECK(failed == 0);
  CHECK(written > 0);
  CHECK(differing(*stage.session, "pgstage_old_1_users") == "0");
  CHECK(live::one(*stage.session,
                  "SELECT count(*) FROM notes WHERE user_id NOT IN (SELECT id FROM users)") == "0");
}

}  // namespace pgstage

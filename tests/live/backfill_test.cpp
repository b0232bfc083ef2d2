// Backfills: rows that cannot be changed, and what is checked when all others are.
#include <doctest/doctest.h>

#include "applying.hpp"

namespace pgstage {
namespace {

using live::Stage;

const std::string kRows =
    "CREATE TABLE users (id int PRIMARY KEY, age int, note text);"
    "INSERT INTO users SELECT g, g, '7' FROM generate_series(1, 20000) g;";
/// Two rows that no function of the new column can take, one of them in a block of its own.
const std::string kTwoBad =
    "UPDATE users SET note = 'secret ' || id WHERE id = 4711; "
    "INSERT INTO users VALUES (20001, 1, 'secret 20001');";
constexpr const char* kFill = "UPDATE users SET age = note::int + 1 WHERE age <> note::int + 1";

void mend(Stage& stage) {
  live::run(*stage.session, "UPDATE users SET note = '7' WHERE note <> '7'");
}

}  // namespace

TEST_CASE("rows that cannot be changed are named, the others are changed, and then it stops") {
  Stage stage((kRows + kTwoBad).c_str(), kFill);
  const auto applied = stage.apply();
  REQUIRE_FALSE(applied);
  CHECK(applied.error().kind == ErrorKind::Failed);
  CHECK(applied.error().message.find(
            "2 rows of public.users cannot be changed: (id) = (4711): invalid input syntax for "
            "type integer: \"secret 4711\"; (id) = (20001): invalid") != std::string::npos);
  CHECK(stage.ear.rejected == std::vector<std::string>{"(id) = (4711)", "(id) = (20001)"});
  CHECK(live::one(*stage.session, "SELECT count(*) FROM users WHERE age = 8") == "19999");
  CHECK(live::one(*stage.session,
                  "SELECT string_agg(row_key || ' ' || sqlstate, ', ') FROM pgstage.rejects") ==
        "(id) = (4711) 22P02, (id) = (20001) 22P02");
  mend(stage);
  const auto again = stage.apply();
  if (!again) FAIL(again.error().message);
  CHECK(live::one(*stage.session, "SELECT count(*) FROM users WHERE age = 8") == "20001");
  CHECK(live::one(*stage.session, "SELECT count(*) FROM pgstage.rejects") == "0");
}

TEST_CASE("nothing of a row but its key is in the journal") {
  Stage stage((kRows + kTwoBad).c_str(), kFill);
  REQUIRE_FALSE(stage.apply());
  for (const char* table :
       {"backfills", "events", "facts", "paces", "plans", "rejects", "runs", "steps"}) {
    CAPTURE(table);
    CHECK(live::one(*stage.session, std::string{"SELECT count(*) FROM pgstage."} + table +
                                        " t WHERE t::text LIKE '%secret%'") == "0");
  }
}

TEST_CASE("a backfill that can hardly change any row stops soon") {
  Stage stage((kRows + "UPDATE users SET note = 'x'").c_str(), kFill);
  const auto applied = stage.apply();
  REQUIRE_FALSE(applied);
  CHECK(applied.error().message.find("100 rows of public.users cannot be changed") !=
        std::string::npos);
  mend(stage);
  const auto again = stage.apply();
  if (!again) FAIL(again.error().message);
  CHECK(live::one(*stage.session, "SELECT count(*) FROM users WHERE age = 8") == "20000");
}

TEST_CASE("rows of a table without a key are named by where they are, and in which partition") {
  Stage stage(
      "CREATE TABLE users (id int, age int, note text) PARTITION BY RANGE (id);"
      "CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (5000);"
      "CREATE TABLE users_2 PARTITION OF users FOR VALUES FROM (5000) TO (50000);"
      "INSERT INTO users SELECT g, g, CASE WHEN g = 5001 THEN 'x' ELSE '7' END "
      "FROM generate_series(1, 9000) g",
      kFill);
  const auto applied = stage.apply();
  REQUIRE_FALSE(applied);
  CHECK(stage.ear.rejected == std::vector<std::string>{"(ctid) = ((0,2))"});
  CHECK(live::one(*stage.session, "SELECT count(*) FROM users WHERE age = 8") == "8999");
}

TEST_CASE("a constraint that rows of the new kind break names them, too") {
  Stage stage((kRows + "ALTER TABLE users ADD CONSTRAINT young CHECK (age < 100000);"
                       "UPDATE users SET note = '100000' WHERE id = 30")
                  .c_str(),
              kFill);
  const auto applied = stage.apply();
  REQUIRE_FALSE(applied);
  CHECK(stage.ear.rejected == std::vector<std::string>{"(id) = (30)"});
  CHECK(live::one(*stage.session, "SELECT sqlstate FROM pgstage.rejects") == "23514");
}

TEST_CASE("the person's own triggers do not fire; where the role cannot prevent it, that is said") {
  for (const bool plain : {false, true}) {
    CAPTURE(plain);
    Stage stage(
        "CREATE TABLE users (id int PRIMARY KEY, age int);"
        "INSERT INTO users SELECT g, g FROM generate_series(1, 100) g;"
        "CREATE TABLE fired (n int);"
        "CREATE FUNCTION note_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO "
        "public.fired VALUES (1); RETURN NEW; END $$;"
        "CREATE TRIGGER noting BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION note_it()",
        "ALTER TABLE users ALTER COLUMN age TYPE bigint");
    if (plain) {
      live::run(*stage.session,
                "CREATE ROLE modest LOGIN; ALTER TABLE users OWNER TO modest; ALTER TABLE fired "
                "OWNER TO modest; ALTER FUNCTION note_it OWNER TO modest; GRANT ALL ON SCHEMA "
                "public TO modest");
      live::run(*stage.session,
                "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO modest', "
                "current_database()); END $$");
      stage.url += " user=modest";
    }
    const auto applied = stage.apply(plan::PhaseName::Migrate);
    if (!applied) FAIL(applied.error().message);
    CHECK(live::one(*stage.session, "SELECT count(*) FROM fired") == (plain ? "100" : "0"));
    CHECK(stage.ear.heard("triggers of public.users fire for every row that is filled: noting") ==
          plain);
  }
}

TEST_CASE("statistics are there when a backfill is done") {
  Stage stage(kRows.c_str(), kFill);
  REQUIRE(stage.apply());
  CHECK(live::one(*stage.session,
                  "SELECT count(*) FROM pg_stats WHERE tablename = 'users' AND attname = 'age'") ==
        "1");
}

TEST_CASE("a row that others move while rows are changed in chunks is not left out") {
  const char* const tables[] = {
      "CREATE TABLE items (id int PRIMARY KEY, price int, note text)",
      "CREATE TABLE items (id int, price int, note text)",
      "CREATE TABLE items (id int, price int, note text, PRIMARY KEY (id, price))"};
  const char* const migrations[] = {
      "ALTER TABLE items ADD COLUMN total numeric; UPDATE items SET total = price * 1.5",
      "UPDATE items SET note = 'none' WHERE note IS NULL"};
  for (const auto* const table : tables) {
    for (const auto* const migration : migrations) {
      CAPTURE(table);
      CAPTURE(migration);
      const auto schema = table + std::string{
                                      "; INSERT INTO items (id, price) SELECT g, g FROM "
                                      "generate_series(1, 20000) g"};
      Stage stage(schema.c_str(), migration);
      stage.options.limits.batch_time = live::milliseconds{1};
      const auto other = stage.connect("another");
      bool moved = false;
      stage.ear.on_progress = [&](const apply::BackfillProgress&) {
        if (!std::exchange(moved, true)) {
          live::run(*other, "UPDATE items SET price = price WHERE id > 19000");
        }
      };
      const auto applied = stage.apply(plan::PhaseName::Migrate);
      if (!applied) FAIL(applied.error().message);
      CHECK(moved);
      const bool adds = std::string_view(migration).starts_with("ALTER");
      CHECK(live::one(*stage.session, adds ? "SELECT count(*) FROM items WHERE total IS NULL"
                                           : "SELECT count(*) FROM items WHERE note IS NULL") ==
            "0");
    }
  }
}

}  // namespace pgstage

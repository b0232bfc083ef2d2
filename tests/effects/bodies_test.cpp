// What DO, CALL and functions do through their bodies. Where it says measured: on PostgreSQL 15,
// pg_locks read in the same transaction.
#include <deque>
#include <map>
#include <string>

#include <doctest/doctest.h>

#include "pgstage/effects/effects.hpp"

using namespace pgstage;
using effects::Effects;

namespace {

const std::string kTables =
    "CREATE TABLE t (a int, b text); CREATE TABLE u (a int); CREATE TYPE mood AS ENUM ('sad');";

/// A session on a database that is known in full.
class Session {
 public:
  explicit Session(const std::string& setup = kTables) : replay_(catalog::Catalog(true)) {
    run(setup);
    replay_.new_batch();
  }

  /// The effects of the last of the statements.
  Effects run(const std::string& sql) {
    const auto& script = scripts_.emplace_back(sql::Script::parse(sql));
    Effects last;
    for (const auto& each : script.statements()) {
      last = effects::analyze(each, each.view(), replay_, {15});
      replay_.advance(each.view(), script, each.span());
    }
    return last;
  }

  /// Of a DO around these statements.
  Effects run_inside(const std::string& statements) {
    return run("DO $do$ BEGIN " + statements + " END $do$");
  }

  const catalog::Catalog& catalog() const { return replay_.catalog(); }
  catalog::Replay& replay() { return replay_; }

 private:
  catalog::Replay replay_;
  std::deque<sql::Script> scripts_;
};

using Locks = std::map<std::string, LockMode>;

Locks locks(const Effects& effects) {
  Locks out;
  for (const auto& each : effects.locks) out[each.relation.name] = each.mode;
  return out;
}

std::string refusal(const Effects& effects) { return effects.fails ? effects.fails->sqlstate : ""; }

const Locks kShare = {{"t", LockMode::Share}};
const Locks kExclusive = {{"t", LockMode::AccessExclusive}};

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("a straight line in a DO is as certain as its statements") {
  Session session;
  const auto effects =
      session.run_inside("CREATE INDEX i ON t (a); SET LOCAL lock_timeout = '1s';");
  CHECK(locks(effects) == kShare);
  REQUIRE(effects.index_builds.size() == 1);
  CHECK(effects.index_builds[0].index.name == "i");
  CHECK(effects.creates == std::vector<std::string>{"public.i"});
  CHECK(effects.certain);
  CHECK(effects.transaction_allowed);
}

TEST_CASE("a branch is taken as if it ran, and is not certain") {
  Session session;
  const auto effects = session.run_inside(
      "IF NOT EXISTS (SELECT 1 FROM pg_class) THEN ALTER TABLE t ADD COLUMN c int; END IF;");
  CHECK(locks(effects) == kExclusive);
  CHECK_FALSE(effects.certain);
  CHECK(session.catalog().relation({"public", "t"})->column("c") != nullptr);
}

TEST_CASE("a branch without effects leaves a DO certain") {
  Session session;
  CHECK(session.run_inside("IF now() IS NULL THEN RAISE EXCEPTION 'x'; END IF; LOCK TABLE t;")
            .certain);
}

TEST_CASE("both sides of a branch are taken, though they exclude each other") {
  Session session;
  const auto effects = session.run_inside(
      "IF now() IS NULL THEN ALTER TABLE t ADD COLUMN c int; ELSE ALTER TABLE t ADD COLUMN c float "
      "DEFAULT random(); END IF;");
  CHECK(effects.rewrites_table({"public", "t"}));
  CHECK_FALSE(effects.fails);
}

TEST_CASE("a branch that could only fail is one that is not taken") {
  Session session;
  const auto effects = session.run_inside(
      "IF NOT EXISTS (SELECT 1 FROM pg_class) THEN ALTER TABLE t ADD COLUMN b text; END IF;");
  CHECK(locks(effects).empty());
  CHECK_FALSE(effects.fails);
}

// Measured: the DO succeeds and holds no lock.
TEST_CASE("what an exception handler catches does not fail the DO and leaves no locks") {
  Session session;
  const auto caught = session.run_inside(
      "CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL;");
  CHECK_FALSE(caught.fails);
  const auto column = session.run_inside(
      "ALTER TABLE t ADD COLUMN b text; EXCEPTION WHEN duplicate_column THEN NULL;");
  CHECK(locks(column).empty());
  CHECK_FALSE(column.fails);
}

TEST_CASE("what a DO creates is known to the rest of it and to what follows") {
  Session session;
  const auto effects = session.run_inside(
      "CREATE TYPE state AS ENUM ('on'); CREATE TABLE k (s state); CREATE INDEX i ON k (s); "
      "ALTER TABLE k ADD COLUMN n int;");
  CHECK(effects.certain);
  CHECK(locks(effects).empty());
  CHECK(effects.index_builds.empty());
  CHECK(session.catalog().type({"public", "state"}) != nullptr);
  CHECK(session.catalog().relation({"public", "k"})->column("n") != nullptr);
  session.run_inside("CREATE TYPE late AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN null;");
  CHECK_FALSE(session.run("ALTER TABLE t ADD COLUMN l late DEFAULT 'a'").fails);
}

TEST_CASE("a handler is taken for its effects, but the schema goes on without it") {
  Session session;
  const auto effects = session.run_inside("PERFORM 1; EXCEPTION WHEN others THEN DROP TABLE t;");
  CHECK(locks(effects) == kExclusive);
  CHECK_FALSE(effects.certain);
  CHECK(session.catalog().relation({"public", "t"}) != nullptr);
}

TEST_CASE("a statement that fails whenever the DO runs fails the DO") {
  Session session;
  CHECK(refusal(session.run_inside("ALTER TABLE t ADD COLUMN b text;")) == "42701");
  CHECK(refusal(session.run_inside("EXECUTE 'DROP TABLE nothing';")) == "42P01");
  // What came before is not known, so that it may have made the table.
  CHECK(refusal(session.run_inside("EXECUTE current_user; DROP TABLE nothing;")) == "");
}

// Measured, each of them.
TEST_CASE("a body is refused what the server refuses it") {
  Session session;
  CHECK(refusal(session.run_inside("CREATE INDEX CONCURRENTLY i ON t (a);")) == "25001");
  CHECK(refusal(session.run_inside("EXECUTE 'COMMIT';")) == "0A000");
  CHECK(refusal(session.run_inside("IF false THEN SELEC 1; END IF;")) == "42601");
  CHECK(refusal(session.run_inside("IF false THEN EXECUTE 'SELEC 1'; END IF;")) == "");
  CHECK(refusal(session.run_inside("ALTER TYPE mood ADD VALUE 'zz'; PERFORM 'zz'::mood;")) ==
        "55P04");
}

// Measured: 2D000 in a transaction block, and in a function wherever it is called.
TEST_CASE("a body that commits runs only outside of a transaction") {
  Session session;
  CHECK_FALSE(session.run_inside("LOCK TABLE t; COMMIT;").transaction_allowed);
  CHECK_FALSE(session.run_inside("COMMIT;").fails);
  session.replay().begin();
  CHECK(refusal(session.run_inside("COMMIT;")) == "2D000");
  session.replay().commit();
  session.run("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN COMMIT; END'");
  CHECK(refusal(session.run("SELECT f()")) == "2D000");
  session.run("CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN COMMIT; END'");
  CHECK_FALSE(session.run("CALL p()").fails);
  CHECK_FALSE(session.run_inside("LOCK TABLE u; CALL p();").fails);
}

TEST_CASE("EXECUTE of constants is looked into, and of anything else is unknown") {
  Session session;
  const auto known =
      session.run_inside("EXECUTE format('CREATE INDEX %I ON %I (' || 'a)', 'i', 't');");
  CHECK(locks(known) == kShare);
  CHECK(known.certain);
  CHECK_FALSE(session.run_inside("EXECUTE 'DROP TABLE ' || current_user;").certain);
  CHECK_FALSE(session.run_inside("broken").certain);
  CHECK_FALSE(session.run("DO LANGUAGE plpython3u 'x'").certain);
  const auto both = session.run_inside("EXECUTE 'CREATE TABLE n (); LOCK TABLE t';");
  CHECK(locks(both) == kExclusive);
  CHECK(session.catalog().relation({"public", "n"}) != nullptr);
}

TEST_CASE("a DO in a DO is read like any other") {
  Session session;
  const auto effects = session.run_inside("DO $i$ BEGIN CREATE INDEX i ON t (a); END $i$;");
  CHECK(locks(effects) == kShare);
  CHECK(effects.certain);
}

TEST_CASE("making a function runs nothing, and calling it runs its body") {
  for (const std::string language_and_body :
       {"LANGUAGE plpgsql AS $$ BEGIN DROP TABLE t; END $$", "LANGUAGE sql AS 'DROP TABLE t'"}) {
    CAPTURE(language_and_body);
    Session session;
    CHECK(locks(session.run("CREATE FUNCTION f() RETURNS void " + language_and_body)).empty());
    const auto effects = session.run("SELECT f()");
    CHECK(locks(effects) == kExclusive);
    CHECK(effects.destroys.size() == 1);
    CHECK(effects.certain);
    CHECK(session.catalog().relation({"public", "t"}) == nullptr);
  }
}

TEST_CASE("to make a function of LANGUAGE sql is to open what its queries name, and no partition") {
  const std::string tables =
      "CREATE TABLE p (a int) PARTITION BY RANGE (a);"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);"
      "CREATE VIEW v AS SELECT a FROM t;";
  const std::string queries = "UPDATE p SET a = 1; UPDATE v SET a = 1; SELECT a FROM u FOR UPDATE;";
  const Locks opened{{"p", LockMode::RowExclusive},
                     {"t", LockMode::RowExclusive},
                     {"u", LockMode::RowShare},
                     {"v", LockMode::RowExclusive}};
  const auto made = [&](const std::string& head, const std::string& body) {
    Session session;
    session.run(tables);
    return locks(session.run(head + body));
  };
  const std::string head = "CREATE FUNCTION f() RETURNS void LANGUAGE sql ";
  CHECK(made(head, "AS '" + queries + "'") == opened);
  CHECK(made(head, "BEGIN ATOMIC " + queries + " END") == opened);
  CHECK(made(head, "SET search_path = other AS '" + queries + "'").empty());
  CHECK(made("CREATE FUNCTION f(a anyelement) RETURNS void LANGUAGE sql ", "AS '" + queries + "'")
            .empty());
  CHECK(made(head, "AS 'ALTER TABLE t ADD b int'").empty());
  Session missing;
  CHECK(missing.run(head + "AS 'DELETE FROM nowhere'").fails->sqlstate == "42P01");
  Session unchecked;
  unchecked.run("SET check_function_bodies = off;");
  CHECK(locks(unchecked.run(head + "AS '" + queries + "'")).empty());
}

TEST_CASE("PERFORM, CALL and the new style of bodies lead into functions, too") {
  Session session;
  session.run(
      "CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM t; END;"
      "CREATE FUNCTION g() RETURNS bigint RETURN (SELECT count(*) FROM u);"
      "CREATE PROCEDURE p(a int) LANGUAGE plpgsql AS $$ BEGIN PERFORM f(); PERFORM g(); END $$");
  const auto effects = session.run("CALL p(1)");
  CHECK(locks(effects) == Locks{{"t", LockMode::RowExclusive}, {"u", LockMode::AccessShare}});
  CHECK(effects.kind == "CALL");
  CHECK(effects.certain);
}

TEST_CASE("a function whose body is not to be read makes its call uncertain") {
  Session session;
  session.run(
      "CREATE FUNCTION c() RETURNS int LANGUAGE c AS 'lib', 'c';"
      "CREATE FUNCTION o(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
      "CREATE FUNCTION o(a text) RETURNS int LANGUAGE sql AS 'SELECT 1'");
  CHECK_FALSE(session.run("SELECT c()").certain);
  CHECK_FALSE(session.run("SELECT o(1)").certain);
  CHECK_FALSE(session.run("CALL unheard_of()").certain);
}

TEST_CASE("functions that call themselves or each other for ever are answered") {
  Session session;
  session.run(
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT f()';"
      "CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT h()';"
      "CREATE FUNCTION h() RETURNS int LANGUAGE sql AS 'SELECT g(); DROP TABLE t'");
  CHECK_FALSE(session.run("SELECT f()").certain);
  const auto effects = session.run("SELECT g()");
  CHECK_FALSE(effects.certain);
  CHECK(locks(effects) == kExclusive);
}

TEST_CASE("functions that multiply each other's work are given up on") {
  Session session;
  for (int i = 0; i < 20; ++i) {
    const auto calls = repeated("SELECT f" + std::to_string(i + 1) + "();", 20);
    session.run("CREATE FUNCTION f" + std::to_string(i) + "() RETURNS int LANGUAGE sql AS '" +
                calls + "'");
  }
  CHECK_FALSE(session.run("SELECT f0()").certain);
}

TEST_CASE("a hostile DO is answered") {
  Session session;
  CHECK_FALSE(session.run_inside(repeated("IF a THEN ", 100'000)).certain);
  CHECK_FALSE(session.run_inside(repeated("LOCK TABLE t; ", 80'000)).certain);
  std::string nested = "LOCK TABLE t;";
  for (int i = 0; i < 40; ++i) {
    const auto quote = "$q" + std::to_string(i) + "$";
    nested = "DO " + quote + " BEGIN " + nested + " END " + quote + ";";
  }
  CHECK_FALSE(session.run(nested).certain);
}

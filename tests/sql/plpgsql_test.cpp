#include "pgstage/sql/plpgsql.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace pgstage;
using Runs = sql::BodyStatement::Runs;
using Texts = std::vector<std::string>;

namespace {

sql::Body read(std::string_view body) { return sql::read_body("plpgsql", body); }

/// What was cut out left spaces, which are not counted.
std::string squeezed(std::string text) {
  const auto both = [](char a, char b) { return a == ' ' && b == ' '; };
  text.erase(std::unique(text.begin(), text.end(), both), text.end());
  return text.ends_with(' ') ? text.substr(0, text.size() - 1) : text;
}

Texts texts(const sql::Body& body) {
  Texts out;
  for (const auto& each : body.statements) out.push_back(squeezed(each.sql));
  return out;
}

/// Of a body that is one block around these statements.
Texts inside(std::string_view statements) {
  const auto body = read("BEGIN " + std::string{statements} + " END");
  CHECK(body.whole);
  return texts(body);
}

/// What EXECUTE of the expression runs; empty when that is not to be known.
std::string executed(std::string_view expression) {
  const auto body = read("BEGIN EXECUTE " + std::string{expression} + "; END");
  const auto& statement = body.statements.at(0);
  CHECK(statement.dynamic);
  return statement.known ? statement.sql : "";
}

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("every branch of a body is read in the order of its text") {
  CHECK(
      inside("IF n > 1 THEN DROP TABLE a; ELSIF b THEN DROP TABLE c; ELSE DROP TABLE d; END IF;") ==
      Texts{"SELECT n > 1", "DROP TABLE a", "SELECT b", "DROP TABLE c", "DROP TABLE d"});
  CHECK(inside("CASE v WHEN 1, 2 THEN DROP TABLE a; ELSE DROP TABLE b; END CASE;") ==
        Texts{"SELECT v", "SELECT 1, 2", "DROP TABLE a", "DROP TABLE b"});
  CHECK(inside("CASE WHEN a = 1 THEN DROP TABLE a; END CASE; DROP TABLE b;") ==
        Texts{"SELECT a = 1", "DROP TABLE a", "DROP TABLE b"});
}

TEST_CASE("loops are read with what they go over") {
  CHECK(inside("<<l>> LOOP EXIT l WHEN n > 3; DROP TABLE a; END LOOP l;") ==
        Texts{"SELECT n > 3", "DROP TABLE a"});
  CHECK(inside("WHILE n < 3 LOOP n := n + 1; CONTINUE; END LOOP;") ==
        Texts{"SELECT n < 3", "SELECT n + 1"});
  CHECK(inside("FOR r IN SELECT * FROM e LOOP DROP TABLE g; END LOOP;") ==
        Texts{"SELECT * FROM e", "DROP TABLE g"});
  CHECK(inside("FOR i IN REVERSE 10..1 BY 2 LOOP NULL; END LOOP;") == Texts{"SELECT 10 ,1 , 2"});
  CHECK(inside("FOR i IN lo .. array_length(a, 1) LOOP NULL; END LOOP;") ==
        Texts{"SELECT lo , array_length(a, 1)"});
  CHECK(inside("FOR r IN EXECUTE 'SELECT 1' USING x LOOP NULL; END LOOP;") ==
        Texts{"SELECT 1", "SELECT x"});
  CHECK(inside("FOREACH n SLICE 1 IN ARRAY arr LOOP DROP TABLE a; END LOOP;") ==
        Texts{"SELECT arr", "DROP TABLE a"});
}

TEST_CASE("declarations give their defaults, and cursors their query where they are opened") {
  const auto body = read(
      "#variable_conflict use_column\n<<outer>> DECLARE a int := 1; b CONSTANT text DEFAULT 'x;'; "
      "c NO SCROLL CURSOR (k int) FOR SELECT * FROM t; d t%ROWTYPE; e ALIAS FOR $1; "
      "f numeric(3,1) NOT NULL = 2; BEGIN OPEN c (1); FETCH c INTO d; CLOSE c; "
      "FOR r IN c LOOP NULL; END LOOP; OPEN g FOR EXECUTE 'SELECT 2'; "
      "OPEN g SCROLL FOR SELECT 3; END outer;");
  CHECK(body.whole);
  CHECK(texts(body) == Texts{"SELECT 1", "SELECT 'x;'", "SELECT 2", "SELECT * FROM t",
                             "SELECT * FROM t", "SELECT 2", "SELECT 3"});
}

TEST_CASE("what computes something is a SELECT of it") {
  CHECK(inside("r.a := 1; \"b c\" = 2; m.n[1] := x[2]; PERFORM f(1) FROM t; ASSERT a > 0, 'no';") ==
        Texts{"SELECT 1", "SELECT 2", "SELECT x[2]", "SELECT f(1) FROM t", "SELECT a > 0, 'no'"});
  CHECK(
      inside("RAISE NOTICE 'a % %', b, (SELECT 1) USING HINT = 'x'; RAISE; RAISE division_by_zero;"
             "RAISE EXCEPTION 'x'; GET STACKED DIAGNOSTICS x = MESSAGE_TEXT;") ==
      Texts{"SELECT b, (SELECT 1)"});
  CHECK(inside("RETURN QUERY SELECT * FROM t; RETURN NEXT; RETURN NEXT a; "
               "RETURN QUERY EXECUTE 'SELECT 1' USING 2; RETURN a + 1;") ==
        Texts{"SELECT * FROM t", "SELECT a", "SELECT 1", "SELECT 2", "SELECT a + 1"});
}

TEST_CASE("the targets of INTO are no part of a statement") {
  CHECK(inside("SELECT a INTO STRICT x, r.y FROM t;") == Texts{"SELECT a FROM t"});
  CHECK(inside("SELECT INTO x[1] a FROM t;") == Texts{"SELECT a FROM t"});
  CHECK(inside("INSERT INTO t VALUES (1) RETURNING a INTO x;") ==
        Texts{"INSERT INTO t VALUES (1) RETURNING a"});
  CHECK(inside("MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE;") ==
        Texts{"MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE"});
  CHECK(inside("EXECUTE 'SELECT 1' INTO STRICT x USING 2, 3;") == Texts{"SELECT 1", "SELECT 2, 3"});
}

TEST_CASE("statements with semicolons of their own are one") {
  const std::string routine =
      "CREATE OR REPLACE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC "
      "SELECT CASE WHEN true THEN 1 END; SELECT 2; END";
  CHECK(inside(routine + "; DROP TABLE a;") == Texts{routine, "DROP TABLE a"});
  const std::string rule = "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)";
  CHECK(inside(rule + ";") == Texts{rule});
  CHECK(inside("DO $i$ BEGIN DROP TABLE a; END $i$; COMMIT; CALL p(); COMMIT AND CHAIN;") ==
        Texts{"DO $i$ BEGIN DROP TABLE a; END $i$", "COMMIT", "CALL p()", "COMMIT AND CHAIN"});
}

TEST_CASE("a straight line runs whenever its body does") {
  const auto body = read(
      "BEGIN DROP TABLE a; IF b THEN DROP TABLE c; END IF; BEGIN DROP TABLE d; EXCEPTION WHEN "
      "undefined_table OR others THEN DROP TABLE e; WHEN SQLSTATE '42P07' THEN NULL; END; "
      "DROP TABLE f; END");
  REQUIRE(body.statements.size() == 6);
  const auto runs = [&](std::size_t i) { return body.statements[i].runs; };
  CHECK(runs(0) == Runs::Always);
  CHECK(runs(1) == Runs::Always);
  CHECK(runs(2) == Runs::Perhaps);
  CHECK(runs(3) == Runs::Always);
  CHECK(runs(4) == Runs::OnError);
  CHECK(runs(5) == Runs::Always);
  CHECK_FALSE(body.statements[0].caught);
  CHECK(body.statements[3].caught);
  CHECK_FALSE(body.statements[5].caught);
}

TEST_CASE("behind a way out nothing is sure to run") {
  const auto body = read("BEGIN IF a THEN RETURN; END IF; DROP TABLE b; END");
  REQUIRE(body.statements.size() == 2);
  CHECK(body.statements[1].runs == Runs::Perhaps);
}

TEST_CASE("a statement knows where it stands in the body") {
  const std::string text = "BEGIN\n  -- c\n  DROP TABLE a;\n  PERFORM f();\nEND";
  const auto body = read(text);
  REQUIRE(body.statements.size() == 2);
  CHECK(body.statements[0].offset == text.find("DROP"));
  CHECK(body.statements[1].offset == text.find("f()"));
}

// Measured on 15: SELECT of the same expressions.
TEST_CASE("EXECUTE of constants is folded as the server folds it") {
  CHECK(executed("'DROP TABLE a'") == "DROP TABLE a");
  CHECK(executed("E'DROP\\tTABLE a'") == "DROP\tTABLE a");
  CHECK(executed("$q$DROP TABLE a$q$") == "DROP TABLE a");
  CHECK(executed("'DROP TABLE ' || quote_ident('My T') || ('' || 1)") == "DROP TABLE \"My T\"1");
  CHECK(executed("concat('a', NULL, 1)::text") == "a1");
  CHECK(executed("format('%s|%I|%L|%L|%%|%2$I|%s', 'a', 'B', 'c''d', 'e\\f', 'last')") ==
        "a|\"B\"|'c''d'|E'e\\\\f'|%|\"B\"|c'd");
  CHECK(executed("format('%1$s %s', 'a', 'b')") == "a b");
  CHECK(executed("format('%L %s %2$s', null, null)") == "NULL  ");
  CHECK(executed("pg_catalog.format('%s %s', 1, 1.50)") == "1 1.50");
}

TEST_CASE("EXECUTE of what is no constant is not known") {
  for (const std::string expression : {"v",
                                       "'DROP TABLE ' || v",
                                       "format('%I', v)",
                                       "format('%I', NULL)",
                                       "format('%s')",
                                       "format('%5s', 'a')",
                                       "format('%0$s', 'a')",
                                       "format('%9999999999999999999999$s', 'a')",
                                       "format('%')",
                                       "format('%1', 1)",
                                       "format('%', 1)",
                                       "'a' || NULL",
                                       "NULL",
                                       "mine.format('a')",
                                       "format('%s', true)",
                                       "1e3 || 'a'",
                                       "'a'::regclass",
                                       "format(VARIADIC ARRAY['a'])",
                                       "",

                                       "(SELECT 'a')"}) {
    CAPTURE(expression);
    CHECK(executed(expression).empty());
  }
}

TEST_CASE("a body of LANGUAGE sql is a script, and so is one in the new style") {
  CHECK(texts(sql::read_body("sql", "SELECT 1; SELECT 2")) == Texts{"SELECT 1; SELECT 2"});
  CHECK(
      sql::standard_body("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END") ==
      " SELECT 1; SELECT 2; ");
  CHECK(sql::standard_body("CREATE FUNCTION f() RETURNS int RETURN 1 + 1") == "SELECT  1 + 1");
}

TEST_CASE("a body that is broken or in another language is not whole") {
  CHECK_FALSE(sql::read_body("plpython3u", "return 1").whole);
  for (const std::string text :
       {"",
        "SELECT 1",
        "BEGIN",
        "BEGIN DROP TABLE a",
        "BEGIN IF a THEN",
        "BEGIN IF a; END IF; END",
        "BEGIN END IF; END",
        "BEGIN LOOP NULL; END IF; END",
        "BEGIN 'open; END",
        "BEGIN END; DROP",
        "BEGIN EXCEPTION WHEN a THEN NULL; EXCEPTION WHEN b THEN NULL; END",
        "END",
        "DECLARE a",
        "BEGIN <<a",
        "BEGIN a[1",
        "BEGIN SELECT 1 INTO",
        "<<",
        "#",
        "BEGIN FOR",
        "BEGIN WHEN"}) {
    CAPTURE(text);
    CHECK_FALSE(read(text).whole);
  }
  CHECK(texts(read("BEGIN DROP TABLE a; IF b THEN DROP TABLE c;")) ==
        Texts{"DROP TABLE a", "SELECT b", "DROP TABLE c"});
}

TEST_CASE("a hostile body is answered") {
  const auto deep = read("BEGIN " + repeated("IF a THEN ", 100'000));
  CHECK_FALSE(deep.whole);
  const auto nested =
      read("BEGIN " + repeated("IF a THEN ", 9'000) + repeated("END IF; ", 9'000) + "END");
  CHECK(nested.whole);
  CHECK(read("BEGIN " + repeated("DROP TABLE x; ", 80'000) + "END").statements.size() == 80'000);
  CHECK_FALSE(read("DECLARE c CURSOR FOR SELECT " + repeated("1,", 100'000) + "1; BEGIN " +
                   repeated("OPEN c; ", 10'000) + "END")
                  .whole);
  CHECK(read("BEGIN FOR r IN SELECT " + repeated("1,", 300'000) + "1 LOOP NULL; END LOOP; END")
            .whole);
  CHECK(read(repeated("BEGIN NULL; ", 9'000) + repeated("x := 1; ", 9'000) +
             repeated("EXCEPTION WHEN a THEN NULL; END; ", 9'000))
            .whole);
  CHECK_FALSE(read(std::string("BEGIN DROP TABLE \0a; ", 21)).whole);
  CHECK(executed(repeated("'a' || ", 100'000) + "'b'").size() == 100'001);
  CHECK(executed(repeated("(", 5'000) + "'b'" + repeated(")", 5'000)) == "b");
  CHECK(executed("format('" + repeated("%1$s", 100'000) + "', '" + repeated("a", 100'000) + "')")
            .empty());
}

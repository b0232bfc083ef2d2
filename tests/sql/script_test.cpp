#include "pgstage/sql/script.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/sql/expression.hpp"

using namespace pgstage;
using sql::Script;

namespace {

std::string repeated(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

std::string_view text_of(const Script& script, std::size_t statement) {
  return script.text(script.statements().at(statement).span());
}

}  // namespace

TEST_CASE("a statement reaches from its first token to its last") {
  const auto script = Script::parse("-- c\n  SELECT 1 /* x */ ;\n\nDROP TABLE a;;\n-- end");
  REQUIRE(script.statements().size() == 2);
  CHECK(text_of(script, 0) == "SELECT 1");
  CHECK(text_of(script, 1) == "DROP TABLE a");
  CHECK(script.statements()[1].kind() == "DROP TABLE");
}

TEST_CASE("a bad statement is reported alone and its neighbours are still read") {
  const auto script = Script::parse("DROP TABLE a;\nALTER TABEL b;\nDROP TABLE c;");
  REQUIRE(script.statements().size() == 3);
  CHECK(script.statements()[0].problem() == nullptr);
  REQUIRE(script.statements()[1].problem() != nullptr);
  CHECK(script.statements()[1].problem()->message == "syntax error at or near \"TABEL\"");
  CHECK(script.lines().position(script.statements()[1].problem()->span.offset) == Position{2, 7});
  CHECK(script.statements()[2].kind() == "DROP TABLE");
  CHECK(std::get<sql::Drop>(script.statements()[2].view()).names[0].name == "c");
}

TEST_CASE("the place of a syntax error counts code points before it rightly") {
  const auto script = Script::parse("SELECT 'ééé' FORM t");
  REQUIRE(script.statements().at(0).problem() != nullptr);
  CHECK(script.text().substr(script.statements()[0].problem()->span.offset, 1) == "t");
}

TEST_CASE("an unclosed string spoils only what it swallows") {
  const auto script = Script::parse("DROP TABLE a; SELECT 'open; DROP TABLE b;");
  REQUIRE(script.statements().size() == 2);
  CHECK(script.statements()[0].problem() == nullptr);
  CHECK(script.statements()[1].problem() != nullptr);
}

TEST_CASE("psql meta-commands are passed over and counted") {
  const auto script =
      Script::parse("\\set x 1\nSELECT 1;\n\\echo done; really\nSELECT 2 \\gexec\n");
  REQUIRE(script.statements().size() == 2);
  CHECK(text_of(script, 1) == "SELECT 2");
  CHECK(script.skipped().size() == 3);
}

TEST_CASE("the data of COPY FROM STDIN is passed over") {
  const auto script =
      Script::parse("COPY t (a) FROM stdin;\n1;'\n2\n\\.\nDROP TABLE x;\nCOPY t TO stdout;");
  REQUIRE(script.statements().size() == 3);
  CHECK(script.statements()[1].kind() == "DROP TABLE");
  REQUIRE(script.skipped().size() == 1);
  CHECK(script.skipped()[0].why == "data of COPY FROM STDIN");
}

TEST_CASE("a byte-order mark is no part of the first statement") {
  const auto script = Script::parse("\xEF\xBB\xBFSELECT 1");
  REQUIRE(script.statements().size() == 1);
  CHECK(text_of(script, 0) == "SELECT 1");
}

TEST_CASE("a file in UTF-16 is refused by name") {
  const auto script = Script::parse(std::string("\xFF\xFES\0E\0L\0", 8));
  REQUIRE(script.statements().size() == 1);
  REQUIRE(script.statements()[0].problem() != nullptr);
  CHECK(script.statements()[0].problem()->message == "the file is encoded in UTF-16");
}

TEST_CASE("a NUL byte spoils its own statement only") {
  const auto script = Script::parse(std::string("SELECT '\0';DROP TABLE a", 23));
  REQUIRE(script.statements().size() == 2);
  REQUIRE(script.statements()[0].problem() != nullptr);
  CHECK(script.statements()[0].problem()->sqlstate == "22021");
  CHECK(script.statements()[1].kind() == "DROP TABLE");
}

TEST_CASE("invalid UTF-8 spoils its own statement only") {
  const auto script = Script::parse("SELECT '\xC3'; DROP TABLE a");
  REQUIRE(script.statements().size() == 2);
  REQUIRE(script.statements()[0].problem() != nullptr);
  CHECK(script.statements()[0].problem()->message == "invalid byte sequence for encoding \"UTF8\"");
  CHECK(script.statements()[1].problem() == nullptr);
}

TEST_CASE("an empty file and a file of comments have no statements") {
  CHECK(Script::parse("").statements().empty());
  CHECK(Script::parse(" \r\n-- nothing\n/* at all */;;").statements().empty());
}

TEST_CASE("CRLF does not move lines") {
  const auto script = Script::parse("SELECT 1;\r\nDROP TABLE a;\r\n");
  CHECK(script.lines().position(script.statements().at(1).span().offset) == Position{2, 1});
}

TEST_CASE("a function body with semicolons is one statement") {
  const auto script = Script::parse(
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true "
      "THEN 1 END; END;\nDROP TABLE a;\nSELEC;");
  REQUIRE(script.statements().size() == 3);
  CHECK(script.statements()[0].kind() == "CREATE FUNCTION");
  CHECK(script.statements()[1].kind() == "DROP TABLE");
}

TEST_CASE("a function may be called begin") {
  const auto script = Script::parse(
      "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP TABLE a; SELEC");
  REQUIRE(script.statements().size() == 3);
  CHECK(script.statements()[1].kind() == "DROP TABLE");
}

TEST_CASE("a rule with several commands is one statement") {
  const auto script =
      Script::parse("CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2); DROP TABLE a");
  REQUIRE(script.statements().size() == 2);
  CHECK(script.statements()[0].kind() == "CREATE RULE");
}

TEST_CASE("100,000 chained operators are read") {
  const auto script = Script::parse("SELECT 1" + repeated(" + 1", 100'000));
  REQUIRE(script.statements().size() == 1);
  CHECK(script.statements()[0].problem() == nullptr);
  const auto query = std::get<sql::Query>(script.statements()[0].view());
  CHECK(sql::facts(query.whole).whole);
}

TEST_CASE("10,000 nested parentheses are read or refused with a message") {
  const auto script =
      Script::parse("SELECT " + repeated("(", 10'000) + "1" + repeated(")", 10'000));
  REQUIRE(script.statements().size() == 1);
  const auto* problem = script.statements()[0].problem();
  CHECK((problem == nullptr || !problem->message.empty()));
}

TEST_CASE("each action of an ALTER TABLE has its own place") {
  const auto script = Script::parse(
      "ALTER TABLE IF EXISTS ONLY a.\"B,c\" ADD COLUMN x numeric(3, 1), DROP COLUMN y /* , */, "
      "ALTER z TYPE int USING f(z, 1)");
  const auto spans = script.action_spans(script.statements().at(0));
  REQUIRE(spans.size() == 3);
  CHECK(script.text(spans[0]) == "ADD COLUMN x numeric(3, 1)");
  CHECK(script.text(spans[1]) == "DROP COLUMN y");
  CHECK(script.text(spans[2]) == "ALTER z TYPE int USING f(z, 1)");
}

TEST_CASE("the text of an expression is the user's own") {
  const auto script = Script::parse(
      "SELECT 1;ALTER TABLE t ADD COLUMN c int DEFAULT (1 + 2)*3 NOT NULL CONSTRAINT k CHECK ((c) "
      "> "
      "0),"
      " ALTER d SET DEFAULT now() - '1 d'::interval, ALTER e TYPE bigint USING (e)::bigint + 0;");
  const auto alter = std::get<sql::AlterTable>(script.statements().at(1).view());
  REQUIRE(alter.actions.size() == 3);
  CHECK(script.text(alter.actions[0].column->default_value) == "(1 + 2)*3");
  CHECK(script.text(alter.actions[0].column->constraints.at(0).expression) == "(c) > 0");
  CHECK(script.text(alter.actions[1].expression) == "now() - '1 d'::interval");
  CHECK(script.text(alter.actions[2].expression) == "(e)::bigint + 0");
}

TEST_CASE("the texts of an UPDATE are found among keywords that look alike") {
  const auto script = Script::parse(
      "SELECT 1; UPDATE t SET a = (b IS DISTINCT FROM c), d = extract(day FROM e) "
      "FROM u WHERE (t.x = u.x) AND f IS NOT DISTINCT FROM 1 RETURNING *");
  const auto update = std::get<sql::Query>(script.statements().at(1).view());
  CHECK(script.text(update.values.at(0)) == "(b IS DISTINCT FROM c)");
  CHECK(script.text(update.values.at(1)) == "extract(day FROM e)");
  CHECK(script.text(update.where) == "(t.x = u.x) AND f IS NOT DISTINCT FROM 1");
}

TEST_CASE("the RETURN of a function is an expression like any other") {
  for (const std::string body :
       {"RETURN (SELECT count(*) FROM u)", "BEGIN ATOMIC RETURN (SELECT count(*) FROM u); END"}) {
    const auto script = Script::parse("CREATE FUNCTION g() RETURNS bigint " + body);
    REQUIRE(script.statements().size() == 1);
    const auto view = script.statements()[0].view();
    const auto& function = std::get<sql::CreateFunction>(view);
    REQUIRE(function.sql_body.size() == 1);
    CHECK(sql::facts(function.sql_body[0]).relations.at(0).name.name == "u");
  }
}

struct Form {
  std::string_view text;
  int since;  ///< The first server whose grammar reads it.
};

TEST_CASE("a statement is known by the server that first reads it, whichever grammar is linked") {
  const std::vector<Form> statements = {
      {"ALTER TABLE t ALTER a SET DEFAULT 1", 0},
      {"ALTER TABLE t ALTER a SET STATISTICS 100", 0},
      {"CREATE STATISTICS s ON a, b FROM t", 0},
      {"REINDEX DATABASE d", 0},
      {"SELECT * FROM (SELECT 1) s", 0},
      {"MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", 15},
      {"ALTER TABLE t SET ACCESS METHOD heap", 15},
      {"ALTER TABLE t ALTER a SET STORAGE DEFAULT", 16},
      {"REINDEX SYSTEM", 16},
      {"REINDEX DATABASE CONCURRENTLY", 16},
      {"CREATE STATISTICS ON a, b FROM t", 16},
      {"ALTER TABLE t ALTER a SET EXPRESSION AS (b + 1)", 17},
      {"ALTER TABLE t ALTER a SET STATISTICS DEFAULT", 17},
      {"ALTER TABLE t SET ACCESS METHOD DEFAULT", 17},
      {"ALTER TYPE e DROP VALUE 'x'", 17},
      {"MERGE INTO t USING s ON true WHEN NOT MATCHED BY SOURCE THEN DELETE", 17},
      {"MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE RETURNING 1", 17},
      {"ALTER TABLE t ADD NOT NULL a", 18},
      {"ALTER TABLE t ALTER CONSTRAINT c ENFORCED", 18},
      {"ALTER TABLE t ALTER CONSTRAINT c NO INHERIT", 18},
      {"VACUUM ONLY t", 18},
  };
  for (const auto& form : statements) {
    CAPTURE(form.text);
    const auto script = Script::parse(std::string{form.text});
    REQUIRE(script.statements().size() == 1);
    CHECK(script.statements()[0].problem() == nullptr);
    CHECK(script.statements()[0].first_server() == form.since);
    CHECK(text_of(script, 0) == form.text);
  }
}

TEST_CASE("a statement that the linked grammar does not read says so, and never that it is old") {
  const std::vector<Form> statements = {
      {"SELECT * FROM (SELECT 1)", 16},
      {"SELECT JSON_ARRAY(SELECT 1)", 16},
      {"CREATE VIEW v AS SELECT a IS JSON FROM t", 16},
      {"ALTER TABLE t ALTER a SET DEFAULT JSON_OBJECT('a': 1)", 16},
      {"CREATE TABLE t (a text STORAGE external)", 16},
      {"ALTER TABLE t ADD CHECK (a IS JSON)", 16},
      {"ALTER DOMAIN d ADD NOT NULL", 17},
      {"SELECT * FROM JSON_TABLE(j, '$[*]' COLUMNS (a int PATH '$.a'))", 17},
      {"WITH m AS (MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE RETURNING "
       "merge_action()) SELECT * FROM m",
       17},
  };
  for (const auto& form : statements) {
    CAPTURE(form.text);
    const auto script = Script::parse(std::string{form.text});
    REQUIRE(script.statements().size() == 1);
    const auto& statement = script.statements()[0];
    if (sql::grammar_version() < form.since) {
      CHECK(statement.problem() != nullptr);
    } else {
      CHECK(statement.problem() == nullptr);
      CHECK(statement.first_server() == form.since);
    }
  }
}

TEST_CASE("SET EXPRESSION is the same action to every grammar") {
  const auto script = Script::parse("ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (b + 1)");
  const auto table = std::get<sql::AlterTable>(script.statements().at(0).view());
  REQUIRE(table.actions.size() == 1);
  CHECK(table.actions[0].kind == sql::ActionKind::SetExpression);
  CHECK(table.actions[0].name == "a");
  CHECK(sql::facts(table.actions[0].expression).columns == std::vector<std::string_view>{"b"});
}

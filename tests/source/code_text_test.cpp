// How SQL stands in the text that is made of code.
#include <random>

#include "code.hpp"

namespace pgstage::source {

TEST_CASE("SQL stands in the text where it stands in the code") {
  const std::string code =
      alembic("    op.execute(\"DROP TABLE a\")\n    op.execute('''\nSELECT 1\n''')\n");
  const auto sql = read("1.py", code);
  CHECK(sql.up.find("DROP TABLE a") == code.find("DROP TABLE a"));
  CHECK(sql.up.find("SELECT 1") == code.find("SELECT 1"));
  CHECK(words(sql.up) == "DROP TABLE a; SELECT 1 ;");
  CHECK(words(sql.down).empty());
  CHECK(sql.calls == 2);
}

TEST_CASE("lines may end as Windows ends them") {
  CHECK(up("1.py", alembic(" op.execute(\"\"\"\r\n  SELECT 1,\r\n 'a\\\r\nb'\"\"\")\r\n")) ==
        "SELECT 1, 'a b';");
  CHECK(up("1.rb", rails("execute <<~SQL\r\n  SELECT 1\r\nSQL\r\nexecute 'SELECT 2'\r\n")) ==
        "SELECT 1 ; SELECT 2;");
  CHECK(up("1.js", knex("// a\r\nawait knex.raw(`\r\nSELECT 1`)\r\n")) == "SELECT 1;");
  CHECK(up("1.exs", ecto("execute \"\"\"\r\nSELECT 1\r\n\"\"\"\r\n")) == "SELECT 1 ;");
}

TEST_CASE("strings that the language joins are one statement") {
  CHECK(up("1.py", alembic(" op.execute('DROP '\n  'TABLE a, ' \"b\" + r'c')")) ==
        "DROP TABLE a, bc ;");
  CHECK(up("1.js", knex("await knex.raw('DROP ' +\n 'TABLE a')")) == "DROP TABLE a;");
  CHECK(up("1.rb", rails("execute 'DROP ' \\\n 'TABLE a'\nexecute 'SELECT ' + '1'")) ==
        "DROP TABLE a; SELECT 1;");
  CHECK(up("1.exs", ecto("execute \"DROP \" <>\n \"TABLE a\"")) == "DROP TABLE a;");
  CHECK(up("1.go", gorm("tx.Exec(\"DROP \" +\n \"TABLE a\")")) == "DROP TABLE a;");
  // One that goes through a word leaves the word whole, where there is room.
  CHECK(up("1.py", alembic(" op.execute('DROP TAB' 'LE a')")) == "DROP TABLE a;");
  CHECK(why("1.py", alembic(" op.execute('DROP TAB'\n'LE a')")) ==
        "a word of it is put together of strings on several lines");
}

TEST_CASE("an escape is what it stands for") {
  CHECK(up("1.py", alembic(R"( op.execute('SELECT \'it\', \"A\"\n, 1'))")) ==
        R"(SELECT 'it' , "A" , 1;)");
  CHECK(up("1.py", alembic(R"( op.execute(r'SELECT E"\n"'))")) == R"(SELECT E"\n";)");
  CHECK(up("1.py", alembic(R"( op.execute('SELECT \d'))")) == R"(SELECT \d;)");
  CHECK(up("1.js", knex(R"(await knex.raw("SELECT \"Name\" FROM \u0061"))")) ==
        R"(SELECT "Name" FROM a ;)");
  CHECK(up("1.rb", rails(R"(execute 'SELECT \'a\' \n')")) == R"(SELECT 'a' \n;)");
  CHECK(up("1.go", gorm(R"(tx.Exec("SELECT \"a\"\tFROM b"))")) == R"(SELECT "a" FROM b;)");
  // A comment that an escape ends would go on to the end of the line.
  CHECK(up("1.js", knex(R"(await knex.raw("SELECT 1 -- one\n, 2 -- two"); k.raw('SELECT 3'))")) ==
        "SELECT 1 , 2 ; SELECT 3;");
}

TEST_CASE("in a body in dollar quotes the words are whole as well") {
  CHECK(up("1.js", knex(R"(await knex.raw("DO $$ BEGIN UPDATE \"Tab\"\nSET a = 'b'; END $$"))")) ==
        R"(DO $$ BEGIN UPDATE "Tab" SET a = 'b'; END $$;)");
}

TEST_CASE("a value that is sent beside the SQL is a parameter") {
  CHECK(up("1.py", alembic(" op.execute(text('SELECT :name, a::int, b[1:2], \\':x\\''))")) ==
        "SELECT $1 , a::int, b[1:2], ':x' ;");
  CHECK(up("1.py", alembic(" c.exec_driver_sql('SELECT %s, %(a_b)s, 5 %% 2', (1,))")) ==
        "SELECT $1, $1 , 5 % 2;");
  CHECK(up("1.py", alembic(" c.exec_driver_sql('SELECT 5 % 2')")) == "SELECT 5 % 2;");
  CHECK(up("1.js", knex("await knex.raw('SELECT ?, a', [1]); await knex.raw('SELECT a ? b')")) ==
        "SELECT 0, a; SELECT a ? b;");
  CHECK(up("1.js", knex("await knex.raw('SELECT :a, b ? c', { a: 1 })")) == "SELECT $1, b ? c;");
  const auto sequelize = [](const std::string& options) {
    return "exports.up = async (queryInterface) => { await queryInterface.sequelize.query("
           "'SELECT ? :a', " +
           options + ") };";
  };
  CHECK(up("1.js", sequelize("{ type: SELECT }")) == "SELECT ? :a;");
  CHECK(up("1.js", sequelize("{ replacements: { a: 1 } }")) == "SELECT ? $1;");
  CHECK(up("1.js", sequelize("{ replacements: [1] }")) == "SELECT 0 :a;");
  CHECK(why("1.js", knex("await knex.raw('DROP TABLE ?? ', ['a'])")) ==
        "the name of an object is sent beside it");
}

TEST_CASE("what is a comment, a string or a regular expression to the language is no call") {
  CHECK(up("1.py", alembic("    # op.execute('SELECT 0')\n    x = \"op.execute('SELECT 0')\"\n"
                           "    '''op.execute(\"SELECT 0\")'''\n    op.execute('SELECT 1 # 2')")) ==
        "SELECT 1 # 2;");
  CHECK(up("1.js",
           knex("// knex.raw('SELECT 0')\n/* knex.raw(\"SELECT 0\") ' */\n"
                "const r = /['\"`]/g; const d = a / b / c;\n"
                "const t = `a ${`b ${c} knex.raw('')`} '`;\nawait knex.raw('SELECT 1 /*a*/')")) ==
        "SELECT 1 /*a*/;");
  CHECK(up("1.rb", rails("# execute 'SELECT 0'\nx = %q(execute 'SELECT 0')\ny =~ /['\"]/\n"
                         "=begin\nexecute 'SELECT 0'\n=end\nz = x ? ?' : :\"a'b\"\n"
                         "execute %q(SELECT (1))\nlist << 'a'\nexecute <<~A + <<~B\n  SELECT\nA\n"
                         "  2\nB\n")) == "SELECT (1); SELECT 2 ;");
  CHECK(up("1.exs", ecto("# execute \"SELECT 0\"\nx = ?\"\ny = ~r/\"'/\nz = :\"a b\"\n"
                         "execute ~S\"\"\"\nSELECT '#{1}'\n\"\"\"")) == "SELECT '#{1}' ;");
  CHECK(up("1.go", gorm("// tx.Exec(`SELECT 0`)\nr := '\"'\ns := `\\`\ntx.Exec(`SELECT 1`)")) ==
        "SELECT 1;");
}

TEST_CASE("a comment of the code that speaks to us is one of the SQL") {
  CHECK(up("1.py", alembic("    # pgstage:ignore a -- b\n    op.execute('SELECT 1')\n")) ==
        "--pgstage:ignore a -- b SELECT 1;");
  const auto back = alembic(
      "    op.execute('SELECT 1')\ndef downgrade():\n"
      "    # pgstage:ignore a -- b\n    op.execute('SELECT 2')\n");
  CHECK(up("1.py", back) == "SELECT 1;");
  CHECK(down("1.py", back) == "--pgstage:ignore a -- b SELECT 2;");
  CHECK(up("1.js", knex("// pgstage:ignore a -- b\nknex.raw('SELECT 1')\n")) ==
        "-- pgstage:ignore a -- b SELECT 1;");
}

TEST_CASE("every text has the length and the lines of its code, whatever the code is") {
  const std::string pieces[] = {"op.execute(",
                                "execute ",
                                "knex.raw(",
                                "tx.Exec(",
                                "migrations.RunSQL(",
                                "\"",
                                "'",
                                "`",
                                "\"\"\"",
                                "'''",
                                "<<~SQL",
                                "SQL",
                                "%q(",
                                "~S",
                                "${",
                                "#{",
                                "{",
                                "}",
                                "(",
                                ")",
                                "[",
                                "]",
                                "\\",
                                "\n",
                                "\r\n",
                                "\r",
                                " ",
                                "SELECT 1",
                                ";",
                                "--",
                                "/*",
                                "*/",
                                "#",
                                "//",
                                "$$",
                                "+",
                                "<>",
                                ",",
                                "=",
                                ":",
                                "def down",
                                "exports.down = ",
                                "end",
                                "do",
                                "f\"",
                                "\\u0",
                                "\\x",
                                "\xff",
                                "é",
                                "/",
                                "?",
                                ":a",
                                "%s",
                                "sql",
                                "sql = ",
                                "\0"};
  const std::string marks =
      "from alembic import op # ActiveRecord::Migration (knex use Ecto.Migration gorm.io/gorm\n";
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string code = marks;
    for (auto count = random() % 60; count > 0; --count) {
      code += pieces[random() % std::size(pieces)];
    }
    for (const std::string path : {"a.py", "a.js", "a.rb", "a.exs", "a.go"}) {
      const auto sql = read(path, code);
      REQUIRE_MESSAGE(keeps_lines(code, sql.up), code);
      REQUIRE_MESSAGE(keeps_lines(code, sql.down), code);
    }
  }
}

TEST_CASE("text that makes no sense takes no longer than other text") {
  constexpr std::size_t kSize = 200000;
  const std::string marks =
      "from alembic import op # ActiveRecord::Migration (knex use Ecto.Migration gorm.io/gorm\n";
  for (const std::string piece :
       {"(", "op.execute(", "execute ", "knex.raw((", "a().", "down = ", "def down\n ", "${", "`${",
        "'", "<<~A\n", "op.execute(op.execute('a'", "%q(", "/", "x = x\n",
        "execute(sql) sql = ''\n", "sql<", "\"#{", "op.execute('$$') "}) {
    std::string code = marks;
    while (code.size() < kSize) code += piece;
    for (const std::string path : {"a.py", "a.js", "a.rb", "a.exs", "a.go"}) {
      CHECK(keeps_lines(code, read(path, code).up));
    }
  }
}

}  // namespace pgstage::source

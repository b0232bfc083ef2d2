// What of a file of code is SQL, and what of it cannot be known before it runs.
#include "code.hpp"

namespace pgstage::source {

TEST_CASE("every call that a framework takes SQL with is read") {
  CHECK(up("1.py",
           alembic(" op.execute(sa.text('SELECT 1'))\n bind.execute(text(\"SELECT 2\"))\n"
                   " op.get_bind().execute('SELECT 3')\n conn.exec_driver_sql('SELECT 4')")) ==
        "SELECT 1; SELECT 2; SELECT 3; SELECT 4;");
  CHECK(up("1.js", knex("await knex.raw('SELECT 1'); await knex.schema.raw(`SELECT 2`);\n"
                        "return trx.raw(\"SELECT 3;\")")) == "SELECT 1; SELECT 2; SELECT 3;");
  CHECK(up("1.ts",
           "class A implements MigrationInterface {\n async up(queryRunner: QueryRunner) {\n"
           "await queryRunner.query(`SELECT 1`); await queryRunner.query<Row[]>('SELECT 2');"
           "await queryRunner.manager.query('SELECT 3') } }") == "SELECT 1; SELECT 2; SELECT 3;");
  CHECK(up("1.js",
           "module.exports = { up: async (queryInterface) => {\n"
           "await queryInterface.sequelize.query('SELECT 1', { transaction });\n"
           "await sequelize.query(`SELECT 2`) } }") == "SELECT 1; SELECT 2;");
  CHECK(up("1.ts",
           "export async function up(pgm: MigrationBuilder) { pgm.sql('SELECT 1'); "
           "await pgm.db.query('SELECT 2') }") == "SELECT 1; SELECT 2;");
  CHECK(up("1.ts",
           "import { Kysely, sql } from 'kysely';\nexport async function up(db) {\n"
           "await sql`SELECT 1`.execute(db); db.schema.alterTable('a')"
           ".addColumn('b', sql`text`); await sql<Row>`SELECT 2`.execute(db) }") ==
        "SELECT 1; SELECT 2;");
  CHECK(up("1.ts",
           "import { Migration } from '@mikro-orm/migrations';\nclass A extends Migration {"
           " async up() { this.addSql('SELECT 1'); } }") == "SELECT 1;");
  CHECK(up("1.rb", rails("execute 'SELECT 1'\nexecute(\"SELECT 2\")\nconnection.execute <<~SQL\n"
                         "  SELECT 3\nSQL\nsafety_assured { execute \"SELECT 4\" }")) ==
        "SELECT 1; SELECT 2; SELECT 3 ; SELECT 4;");
  CHECK(up("1.exs", ecto("execute \"SELECT 1\"\nexecute(\"\"\"\nSELECT 2\n\"\"\")\n"
                         "repo().query!(~s(SELECT 3))")) == "SELECT 1; SELECT 2 ; SELECT 3;");
  CHECK(up("1.go", gorm("tx.Exec(`SELECT 1`); tx.ExecContext(ctx, \"SELECT 2\")")) ==
        "SELECT 1; SELECT 2;");
}

TEST_CASE("RunSQL takes one statement, several, or several with values beside them") {
  const auto django = [](const std::string& operation) {
    return "from django.db import migrations\nclass Migration(migrations.Migration):\n"
           "  operations = [" +
           operation + "]\n";
  };
  CHECK(up("1.py", django("migrations.RunSQL('SELECT 1; SELECT 2', migrations.RunSQL.noop)")) ==
        "SELECT 1; SELECT 2;");
  CHECK(up("1.py", django("migrations.RunSQL(['SELECT 1', ('SELECT %s', ['a']), 'SELECT 3'])")) ==
        "SELECT 1; SELECT $1; SELECT 3;");
  const auto both = django(
      "migrations.RunSQL(sql=\"DROP TABLE a\", reverse_sql=\"SELECT 1\","
      "state_operations=[migrations.DeleteModel('a')])");
  CHECK(up("1.py", both) == "DROP TABLE a;");
  CHECK(down("1.py", both) == "SELECT 1;");
  CHECK(why("1.py", both).empty());
  CHECK(down("1.py", django("migrations.RunSQL(('DROP TABLE a'), ['SELECT 1', 'SELECT 2'])")) ==
        "SELECT 1; SELECT 2;");
}

TEST_CASE("what goes back is no way forward") {
  const auto check = [](const std::string& path, const std::string& code) {
    CHECK_MESSAGE(up(path, code) == "SELECT 1;", code);
    CHECK_MESSAGE(down(path, code) == "SELECT 2;", code);
  };
  check("1.py", alembic("    op.execute('SELECT 1')\n\n\ndef downgrade() -> None:\n"
                        "    if x:\n        op.execute('SELECT 2')\n"));
  check("1.py",
        "from django.db import migrations\n"
        "def there(apps, schema_editor):\n    schema_editor.execute('SELECT 1')\n"
        "def back(apps, schema_editor):\n    schema_editor.execute('SELECT 2')\n"
        "x = [migrations.RunPython(there, back)]\n");
  for (const std::string way :
       {"exports.down = function (knex) { return knex.raw('SELECT 2') }",
        "exports.down = async knex => { await knex.raw('SELECT 2') }",
        "exports.down = knex => knex.raw('SELECT 2')",
        "export async function down(knex: Knex): Promise<void> { await knex.raw('SELECT 2') }",
        "export const down = async (knex) => { await knex.raw('SELECT 2') }"}) {
    check("1.ts", way + "\nexports.up = async (knex) => { await knex.raw('SELECT 1') }\n");
    check("1.ts", "exports.up = async (knex) => { await knex.raw('SELECT 1') }\n" + way);
  }
  check("1.ts",
        "class A implements MigrationInterface { async up(q) { q.query('SELECT 1') }\n"
        "public async down(q: QueryRunner): Promise<void> { await q.query('SELECT 2') } }");
  check("1.js",
        "module.exports = { down: (queryInterface) => "
        "queryInterface.sequelize.query('SELECT 2'),\n async up(queryInterface) { "
        "await queryInterface.sequelize.query('SELECT 1') } }");
  check("1.rb",
        rails("execute 'SELECT 1'\n  end\n\n  def down\n    if x\n      execute 'SELECT 2'\n"
              "    end"));
  check("1.rb", rails("reversible do |dir|\n  dir.down { execute 'SELECT 2' }\n  dir.up do\n"
                      "    execute 'SELECT 1'\n  end\nend"));
  check("1.exs", ecto("execute(\"SELECT 1\", \"SELECT 2\")"));
  check("1.exs", ecto("execute \"SELECT 1\",\n  \"SELECT 2\""));
  check("1.exs", ecto("execute(\"SELECT 1\")\n  end\n  def down do\n    execute \"SELECT 2\""));
  check("1.go",
        "import \"github.com/pressly/goose/v3\"\n"
        "func init() { goose.AddMigrationContext(Up1, Down1) }\n"
        "func Up1(ctx context.Context, tx *sql.Tx) error {\n"
        "_, err := tx.ExecContext(ctx, `SELECT 1`)\nreturn err }\n"
        "func Down1(ctx context.Context, tx *sql.Tx) error {\n"
        "_, err := tx.ExecContext(ctx, \"SELECT 2\")\nreturn err }\n");
  check("1.go",
        "x := gormigrate.Migration{ID: \"1\", Migrate: func(tx *gorm.DB) error {\n"
        "return tx.Exec(\"SELECT 1\").Error }, Rollback: func(tx *gorm.DB) error {\n"
        "return tx.Exec(`SELECT 2`).Error } }");
}

TEST_CASE("what nobody can know before it runs is said, with its place") {
  const std::string code = alembic("    op.execute(f\"DROP TABLE {t}\")\n");
  const auto sql = read("1.py", code);
  REQUIRE(sql.unread.size() == 1);
  CHECK(sql.unread[0].offset == code.find("f\"DROP"));
  CHECK(words(sql.up).empty());
  const auto run_time = "its SQL is put together at run time";
  CHECK(sql.unread[0].why == run_time);
  CHECK(up("1.py", alembic(" op.execute(f'SELECT 1 {{')")) == "SELECT 1 { ;");
  for (const std::string argument :
       {"'a %s' % b", "'a {}'.format(b)", "'a' + b + 'c'", "'a' if b else 'c'", "','.join(a)"}) {
    const auto found = why("1.py", alembic(" op.execute(" + argument + ")"));
    CHECK_MESSAGE((found == run_time || found == "its SQL comes from a variable"), argument);
  }
  CHECK(why("1.py", alembic(" op.execute(x)")) == "its SQL comes from a variable");
  CHECK(why("1.py", alembic(" op.execute(make(x))")) == "its SQL comes from a function");
  CHECK(why("1.py", alembic(" op.execute(open('a.sql').read())")) == "its SQL is read from a file");
  CHECK(why("1.js", knex("await knex.raw(`DROP TABLE ${t}`)")) == run_time);
  CHECK(why("1.js", knex("await knex.raw(fs.readFileSync('a'))")) == "its SQL is read from a file");
  CHECK(why("1.rb", rails("execute \"DROP TABLE #{t}\"")) == run_time);
  CHECK(why("1.rb", rails("execute <<~SQL\n  DROP TABLE #{t}\nSQL")) == run_time);
  CHECK(why("1.exs", ecto("execute \"DROP TABLE #{t}\"")) == run_time);
  CHECK(why("1.exs", ecto("execute(&fill/0)")) == "its SQL comes from a function");
  CHECK(why("1.go", gorm("tx.Exec(fmt.Sprintf(`DROP TABLE %s`, t))")) ==
        "its SQL comes from a function");
  CHECK(why("1.py", alembic(" op.execute('SELECT 1\n")) == "the string with its SQL has no end");
}

TEST_CASE("a name that is given one string once is followed") {
  CHECK(up("1.py", alembic(" op.execute(SQL)\n\nSQL = \"\"\"SELECT 1\"\"\"\n")) == "SELECT 1;");
  CHECK(up("1.js", knex("const sql = `SELECT 1`;\nawait knex.raw(sql);")) == "SELECT 1;");
  CHECK(up("1.ts", knex("const sql: string = `SELECT 1`\nawait knex.raw(sql);")) == "SELECT 1;");
  CHECK(up("1.rb", rails("sql = <<-SQL\n  SELECT 1\n  SQL\nexecute(sql)")) == "SELECT 1 ;");
  CHECK(up("1.go", gorm("const s = `SELECT 1`\ntx.Exec(s)")) == "SELECT 1;");
  CHECK(up("1.exs", ecto("execute(@q)\nend\n@q \"SELECT 1\"\ndef x do")) == "SELECT 1;");
  CHECK(up("1.py", alembic(" s = 'DROP ' + ('TABLE '\n  'a')\n op.execute(text(s))")) ==
        "DROP TABLE a;");
  const auto both = alembic(
      "    sql = 'SELECT 1'\n    op.execute(sql)\ndef downgrade():\n"
      "    sql = 'SELECT 2'\n    op.execute(sql)\n");
  CHECK(up("1.py", both) == "SELECT 1;");
  CHECK(down("1.py", both) == "SELECT 2;");
  const auto variable = "its SQL comes from a variable";
  CHECK(why("1.py", alembic(" s = 'a'\n s = 'b'\n op.execute(s)")) == variable);
  CHECK(why("1.py", alembic(" s = 'a'\n s += 'b'\n op.execute(s)")) == variable);
  // They would not stand in their order.
  CHECK(why("1.py", alembic(" t = 'a'\n op.execute('DROP TABLE ' + t)")) ==
        "its SQL is put together at run time");
  CHECK(why("1.py", alembic(" t = 'a'\n op.execute(t + ' b')")) ==
        "its SQL is put together at run time");
  CHECK(why("1.py", alembic(" s = s\n op.execute(s)")) == "its SQL is put together at run time");
}

TEST_CASE("the calls that make SQL of their own are counted") {
  CHECK(why("1.py", alembic(" op.add_column('a', sa.Column())\n op.drop_column('a', op.f('b'))\n"
                            " op.add_column('a', sa.Column())\n")) ==
        "3 calls make SQL of their own (op.add_column, op.drop_column); "
        "\"alembic upgrade FROM:TO --sql\" writes them as SQL");
  CHECK(why("1.rb", rails("add_column :a, :b, :text\nadd_index(:a, :b)\n  end\n\n  def down\n"
                          "    remove_column :a, :b")) ==
        "2 calls make SQL of their own (add_column, add_index) | "
        "a call of the way back makes SQL of its own (remove_column)");
}

TEST_CASE("a part of what a builder makes is no statement") {
  CHECK(up("1.js", knex("await knex.schema.createTable('a', t => {\n"
                        " t.uuid('id').defaultTo(knex.raw('gen_random_uuid()'))\n});\n"
                        "await Promise.all([\n knex.raw('SELECT 1'),\n knex.raw('SELECT 2')])")) ==
        "SELECT 1; SELECT 2;");
}

TEST_CASE("how the calls are sent is the framework's way, or the one that the file asks for") {
  CHECK(read("1.py", alembic(" pass")).sent_as == SentAs::Batch);
  const auto block = read("1.py", alembic(" with op.get_context().autocommit_block():\n"
                                          "  op.execute('SELECT 1')\n"));
  CHECK(block.sent_as == SentAs::Statement);
  CHECK(block.outside.empty());
  CHECK(read("1.rb", rails("x")).sent_as == SentAs::File);
  CHECK(read("1.rb", rails("disable_ddl_transaction!")).sent_as == SentAs::Statement);
  CHECK(read("1.exs", ecto("@disable_ddl_transaction true")).sent_as == SentAs::Statement);
  CHECK(read("1.js", knex("exports.config = { transaction: false }")).sent_as == SentAs::Statement);
}

TEST_CASE("a block that commits first has its statements outside of the transaction") {
  const std::string block =
      " with op.get_context().autocommit_block():\n  op.execute('SELECT 2')\n"
      "  if x:\n   op.execute('SELECT 3; SELECT 4')\n";
  const auto code = alembic(" op.execute('SELECT 1')\n" + block + " op.execute('SELECT 5')\n");
  const auto mixed = read("1.py", code);
  CHECK(mixed.sent_as == SentAs::Batch);
  REQUIRE(mixed.outside.size() == 1);
  const auto inside = mixed.up.substr(mixed.outside[0].offset, mixed.outside[0].length);
  CHECK(words(inside) == "SELECT 2; SELECT 3; SELECT 4;");
  CHECK(mixed.messages.size() == 2);
}

TEST_CASE("code that is no migration is nobody's") {
  CHECK(code_framework_of("a.py", "import os\n") == nullptr);
  CHECK(code_framework_of("a.sql", "from alembic import op") == nullptr);
  CHECK(is_code("a/b.exs"));
  CHECK_FALSE(is_code("a/b.sql"));
}

}  // namespace pgstage::source

// Single facts of views that rules go by.
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/sql/expression.hpp"
#include "pgstage/sql/script.hpp"

using namespace pgstage;
using sql::Script;

namespace {

/// Keeps the script that a view borrows from.
template <class View>
struct Read {
  explicit Read(const std::string& text)
      : script(Script::parse(text)), view(script.statements().at(0).view()) {
    REQUIRE_MESSAGE(std::holds_alternative<View>(view), text);
  }
  const View* operator->() const { return &std::get<View>(view); }

  Script script;
  sql::View view;
};

using Kind = sql::Term::Kind;

Kind term_of(const std::string& condition) {
  const Read<sql::Query> query{"DELETE FROM t WHERE " + condition};
  const auto terms = sql::terms(query->where);
  REQUIRE(terms.size() == 1);
  return terms[0].kind;
}

}  // namespace

TEST_CASE("a grant says what, on what, and to whom") {
  const Read<sql::Grant> all{"GRANT ALL ON ALL TABLES IN SCHEMA shop TO PUBLIC, \"Clerk\""};
  CHECK(all->privileges.empty());
  CHECK(all->all_in_schema);
  CHECK(all->names == std::vector<sql::Name>{{{}, "shop"}});
  CHECK(all->roles == std::vector<std::string_view>{"", "Clerk"});
  const Read<sql::Grant> some{"REVOKE INSERT, UPDATE (a) ON shop.t FROM clerk"};
  CHECK(some->revokes);
  CHECK(some->privileges == std::vector<std::string_view>{"insert", "update"});
  CHECK(some->names == std::vector<sql::Name>{{"shop", "t"}});
  CHECK(Read<sql::Grant> { "GRANT EXECUTE ON FUNCTION f(int) TO clerk" }
        -> object == sql::ObjectKind::Function);
}

TEST_CASE("a role is a superuser where somebody says so") {
  CHECK(Read<sql::Role> { "CREATE ROLE a SUPERUSER" } -> superuser == true);
  CHECK(Read<sql::Role> { "ALTER USER a NOSUPERUSER" } -> superuser == false);
  CHECK(!Read<sql::Role> { "CREATE USER a LOGIN" } -> superuser.has_value());
}

TEST_CASE("an extension has a version where one is named") {
  CHECK(Read<sql::Extension> { "CREATE EXTENSION a" } -> version.empty());
  CHECK(Read<sql::Extension> { "CREATE EXTENSION a VERSION '1.2'" } -> version == "1.2");
  CHECK(Read<sql::Extension> { "ALTER EXTENSION a UPDATE TO '1.2'" } -> version == "1.2");
  CHECK(Read<sql::Extension> { "ALTER EXTENSION a UPDATE" } -> update);
}

TEST_CASE("a function sets its search_path by a value or by the session's") {
  const std::string make = "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER ";
  const auto sets = [&](const std::string& option) {
    const Read<sql::CreateFunction> create{make + option + " AS 'SELECT 1'"};
    CHECK(create->security_definer);
    return create->sets_search_path;
  };
  CHECK(sets("SET search_path = ''"));
  CHECK(sets("SET search_path TO a, b"));
  CHECK(sets("SET search_path FROM CURRENT"));
  CHECK(!sets("SET work_mem = '1MB'"));
  CHECK(!sets(""));
  const Read<sql::AlterFunction> reset{"ALTER FUNCTION f() SECURITY INVOKER RESET ALL"};
  CHECK(reset->security_definer == false);
  CHECK(reset->sets_search_path == false);
}

TEST_CASE("a sequence is restarted with a value, or from its start") {
  const Read<sql::AlterSequence> with{"ALTER SEQUENCE s RESTART WITH 9223372036854775000"};
  CHECK(with->restarts);
  CHECK(with->restarts_with == "9223372036854775000");
  CHECK(Read<sql::AlterSequence> { "ALTER SEQUENCE s RESTART" } -> restarts_with.empty());
  CHECK(Read<sql::AlterSequence> { "ALTER SEQUENCE s RESTART 5 CACHE 9" } -> restarts_with.empty());
  CHECK(!Read<sql::AlterSequence> { "ALTER SEQUENCE s CACHE 9" } -> restarts);
  const Read<sql::CreateSequence> create{"CREATE SEQUENCE s AS int START 5 CYCLE"};
  CHECK(create->type.name.name == "int4");
  CHECK(create->starts);
  CHECK(create->cycle);
}

TEST_CASE("autovacuum is on unless a word that means no says otherwise") {
  for (const std::string word : {"false", "off", "no", "'off'", "0"}) {
    const Read<sql::AlterTable> alter{"ALTER TABLE t SET (autovacuum_enabled = " + word + ")"};
    CHECK_MESSAGE(alter->actions[0].autovacuum == false, word);
  }
  CHECK(
      Read<sql::AlterTable> { "ALTER TABLE t SET (autovacuum_enabled)" } -> actions[0].autovacuum ==
      true);
  CHECK(Read<sql::AlterTable> { "ALTER TABLE t RESET (autovacuum_enabled)" } -> actions[0]
            .autovacuum == true);
  CHECK(!Read<sql::AlterTable> { "ALTER TABLE t SET (fillfactor = 90)" } -> actions[0].autovacuum);
  CHECK(!Read<sql::CreateTable> { "CREATE TABLE t () WITH (toast.autovacuum_enabled = off)" }
         -> autovacuum);
}

TEST_CASE("row security, replica identity and triggers are told apart by what they ask for") {
  const auto action = [](const std::string& text) {
    return Read<sql::AlterTable> { "ALTER TABLE t " + text } -> actions[0];
  };
  CHECK(action("ENABLE ROW LEVEL SECURITY").row_security == RowSecurity::Enable);
  CHECK(action("DISABLE ROW LEVEL SECURITY").row_security == RowSecurity::Disable);
  CHECK(action("FORCE ROW LEVEL SECURITY").row_security == RowSecurity::Force);
  CHECK(action("NO FORCE ROW LEVEL SECURITY").row_security == RowSecurity::NoForce);
  CHECK(action("REPLICA IDENTITY FULL").replication == ReplicaIdentity::Full);
  CHECK(action("REPLICA IDENTITY NOTHING").replication == ReplicaIdentity::Nothing);
  CHECK(action("REPLICA IDENTITY DEFAULT").replication == ReplicaIdentity::Default);
  CHECK(action("REPLICA IDENTITY USING INDEX i").replication == ReplicaIdentity::Index);
  CHECK(action("DISABLE TRIGGER USER").users);
  CHECK(!action("DISABLE TRIGGER ALL").users);
}

TEST_CASE("a term of a condition says how many rows it may mean") {
  CHECK(term_of("id = 1") == Kind::Equal);
  CHECK(term_of("1 = 1") == Kind::True);
  CHECK(term_of("a = b") == Kind::Join);
  CHECK(term_of("active") == Kind::Some);
  CHECK(term_of("NOT active") == Kind::Some);
  CHECK(term_of("active IS TRUE") == Kind::Some);
  CHECK(term_of("a IS NULL") == Kind::IsNull);
  CHECK(term_of("a IS NOT NULL") == Kind::Some);
  CHECK(term_of("a <> 1") == Kind::Some);
  CHECK(term_of("a IS DISTINCT FROM b") == Kind::Some);
  CHECK(term_of("NOT EXISTS (SELECT 1)") == Kind::Some);
  CHECK(term_of("a = 1 OR b IS NULL") == Kind::Some);
  CHECK(term_of("a = 1 OR b = 2") == Kind::Other);
  CHECK(term_of("a NOT IN (1, 2)") == Kind::Some);
  CHECK(term_of("a LIKE 'x%'") == Kind::Some);
  CHECK(term_of("EXISTS (SELECT 1 FROM u)") == Kind::Some);
  CHECK(term_of("id IN (SELECT id FROM u)") == Kind::Query);
  CHECK(term_of("id IN (SELECT id FROM u ORDER BY id LIMIT 5)") == Kind::Limit);
  CHECK(term_of("id = ANY (ARRAY(SELECT id FROM u LIMIT 5))") == Kind::Other);
  CHECK(term_of("f(id)") == Kind::Other);
}

TEST_CASE("the query of an INSERT is told from its rows") {
  CHECK(Read<sql::Query> { "INSERT INTO t SELECT * FROM u" } -> source);
  CHECK(!Read<sql::Query> { "INSERT INTO t VALUES (1)" } -> source);
}

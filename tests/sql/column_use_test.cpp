#include "pgstage/sql/column_use.hpp"

#include <string>

#include <doctest/doctest.h>

#include "pgstage/sql/script.hpp"

namespace pgstage::sql {
namespace {

bool uses_name(const std::string& query) {
  const auto script = Script::parse(query);
  REQUIRE(script.statements().size() == 1);
  const auto view = script.statements()[0].view();
  const auto* read = std::get_if<Query>(&view);
  REQUIRE(read != nullptr);
  return uses_column(read->whole, {"public", "users"}, "name");
}

TEST_CASE("a query uses the columns that it reads, writes, joins or infers an index by") {
  CHECK(uses_name("SELECT name FROM users"));
  CHECK(uses_name("SELECT u.name FROM public.users u JOIN orders o ON o.user_id = u.id"));
  CHECK(uses_name("SELECT 1 FROM orders WHERE user_id IN (SELECT id FROM users WHERE name = $1)"));
  CHECK(uses_name("INSERT INTO users (id, name) VALUES ($1, $2)"));
  CHECK(uses_name("INSERT INTO users VALUES ($1, $2)"));
  CHECK(uses_name("INSERT INTO users (id) VALUES ($1) ON CONFLICT (name) DO NOTHING"));
  CHECK(uses_name("INSERT INTO users (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET name = $2"));
  CHECK(uses_name("UPDATE users SET name = $1 WHERE id = $2"));
  CHECK(uses_name("DELETE FROM users AS u WHERE u.name = $1"));
  CHECK(uses_name("SELECT id FROM users ORDER BY lower(name)"));
  CHECK(uses_name("SELECT id FROM users JOIN names USING (name)"));
  CHECK(uses_name("SELECT users.name FROM users"));
  CHECK(uses_name("SELECT public.users.name FROM public.users"));
  CHECK(uses_name("WITH old AS (SELECT name FROM users) SELECT count(*) FROM old"));
  CHECK(
      uses_name("MERGE INTO users u USING new n ON u.id = n.id WHEN MATCHED THEN UPDATE SET "
                "name = n.called"));
}

TEST_CASE("a query does not use a column of another table, or by a star") {
  CHECK_FALSE(uses_name("SELECT name FROM products"));
  CHECK_FALSE(uses_name("SELECT name FROM archive.users"));
  CHECK_FALSE(uses_name("SELECT full_name FROM users"));
  CHECK_FALSE(uses_name("SELECT * FROM users"));
  CHECK_FALSE(uses_name("SELECT u.id, p.name FROM users u JOIN products p ON p.id = u.product"));
  CHECK_FALSE(uses_name("SELECT id AS name FROM users"));
  CHECK_FALSE(uses_name("INSERT INTO users (id, full_name) VALUES ($1, $2)"));
  CHECK_FALSE(uses_name("INSERT INTO users DEFAULT VALUES"));
  CHECK_FALSE(uses_name("UPDATE products SET name = $1"));
  CHECK_FALSE(uses_name("SELECT 'name' FROM users"));
}

TEST_CASE("a query uses the tables that it names, whichever schema may be meant") {
  const auto uses_users = [](const std::string& query) {
    const auto script = Script::parse(query);
    const auto view = script.statements()[0].view();
    return uses_table(std::get<Query>(view).whole, {"public", "users"});
  };
  CHECK(uses_users("SELECT 1 FROM users"));
  CHECK(uses_users("DELETE FROM public.users"));
  CHECK_FALSE(uses_users("SELECT 1 FROM archive.users"));
  CHECK_FALSE(uses_users("SELECT users FROM products"));
}

}  // namespace
}  // namespace pgstage::sql

#include "pgstage/model/names.hpp"

#include <doctest/doctest.h>

using namespace pgstage;

TEST_CASE("an identifier is quoted only where PostgreSQL would quote it") {
  CHECK(quote_ident("users") == "users");
  CHECK(quote_ident("_users2") == "_users2");
  CHECK(quote_ident("Users") == "\"Users\"");
  CHECK(quote_ident("2users") == "\"2users\"");
  CHECK(quote_ident("we\"ird") == "\"we\"\"ird\"");
  CHECK(quote_ident("order") == "\"order\"");
  CHECK(quote_ident("name") == "name");
  CHECK(quote_ident("") == "\"\"");
}

TEST_CASE("a string constant with a backslash gets the E form") {
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("a\\b") == "E'a\\\\b'");
}

TEST_CASE("a long identifier is cut at 63 bytes and never inside a code point") {
  CHECK(truncate_ident(std::string(70, 'x')) == std::string(63, 'x'));
  CHECK(truncate_ident(std::string(62, 'x') + "é") == std::string(62, 'x'));
}

TEST_CASE("a qualified name leaves out an empty schema") {
  CHECK(QualifiedName{"public", "users"}.sql() == "public.users");
  CHECK(QualifiedName{"", "Users"}.sql() == "\"Users\"");
}

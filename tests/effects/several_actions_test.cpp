// What one action of an ALTER TABLE leaves to another: the server goes through them in passes, DROP
// first, then new types, new columns and last new constraints (ATPrepCmd in the server).
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "support/effects_of.hpp"

namespace pgstage {
namespace {

std::string failure_of(std::string_view actions) {
  constexpr std::string_view kSchema =
      "CREATE TABLE accounts (id char(26) PRIMARY KEY);"
      "CREATE TABLE users (id bigint CONSTRAINT users_pkey PRIMARY KEY, name text,"
      " account integer, CONSTRAINT users_name_key UNIQUE (name));";
  return tests::failure_of(tests::effects_of(kSchema, "ALTER TABLE users " + std::string{actions}));
}

}  // namespace

TEST_CASE("a constraint may be dropped and made anew with its index") {
  CHECK(failure_of("DROP CONSTRAINT users_pkey, ADD CONSTRAINT users_pkey PRIMARY KEY (name)")
            .empty());
  CHECK(failure_of("ADD CONSTRAINT users_name_key UNIQUE (account), "
                   "DROP CONSTRAINT users_name_key")
            .empty());
  CHECK(failure_of("ADD CONSTRAINT users_name_key UNIQUE (account)") == "42P07");
}

TEST_CASE("a column may be dropped and made anew") {
  CHECK(failure_of("DROP COLUMN name, ADD COLUMN name varchar").empty());
  CHECK(failure_of("ADD COLUMN name varchar, DROP COLUMN name").empty());
  CHECK(failure_of("ADD COLUMN name varchar") == "42701");
}

TEST_CASE("a column may be NULL once the key that it is in was dropped, and not before") {
  CHECK(failure_of("DROP CONSTRAINT users_pkey, ALTER id DROP NOT NULL").empty());
  CHECK(failure_of("ALTER id DROP NOT NULL, DROP CONSTRAINT users_pkey") == "42P16");
}

TEST_CASE("a foreign key sees the new type of its column") {
  const std::string key = "ADD FOREIGN KEY (account) REFERENCES accounts";
  CHECK(failure_of(key + ", ALTER account TYPE char(26)").empty());
  CHECK(failure_of(key) == "42804");
}

}  // namespace pgstage

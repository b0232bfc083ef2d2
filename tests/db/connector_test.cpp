#include <doctest/doctest.h>

#include "pgstage/db/session.hpp"

namespace pgstage::db {
namespace {

Error refusal_of(const std::string& url) {
  auto session = libpq_connector(url)->connect("test");
  REQUIRE_FALSE(session);
  return session.error();
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a target is described without its password") {
  const auto connector = libpq_connector("postgresql://app:hunter2@db.example:6432/shop");
  CHECK(connector->target() == "database \"shop\" on db.example:6432 as user \"app\"");
}

TEST_CASE("a URL that does not parse is an error that quotes no part of it") {
  for (const std::string url :
       {"postgresql://app:hunter2@[::1/shop", "postgresql://app:hun%zzter2@db/shop",
        "host=db password=hunter 2 dbname=shop", "postgresql://app:hun@ter2@db/shop",
        "postgresql://app@db/shop?hunter2=1", "postgresql://app:hunter2/shop",
        "postgresql://app:7/hunter2@db/shop", "postgresql://app%3Ahunter2@db/shop",
        "app:hunter2@db/shop", "app:hunter2"}) {
    CAPTURE(url);
    const Error error = refusal_of(url);
    CHECK(error.kind == ErrorKind::Input);
    CHECK(error.message.starts_with("the database URL does not parse"));
    CHECK_FALSE(holds(error.message + error.hint, "hunter"));
    CHECK_FALSE(holds(error.message + error.hint, "ter2"));
    CHECK_FALSE(holds(libpq_connector(url)->target(), "ter2"));
  }
}

TEST_CASE("a URL of another kind of database is an error that names the kind alone") {
  for (const std::string scheme : {"mysql", "http", "postgresql+psycopg2", "pg"}) {
    const Error error = refusal_of(scheme + "://app:hunter2@127.0.0.1:1/shop");
    CHECK(error.message ==
          "the database URL begins with \"" + scheme + "://\", not with \"postgresql://\"");
    CHECK_FALSE(holds(error.message + error.hint, "hunter2"));
  }
}

TEST_CASE("what a URL says to Prisma alone is passed over") {
  const std::string url =
      "postgresql://app@db:6432/shop?schema=public&sslmode=require&pgbouncer=true";
  CHECK(libpq_connector(url)->target() == "database \"shop\" on db:6432 as user \"app\"");
  const std::string elsewhere = "postgresql://app@db:6432/shop?schema=other";
  CHECK(refusal_of(elsewhere).message ==
        "the database URL does not parse: invalid URI query parameter");
}

}  // namespace
}  // namespace pgstage::db

// What is known of the columns of relations that a query makes.
#include <string>

#include <doctest/doctest.h>

#include "support/replayed.hpp"

using namespace pgstage;

namespace {

catalog::Relation made_by(const std::string& query, const std::string& then = "") {
  const auto replay = tests::replayed(
      "CREATE TABLE posts (id int, author text, at timestamptz);"
      "CREATE TABLE likes (post int, person int);"
      "CREATE TABLE made AS " +
      query + ";" + then);
  const auto* made = replay.catalog().relation({"public", "made"});
  REQUIRE(made != nullptr);
  return *made;
}

std::string columns(const catalog::Relation& relation) {
  std::string out;
  for (const auto& each : relation.columns) out += (out.empty() ? "" : " ") + each.name;
  return out;
}

}  // namespace

TEST_CASE("columns of a query over several relations are known by their names") {
  CHECK(columns(made_by("SELECT id, author AS who FROM posts UNION ALL SELECT post, NULL FROM "
                        "likes")) == "id who");
  CHECK(columns(made_by("SELECT p.id, l.person FROM posts p JOIN likes l ON l.post = p.id")) ==
        "id person");
  CHECK(columns(made_by("SELECT max(x.id) AS last, x.author::varchar FROM (SELECT * FROM posts) x "
                        "GROUP BY 2")) == "last author");
}

TEST_CASE("what is computed has the name that the server chooses") {
  const auto made =
      made_by("SELECT author, count(*), coalesce(max(at), now()) FROM posts GROUP BY 1");
  CHECK(columns(made) == "author count coalesce");
  CHECK(made.known);
  CHECK(catalog::to_string(made.column("author")->type) == "text");
}

TEST_CASE("a table whose columns cannot be told is not known in full") {
  CHECK(made_by("SELECT * FROM posts").known);
  CHECK_FALSE(made_by("SELECT * FROM posts, likes").known);
  CHECK_FALSE(made_by("SELECT 1 FROM posts").known);
  CHECK_FALSE(made_by("SELECT * FROM posts, likes", "ALTER TABLE made ADD n int").known);
}

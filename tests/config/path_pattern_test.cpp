#include "pgstage/config/path_pattern.hpp"

#include <doctest/doctest.h>

namespace pgstage::config {
namespace {

bool matches(std::string_view pattern, std::string_view path) {
  const auto parsed = PathPattern::parse(pattern, "match");
  REQUIRE_MESSAGE(parsed, pattern);
  return parsed->matches(path);
}

}  // namespace

TEST_CASE("a pattern without stars is one file, from the folder of the settings") {
  CHECK(matches("db/a.sql", "db/a.sql"));
  CHECK(!matches("a.sql", "db/a.sql"));
  CHECK(!matches("db/a.sql", "db/A.sql"));
  CHECK(!matches("db", "db/a.sql"));
}

TEST_CASE("a star, a question mark and brackets stay between two slashes") {
  CHECK(matches("db/*.sql", "db/a.sql"));
  CHECK(!matches("db/*.sql", "db/old/a.sql"));
  CHECK(!matches("*", "db/a.sql"));
  CHECK(matches("db/000?_*.sql", "db/0001_a.sql"));
  CHECK(matches("db/[0-4]*.sql", "db/3.sql"));
  CHECK(!matches("db/[!0-4]*.sql", "db/3.sql"));
}

TEST_CASE("two stars are any number of folders, and what is in them") {
  CHECK(matches("db/legacy/**", "db/legacy/a.sql"));
  CHECK(matches("db/legacy/**", "db/legacy/old/er/a.sql"));
  CHECK(!matches("db/legacy/**", "db/legacy2/a.sql"));
  CHECK(matches("**/*.sql", "a.sql"));
  CHECK(matches("**/*.sql", "db/old/a.sql"));
  CHECK(matches("db/**/old_*.sql", "db/old_a.sql"));
  CHECK(matches("db/**/old_*.sql", "db/x/y/old_a.sql"));
  CHECK(!matches("db/**/old_*.sql", "db/x/y/new_a.sql"));
  CHECK(matches("**", "anything/at.all"));
}

TEST_CASE("a slash at the end is everything below") {
  CHECK(matches("db/legacy/", "db/legacy/old/a.sql"));
  CHECK(!matches("db/legacy/", "db/legacy"));
}

TEST_CASE("a name that begins with a dot is no exception") {
  CHECK(matches("**/*.sql", ".hidden/.a.sql"));
}

TEST_CASE("many stars take no longer than few") {
  std::string pattern = "**";
  std::string path = "a";
  for (int i = 0; i < 200; ++i) {
    pattern += "/**/a";
    path += "/a";
  }
  CHECK(!matches(pattern + "/b", path));
}

TEST_CASE("what is no pattern is answered with what is") {
  for (const std::string_view wrong : {"", "/etc/**", "../a.sql", "./a.sql", "a//b", "a/../b"}) {
    const auto parsed = PathPattern::parse(wrong, "pgstage.toml:2:9: match");
    REQUIRE_MESSAGE(!parsed, wrong);
    CHECK(parsed.error().message.starts_with("pgstage.toml:2:9: match cannot be "));
    CHECK(!parsed.error().hint.empty());
  }
  CHECK(PathPattern::parse("db**/a", "match").error().hint ==
        "** stands alone between slashes, as in db/**/old_*.sql.");
}

}  // namespace pgstage::config

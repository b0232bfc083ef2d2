#include "pgstage/model/span.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace pgstage;

TEST_CASE("lines end at LF, at CRLF and at a lone CR") {
  const LineIndex lines("a\nb\r\nc\rd");
  CHECK(lines.line_count() == 4);
  CHECK(lines.line(2) == "b");
  CHECK(lines.position(7) == Position{4, 1});
}

TEST_CASE("columns count code points") {
  const LineIndex lines("é=x");
  CHECK(lines.position(3) == Position{1, 3});
}

TEST_CASE("so they do in a line of many thousand bytes") {
  const std::string_view four = "a\u00E9\u20AC\U0001F600";  // Of one to four bytes.
  std::string text;
  for (int i = 0; i < 1000; ++i) text += four;
  const LineIndex lines(text);
  for (std::size_t i = 0; i < 1000; ++i) {
    const auto begin = i * four.size();
    REQUIRE(lines.position(begin) == Position{1, 4 * i + 1});
    REQUIRE(lines.position(begin + 3) == Position{1, 4 * i + 3});
    REQUIRE(lines.position(begin + 6) == Position{1, 4 * i + 4});
  }
}

TEST_CASE("an offset past the end counts as the end") {
  const LineIndex lines("ab");
  CHECK(lines.position(99) == Position{1, 3});
  CHECK(lines.line(9).empty());
}

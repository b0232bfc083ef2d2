#include "pgstage/model/span.hpp"

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

TEST_CASE("an offset past the end counts as the end") {
  const LineIndex lines("ab");
  CHECK(lines.position(99) == Position{1, 3});
  CHECK(lines.line(9).empty());
}

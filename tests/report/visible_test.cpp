#include "pgstage/report/visible.hpp"

#include <doctest/doctest.h>

namespace pgstage::report {

TEST_CASE("a name cannot command the terminal") {
  CHECK(visible("a\x1b]0;title\x07"
                "b") == "a?]0;title?b");
  CHECK(visible("a\x1b[2J") == "a?[2J");
  CHECK(visible("over\rwritten\b\x7f") == "over?written??");
  CHECK(visible("a\xc2\x9b"
                "2J") == "a?2J");
  CHECK(visible(std::string_view{"a\0b", 3}) == "a?b");
  CHECK(visible("ends\x1b") == "ends?");
}

TEST_CASE("lines, tabs, colours and every language stay") {
  for (const auto* text : {"one\n\ttwo\n", "\x1b[1;31merror\x1b[0m", "Größe 表 \xc2\xa0", ""}) {
    CHECK(visible(text) == text);
  }
}

}  // namespace pgstage::report

#include <doctest/doctest.h>

#include "support/case_file.hpp"
#include "support/golden.hpp"
#include "support/project.hpp"

namespace pgstage {

TEST_CASE("the command line says what its cases say") {
  for (const auto& file : tests::files_below("tests/cli")) {
    if (!file.ends_with(".case")) continue;
    const auto expected = tests::read_file(tests::project(file));
    const auto happened = tests::print_case(tests::run_case(tests::parse_case(expected)));
    tests::expect_file(tests::project(file), happened);
  }
}

TEST_CASE("a case that is read and printed is the same") {
  const std::string text =
      "# a title\n$ pgstage lint a.sql\nexit 1\n--- stdout\nfound\n\n--- stderr\nwell\n"
      "$ pgstage rules\nexit 0\n--- file a.sql\nSELECT 1;\n--- file b/c.sql\nSELECT 2;\n";
  CHECK(tests::print_case(tests::parse_case(text)) == text);
}

}  // namespace pgstage

// tests/live/failures.md against the tests that it names.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/project.hpp"

namespace pgstage {
namespace {

/// Of a row of a Markdown table, without the bars around it.
std::vector<std::string> cells_of(std::string_view row) {
  constexpr std::string_view kBar = " | ";
  std::vector<std::string> out;
  row.remove_prefix(2);
  row.remove_suffix(2);
  for (auto bar = row.find(kBar); bar != std::string_view::npos; bar = row.find(kBar)) {
    out.emplace_back(row.substr(0, bar));
    row.remove_prefix(bar + kBar.size());
  }
  out.emplace_back(row);
  return out;
}

}  // namespace

TEST_CASE("every failure that is known has a test that exists, or a reason why it has none") {
  int rows = 0;
  for (const auto& line :
       tests::lines_of(tests::read_file(tests::project("tests/live/failures.md")))) {
    if (!line.starts_with("| ") || line.starts_with("| ---") || line.starts_with("| what "))
      continue;
    CAPTURE(line);
    ++rows;
    const auto cells = cells_of(line);
    REQUIRE(cells.size() == 3);
    if (cells[1] == "–") {
      CHECK(cells[2].ends_with('.'));
      continue;
    }
    REQUIRE(cells[1].size() > 2);
    const auto file = tests::project("tests/live/" + cells[1].substr(1, cells[1].size() - 2));
    REQUIRE(std::filesystem::exists(file));
    CHECK(tests::read_file(file).find('"' + cells[2] + '"') != std::string::npos);
  }
  CHECK(rows > 40);
}

}  // namespace pgstage

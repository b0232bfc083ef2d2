#include <string>

#include <doctest/doctest.h>

#include "pgstage/lint/samples.hpp"
#include "pgstage/report/rule_page.hpp"

#include "support/golden.hpp"
#include "support/project.hpp"

namespace pgstage {

TEST_CASE("beside every rule stands its page") {
  for (const auto* rule : lint::all_rules()) {
    const auto page = "rules/" + std::string{rule->info.id} + ".md";
    tests::expect_file(tests::project(page), report::rule_markdown(*rule));
  }
}

TEST_CASE("every rule has a version of PostgreSQL that it is for") {
  for (const auto* rule : lint::all_rules()) {
    CHECK_MESSAGE(!lint::versions_of(*rule).empty(), rule->info.id);
  }
}

}  // namespace pgstage

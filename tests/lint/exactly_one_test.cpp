// What is said of a statement that fails.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/samples.hpp"

#include "support/judging.hpp"
#include "support/rule_cases.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kGeneral = "statement-fails";

/// The file and the place of a statement.
using Place = std::pair<std::size_t, std::string>;

void check_one_finding(const std::string& rule, const tests::Judging& judging) {
  std::set<Place> fails;
  const auto verdicts = tests::verdicts(judging);
  for (const auto& each : verdicts) {
    if (each.rule == kGeneral) fails.emplace(each.file, each.before);
  }
  for (const auto& each : verdicts) {
    if (each.rule != rule || rule == kGeneral) continue;
    CHECK_MESSAGE(!fails.contains({each.file, each.before}), rule, " says of\n", each.text,
                  "\nthat ", each.message, ", and it fails besides");
  }
}

}  // namespace

TEST_CASE("a statement that fails is not complained about for what it would have done") {
  for (const auto* rule : lint::all_rules()) {
    const std::string id{rule->info.id};
    const auto& sample = lint::sample_of(*rule);
    tests::Judging bad{.earlier = std::string{sample.schema}, .files = {{std::string{sample.bad}}}};
    bad.options.choices = {{.wishes = {{id, lint::Level::On}}}};
    check_one_finding(id, bad);
    for (const auto& each : tests::rule_cases("tests/rules/" + id + ".sql")) {
      check_one_finding(id, each.judging);
    }
  }
}

}  // namespace pgstage

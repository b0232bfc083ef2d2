#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/judging.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

std::vector<tests::Verdict> judge_sample(const lint::Rule& rule, const std::string& name) {
  const auto path = "samples/" + std::string{rule.info.id} + "/" + name;
  return tests::verdicts({.files = {tests::read_file(tests::project(path))}});
}

}  // namespace

TEST_CASE("every bad sample trips its rule") {
  for (const auto* rule : lint::all_rules()) {
    const auto found = judge_sample(*rule, "bad.sql");
    CHECK_MESSAGE(std::any_of(found.begin(), found.end(),
                              [&](const auto& each) { return each.rule == rule->info.id; }),
                  rule->info.id);
  }
}

TEST_CASE("every good sample is silent under all rules") {
  for (const auto* rule : lint::all_rules()) {
    for (const auto& verdict : judge_sample(*rule, "good.sql")) {
      FAIL_CHECK(rule->info.id, ": ", verdict.rule, ": ", verdict.message);
    }
  }
}

}  // namespace pgstage

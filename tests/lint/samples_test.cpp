#include "pgstage/lint/samples.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace pgstage {
namespace {

std::vector<lint::Finding> judged(const lint::Rule& rule, std::string_view script) {
  const auto& sample = lint::sample_of(rule);
  return lint::judge_sample(rule, sample.schema, script, lint::servers_of(script).usual());
}

}  // namespace

TEST_CASE("every bad sample trips its rule") {
  for (const auto* rule : lint::all_rules()) {
    const auto found = judged(*rule, lint::sample_of(*rule).bad);
    CHECK_MESSAGE(std::any_of(found.begin(), found.end(),
                              [&](const auto& each) { return each.rule == rule->info.id; }),
                  rule->info.id);
  }
}

TEST_CASE("every good sample is silent under its rule and all hazards, on each server it is for") {
  for (const auto* rule : lint::all_rules()) {
    const auto& sample = lint::sample_of(*rule);
    for (const int major : lint::versions_of(*rule)) {
      if (!lint::servers_of(sample.good).has(major)) continue;
      for (const auto& finding : lint::judge_sample(*rule, sample.schema, sample.good, {major})) {
        FAIL_CHECK(rule->info.id, " on ", major, ": ", finding.rule, ": ", finding.message);
      }
    }
  }
}

}  // namespace pgstage

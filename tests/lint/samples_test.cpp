#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/catalog/snapshot.hpp"

#include "support/judging.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

/// schema.sql, where a rule has one, is what former deploys made, or a snapshot with its server.
std::vector<tests::Verdict> judge_sample(const lint::Rule& rule, const std::string& name) {
  const auto folder = tests::project("samples/" + std::string{rule.info.id});
  tests::Judging judging{.files = {tests::read_file(folder / name)}};
  const auto schema = folder / "schema.sql";
  if (std::filesystem::exists(schema)) judging.earlier = tests::read_file(schema);
  const auto notes = catalog::snapshot_notes(judging.earlier);
  REQUIRE(notes);
  judging.options.version = notes->server.value_or(judging.options.version);
  judging.options.enabled.emplace_back(rule.info.id);
  return tests::verdicts(judging);
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

TEST_CASE("every good sample is silent under its rule and all hazards") {
  for (const auto* rule : lint::all_rules()) {
    for (const auto& verdict : judge_sample(*rule, "good.sql")) {
      FAIL_CHECK(rule->info.id, ": ", verdict.rule, ": ", verdict.message);
    }
  }
}

}  // namespace pgstage

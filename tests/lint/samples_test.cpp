#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/judging.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

/// The server that a sample is for, where its first line says `-- pg: 18`.
ServerVersion server_of(const std::string& text) {
  constexpr std::string_view kPrefix = "-- pg: ";
  if (!text.starts_with(kPrefix)) return kDefaultServer;
  return {std::stoi(text.substr(kPrefix.size()))};
}

/// schema.sql, where a rule has one, is what former deploys made.
std::vector<tests::Verdict> judge_sample(const lint::Rule& rule, const std::string& name) {
  const auto folder = tests::project("samples/" + std::string{rule.info.id});
  tests::Judging judging{.files = {tests::read_file(folder / name)}};
  judging.options.version = server_of(judging.files.front());
  const auto schema = folder / "schema.sql";
  if (std::filesystem::exists(schema)) judging.earlier = tests::read_file(schema);
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

#include "pgstage/emit/emit.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <doctest/doctest.h>

#include "pgstage/lint/rule.hpp"
#include "pgstage/report/plan.hpp"

#include "support/emitted.hpp"
#include "support/judging.hpp"
#include "support/project.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

constexpr int kMajor = 15;

std::vector<const source::Framework*> writers() {
  std::vector<const source::Framework*> out;
  for (const auto* each : source::all_frameworks()) {
    if (each->write != nullptr) out.push_back(each);
  }
  return out;
}

/// What is to be judged: files by deploy.
using Deploys = std::vector<std::vector<tests::File>>;

/// The rule and the statement of each finding that counts by default.
using Findings = std::set<std::pair<std::string, std::string>>;

Findings findings(const tests::RecipeSample& sample, const Deploys& deploys) {
  tests::Judging judging;
  judging.earlier = sample.schema;
  judging.complete = true;
  judging.options.version = ServerVersion{kMajor};
  judging.options.runner_lock_timeout = "2s";
  judging.files = deploys.front();
  judging.later = {deploys.begin() + 1, deploys.end()};
  Findings out;
  for (const auto& verdict : tests::verdicts(judging)) {
    const bool hazard = lint::find_rule(verdict.rule)->info.group == lint::Group::Hazard;
    if (hazard) out.emplace(verdict.rule, verdict.statement);
  }
  return out;
}

std::string joined(const std::vector<std::string>& statements) {
  std::string out;
  for (const auto& sql : statements) out += sql + ";\n";
  return out;
}

/// The steps as apply sends them.
Findings findings_of_steps(const tests::RecipeSample& sample, const plan::Plan& plan) {
  Deploys deploys(1);
  for (const auto& phase : plan.phases) {
    if (phase.gate && !deploys.back().empty()) deploys.emplace_back();
    for (const auto& step : phase.steps) {
      if (step.kind != plan::StepKind::Sql) continue;
      tests::File file{.up = joined(step.sql), .down = joined(step.undo), .name = step.id};
      file.sent_as = step.transaction ? SentAs::File : SentAs::Statement;
      deploys.back().push_back(std::move(file));
    }
  }
  return deploys.front().empty() ? Findings{} : findings(sample, deploys);
}

Findings findings_of_files(const tests::RecipeSample& sample,
                           const std::vector<source::Migration>& migrations) {
  Deploys deploys(1);
  for (const auto& each : migrations) {
    const bool behind_gate = each.up.find("pgstage:gate ") != std::string::npos;
    if (behind_gate && !deploys.back().empty()) deploys.emplace_back();
    tests::File file{.up = each.up, .down = each.down, .name = each.id};
    file.sent_as = each.sent_as;
    deploys.back().push_back(std::move(file));
  }
  return findings(sample, deploys);
}

}  // namespace

TEST_CASE("nothing is to be said against what is emitted that the plan's steps do not do") {
  std::size_t number = 0;
  const auto frameworks = writers();
  for (const auto& sample : tests::recipe_samples()) {
    const auto plan = tests::plan_of(sample, kMajor);
    if (!plan || plan->phases.empty() || !sample.is_shown()) continue;
    const auto& framework = *frameworks[number++ % frameworks.size()];
    const tests::Emitted emitted(*plan, framework);
    const auto known = findings_of_steps(sample, *plan);
    for (const auto& finding : findings_of_files(sample, emitted.migrations())) {
      if (known.contains(finding)) continue;
      FAIL_CHECK(sample.words(), " for ", framework.name, ": ", finding.first, ": ",
                 finding.second);
    }
  }
}

}  // namespace pgstage

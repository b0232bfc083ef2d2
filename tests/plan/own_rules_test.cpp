// What plans do is judged by the rules for what people write.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "pgstage/lint/rule.hpp"

#include "support/judging.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

constexpr int kMajor = 15;

/// A step before it is carried out, with what is said about it in the plan.
struct Told {
  const plan::Phase* phase;
  const plan::Step* step;
};

/// As psql would be given it.
std::string script_of(const plan::Step& step) {
  std::string out;
  for (const auto& sql : step.sql) out += sql + ";\n";
  const bool alone = !step.transaction || step.kind == plan::StepKind::Backfill;
  return alone ? out : "BEGIN;\n" + out + "COMMIT;\n";
}

std::vector<Told> steps_of(const plan::Plan& plan) {
  std::vector<Told> out;
  for (const auto& phase : plan.phases) {
    for (const auto& step : phase.steps) out.push_back({&phase, &step});
  }
  return out;
}

/// What the user wrote is the user's, and lint speaks of it.
bool is_as_written(const std::string& statement, const std::string& migration) {
  return migration.find(statement) != std::string::npos;
}

bool is_warned_of(const plan::Plan& plan, const plan::Step& step) {
  return std::any_of(plan.warnings.begin(), plan.warnings.end(), [&](const auto& warning) {
    return warning.find("step " + step.id + " ") != std::string::npos;
  });
}

/// The plan itself says what the rule says: at its head, or in what the gate asks for. Contract
/// takes away what code of before needs: that is what its gate is for.
bool is_said(const plan::Plan& plan, const Told& told, const lint::RuleInfo& rule) {
  if (told.phase->name == plan::PhaseName::Contract) return true;
  if (!told.step->brief) return true;
  if (rule.category != lint::Category::Compatibility) return false;
  return told.phase->gate.has_value() || is_warned_of(plan, *told.step);
}

void check_steps(const tests::RecipeSample& sample) {
  const auto plan = tests::plan_of(sample, kMajor);
  if (!plan) return;
  const auto steps = steps_of(*plan);
  if (steps.empty()) return;
  tests::Judging judging{.earlier = sample.schema, .files = {}, .complete = true};
  for (const auto& told : steps) judging.files.push_back({script_of(*told.step)});
  judging.options.version = ServerVersion{kMajor};
  // apply sets one.
  judging.options.runner_lock_timeout = "2s";
  for (const auto& verdict : tests::verdicts(judging)) {
    const auto& told = steps.at(verdict.file);
    if (is_as_written(verdict.statement, sample.migration)) continue;
    if (is_said(*plan, told, lint::find_rule(verdict.rule)->info)) continue;
    FAIL_CHECK(sample.words(), ", ", told.step->id, " (", told.step->title, "): ", verdict.rule,
               ": ", verdict.message, "\n", verdict.statement);
  }
}

}  // namespace

TEST_CASE(
    "no default rule objects to a step of a plan that its head or its gate does not tell of") {
  for (const auto& sample : tests::recipe_samples()) check_steps(sample);
}

}  // namespace pgstage

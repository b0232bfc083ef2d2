// Every recipe, from the migration as a person writes it: planned, and proved on a real server to
// end where the migration would have ended, and to be undone from expand and from migrate.
// tests/live/proved.csv says which are proved on which major; --update writes the column of the
// server at hand. TEST_RECIPE proves only what has this text in `recipe/migration on start`, and
// leaves the other rows as they are.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/shadow/prove.hpp"
#include "pgstage/sql/script.hpp"

#include "support.hpp"
#include "support/golden.hpp"
#include "support/project.hpp"
#include "support/recipe_samples.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kTable = "tests/live/proved.csv";

std::vector<std::string> statements_of(const std::string& text) {
  const auto script = sql::Script::parse(text);
  std::vector<std::string> out;
  for (const auto& statement : script.statements()) out.emplace_back(script.text(statement.span()));
  return out;
}

/// `proved`; `refused`: there is no plan; `fails`: the migration cannot succeed; or `no`.
std::string proved(const tests::RecipeSample& sample) {
  shadow::ProofInput input;
  input.schema = statements_of(sample.schema);
  input.original = statements_of(sample.migration);
  auto plan = tests::plan_of(sample, live::server().major());
  if (!plan) {
    const auto& why = plan.error().message;
    MESSAGE(sample.words(), ": ", why);
    return why.find("cannot succeed") == std::string::npos ? "refused" : "fails";
  }
  input.plan = *std::move(plan);
  const auto proof = shadow::prove(input, live::server());
  if (!proof) {
    // The server refuses the migration itself; what the plan made of it does not matter.
    const bool original = proof.error().message.starts_with("the original migration fails");
    MESSAGE(sample.words(), ": ", proof.error().message);
    CHECK_MESSAGE(original, sample.words());
    return original ? "fails" : "no";
  }
  for (const auto& difference : proof->differences) FAIL_CHECK(sample.words(), ": ", difference);
  for (const auto& lock : proof->undeclared_locks) FAIL_CHECK(sample.words(), ": ", lock);
  return proof->equal && proof->undeclared_locks.empty() ? "proved" : "no";
}

/// The cells of a table by the first three, and by the major that heads their column.
using Cells = std::map<std::string, std::map<int, std::string>>;

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= line.size();) {
    const auto comma = std::min(line.find(',', at), line.size());
    out.emplace_back(line.substr(at, comma - at));
    at = comma + 1;
  }
  return out;
}

constexpr std::array<int, 5> kMajors = {14, 15, 16, 17, 18};
constexpr std::size_t kNames = 3;

Cells read_table() {
  Cells out;
  const auto path = tests::project(kTable);
  if (!std::filesystem::exists(path)) return out;
  const auto text = tests::read_file(path);
  for (const auto& line : tests::lines_of(text)) {
    const auto cells = cells_of(line);
    if (cells.size() != kNames + kMajors.size() || cells.front() == "recipe") continue;
    const std::vector<std::string> names(cells.begin(), cells.begin() + kNames);
    for (std::size_t i = 0; i < kMajors.size(); ++i) {
      out[fmt::format("{}", fmt::join(names, ","))][kMajors[i]] = cells[kNames + i];
    }
  }
  return out;
}

std::string text_of(const Cells& table) {
  std::string out = fmt::format("recipe,migration,start,{}\n", fmt::join(kMajors, ","));
  for (const auto& [names, cells] : table) {
    out += names;
    for (const int major : kMajors) {
      const auto cell = cells.find(major);
      out += "," + (cell == cells.end() ? std::string{} : cell->second);
    }
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("every recipe is proved equal to the migration it replaces") {
  const char* only = std::getenv("TEST_RECIPE");
  const auto before = read_table();
  Cells now;
  if (only != nullptr) now = before;
  for (const auto& sample : tests::recipe_samples()) {
    if (only != nullptr && sample.words().find(only) == std::string::npos) continue;
    const auto names = sample.recipe + "," + sample.name + "," + sample.start;
    const auto known = before.find(names);
    if (known != before.end()) now[names] = known->second;
    now[names][live::server().major()] = proved(sample);
  }
  tests::expect_file(tests::project(kTable), text_of(now));
}

}  // namespace pgstage

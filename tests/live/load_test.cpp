// Plans that are carried out while an application of before and one of then work: pgbench clients
// in all three protocols, none of which may fail or wait for longer than is promised.
//
// A handful of samples by default, other ones with TEST_RECIPE (text in `recipe/migration on
// start`). tests/live/load.csv has the figures of all samples on their own or the plain schema;
//   TEST_LOAD=all pgstage_live_tests --update --source-file=*load_test*
// measures them anew on the server at hand. Its last column says what they are without: that the
// migration takes none of the rows, or who leaves which table alone, since he would fail anyhow.
#include "load.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "support.hpp"
#include "support/golden.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

constexpr std::string_view kTable = "tests/live/load.csv";
constexpr std::string_view kHead =
    "recipe,migration,start,major,transactions,failed,prepared_anew,worst_ms,worst_ms_alone,"
    "without\n";

/// Triggers, twins, swaps and names of before.
constexpr std::array<std::string_view, 6> kShort = {
    "change_type/change-a-type-with-a-rewrite on plain",
    "rename_column/rename-a-column-and-change-its-type on",
    "rename_table/",
    "set_not_null/",
    "rebuild_table/",
    "create_index/",
};

bool is_wanted(const tests::RecipeSample& sample, std::map<std::string_view, int>& taken) {
  const auto words = sample.words();
  if (const char* only = std::getenv("TEST_RECIPE")) return words.find(only) != std::string::npos;
  if (std::getenv("TEST_LOAD") != nullptr) return sample.is_shown();
  for (const auto& each : kShort) {
    if (words.starts_with(each) && !sample.is_warned()) return taken[each]++ == 0;
  }
  return false;
}

std::string quoted(std::string text) {
  for (auto& c : text) {
    if (c == ',' || c == '\n') c = ';';
  }
  return text;
}

std::string line_of(const live::LoadResult& result) {
  if (!result.left_out.empty()) return ",,,,," + quoted(result.left_out);
  const auto all = result.all();
  return fmt::format("{},{},{},{:.0f},{:.0f},{}", all.transactions, all.failed, all.outdated,
                     all.worst_ms, result.alone.worst_ms,
                     quoted(fmt::format("{}", fmt::join(result.notes, "; "))));
}

/// What the machine does by itself is no stall of ours, nor what it does for tests that run beside
/// a handful of samples.
double longest_allowed(const live::LoadResult& result) {
  constexpr double kBesideOthers = 2000;
  const double ours = 2 * live::kLockBudgetMs + result.alone.worst_ms;
  return std::getenv("TEST_LOAD") != nullptr ? ours : ours + kBesideOthers;
}

void judge(const live::LoadResult& result) {
  for (const auto& error : result.alone.errors) FAIL_CHECK("by themselves: ", error);
  for (const auto& problem : result.problems) FAIL_CHECK(problem);
  for (const auto& each : result.by) {
    const auto& name = each.first;
    const auto& tally = each.second;
    for (const auto& error : tally.errors) FAIL_CHECK(error);
    CHECK_MESSAGE((tally.outdated == 0 || result.prepared_anew), name,
                  ": prepared statements fail, and the plan does not say so");
    CHECK_MESSAGE(tally.transactions > 0, name);
    CHECK_MESSAGE(tally.worst_ms <= longest_allowed(result), name);
  }
}

/// Lines by `recipe,migration,start,major`.
std::map<std::string, std::string> read_table() {
  std::map<std::string, std::string> out;
  const auto path = tests::project(kTable);
  if (!std::filesystem::exists(path)) return out;
  const auto text = tests::read_file(path);
  for (const auto& line : tests::lines_of(text)) {
    std::size_t at = 0;
    for (int i = 0; i < 4 && at != std::string::npos; ++i) at = line.find(',', at + 1);
    if (at == std::string::npos || line.starts_with("recipe,")) continue;
    out[std::string{line.substr(0, at)}] = line.substr(at + 1);
  }
  return out;
}

}  // namespace

TEST_CASE("no client of before or of then fails or waits for long while a plan is carried out") {
  auto table = read_table();
  std::map<std::string_view, int> taken;
  for (const auto& sample : tests::recipe_samples()) {
    if (!is_wanted(sample, taken)) continue;
    CAPTURE(sample.words());
    const auto result = live::carry_out_under_load(sample);
    const auto line = line_of(result);
    MESSAGE(sample.words(), ": ", line);
    judge(result);
    table[fmt::format("{},{},{},{}", sample.recipe, sample.name, sample.start,
                      live::server().major())] = line;
  }
  if (std::getenv("TEST_LOAD") == nullptr) return;
  std::string text{kHead};
  for (const auto& [names, line] : table) text += names + "," + line + "\n";
  tests::expect_file(tests::project(kTable), text);
}

}  // namespace pgstage

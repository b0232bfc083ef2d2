#include "pgstage/lint/choice.hpp"

#include <algorithm>

#include <doctest/doctest.h>

namespace pgstage::lint {
namespace {

constexpr std::string_view kHazard = "drop-table";
constexpr std::string_view kDesign = "too-many-index-columns";

Choice only(std::string_view path, std::vector<Wish> wishes) {
  return {.covers = [path](std::string_view file) { return file == path; },
          .wishes = std::move(wishes)};
}

Choice everywhere(std::vector<Wish> wishes) { return {.wishes = std::move(wishes)}; }

bool judges(const Chosen& chosen, std::string_view id) {
  return std::any_of(chosen.rules.begin(), chosen.rules.end(),
                     [&](const Rule* rule) { return rule->info.id == id; });
}

bool judged(const std::vector<Choice>& choices, std::string_view id,
            std::string_view path = "a.sql") {
  return judges(Chooser(choices).chosen_for(path), id);
}

}  // namespace

TEST_CASE("hazards judge unless somebody turns them off, the others where somebody asks") {
  CHECK(judged({}, kHazard));
  CHECK(!judged({}, kDesign));
  CHECK(!judged({everywhere({{"drop-table", Level::Off}})}, kHazard));
  CHECK(judged({everywhere({{"design", Level::On}})}, kDesign));
  CHECK(judged({everywhere({{"too-many-index-columns", Level::Notice}})}, kDesign));
  CHECK(!judged({everywhere({{"all", Level::Off}})}, kHazard));
}

TEST_CASE("a rule's own name counts more than its group's in the same place") {
  CHECK(!judged({everywhere({{"design", Level::On}, {"too-many-index-columns", Level::Off}})},
                kDesign));
  CHECK(judged({everywhere({{"all", Level::Off}, {"drop-table", Level::On}})}, kHazard));
}

TEST_CASE("of category and group the one that turns off counts") {
  CHECK(!judged({everywhere({{"hazard", Level::Error}, {"data-loss", Level::Off}})}, kHazard));
}

TEST_CASE("the nearer place counts, by whatever name it says it") {
  const auto off = everywhere({{"data-loss", Level::Off}});
  const auto error = everywhere({{"drop-table", Level::Error}});
  CHECK(!judged({off, error}, kHazard));
  CHECK(judged({error, off}, kHazard));
}

TEST_CASE("asking for a group does not turn on what is off by its own name further away") {
  const auto group = everywhere({{"design", Level::On}});
  const auto off = everywhere({{"too-many-index-columns", Level::Off}});
  CHECK(!judged({group, off}, kDesign));
  CHECK(judged({everywhere({{"too-many-index-columns", Level::On}}), off}, kDesign));
  CHECK(judged({group, everywhere({{"design", Level::Off}})}, kDesign));
}

TEST_CASE("a rule that is asked for has the severity that is set further away") {
  const std::vector<Choice> choices{everywhere({{"design", Level::On}}),
                                    everywhere({{"too-many-index-columns", Level::Error}})};
  Chooser chooser(choices);
  const auto& chosen = chooser.chosen_for("a.sql");
  CHECK(judges(chosen, kDesign));
  CHECK(chosen.severities.at(kDesign) == Severity::Error);
}

TEST_CASE("a choice for some paths changes nothing for the others") {
  const std::vector<Choice> choices{only("old.sql", {{"drop-table", Level::Off}}),
                                    everywhere({{"drop-table", Level::Warning}})};
  CHECK(!judged(choices, kHazard, "old.sql"));
  CHECK(judged(choices, kHazard, "new.sql"));
}

TEST_CASE("the nearest parameter counts") {
  auto near = only("old.sql", {});
  near.parameters["too-many-index-columns.columns"] = "9";
  auto far = everywhere({});
  far.parameters["too-many-index-columns.columns"] = "4";
  const std::vector<Choice> choices{near, far};
  Chooser chooser(choices);
  CHECK(chooser.chosen_for("old.sql").parameters.at("too-many-index-columns.columns") == "9");
  CHECK(chooser.chosen_for("new.sql").parameters.at("too-many-index-columns.columns") == "4");
}

TEST_CASE("a mistyped group or category is recognised, as a rule is") {
  CHECK(similar_name("desing") == "design");
  CHECK(similar_name("convntion") == "convention");
  CHECK(similar_name("drop-tabel") == "drop-table");
  CHECK(!similar_name("xyzzy-plugh-abcdef"));
}

}  // namespace pgstage::lint

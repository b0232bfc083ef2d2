#include "support/rule_cases.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/judging.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

std::vector<std::string> messages_of(const std::string& rule, const tests::Judging& judging) {
  std::vector<std::string> messages;
  for (const auto& verdict : tests::verdicts(judging)) {
    if (verdict.rule == rule) messages.push_back(verdict.message);
  }
  return messages;
}

void check_case(const std::string& rule, const tests::RuleCase& each) {
  const auto messages = messages_of(rule, each.judging);
  std::string all;
  for (const auto& message : messages) all += "\n    " + message;
  CHECK_MESSAGE(messages.size() == each.expected.size(), rule, ": ", each.sentence, all);
  for (std::size_t i = 0; i < std::min(messages.size(), each.expected.size()); ++i) {
    const bool said = messages[i].find(each.expected[i]) != std::string::npos;
    CHECK_MESSAGE(said, rule, ": ", each.sentence, "\n    ", messages[i]);
  }
}

}  // namespace

TEST_CASE("a rule finds in its cases what they say, and no more") {
  for (const auto& file : tests::files_below("tests/rules")) {
    const auto rule = std::filesystem::path{file}.stem().string();
    for (const auto& each : tests::rule_cases(file)) check_case(rule, each);
  }
}

TEST_CASE("a rule's cases show at least three times each when it speaks and when it is silent") {
  for (const auto& file : tests::files_below("tests/rules")) {
    std::array<int, 2> count{};
    for (const auto& each : tests::rule_cases(file)) ++count[each.expected.empty() ? 0 : 1];
    CHECK_MESSAGE(count[0] >= 3, file, " has ", count[0], " silent cases");
    CHECK_MESSAGE(count[1] >= 3, file, " has ", count[1], " cases with findings");
  }
}

}  // namespace pgstage

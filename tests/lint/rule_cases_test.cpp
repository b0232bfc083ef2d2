// Runs tests/rules/<id>.sql against the rule of that name. Such a file reads
//
//     -- case: what the case says, as a sentence
//     -- pg: 18                       the server; else the default one
//     -- sent_as: file                as `sent_as` in the contract; else statement
//     -- runner_lock_timeout: 5s      what the runner sets; else nothing
//     -- parameter: limit=5           of the rule
//     -- schema:                      what former deploys made, or a snapshot, up to
//     -- run:
//     ALTER TABLE …                   what is judged
//     -- next file:                   another migration of the same deploy
//     -- next deploy:                 the first migration of another one
//     -- complete:                    nothing exists but what `schema` makes
//     -- expect: part of a message    one line for each finding, in order; none: it is silent
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "support/judging.hpp"
#include "support/project.hpp"

namespace pgstage {
namespace {

struct Case {
  std::string rule;
  std::string sentence;
  tests::Judging judging;
  std::vector<std::string> expected;
  bool in_schema = false;
};

SentAs sent_as_of(std::string_view word) {
  for (const auto each : {SentAs::Batch, SentAs::File, SentAs::Message, SentAs::Statement}) {
    if (to_string(each) == word) return each;
  }
  FAIL("no such way to send a script: ", word);
  return SentAs::Statement;
}

/// What follows `-- word:`, or nothing when the line is another one.
std::optional<std::string> directive(const std::string& line, const std::string& word) {
  const auto prefix = "-- " + word + ":";
  if (!line.starts_with(prefix)) return std::nullopt;
  const auto begin = line.find_first_not_of(' ', prefix.size());
  return begin == std::string::npos ? std::string{} : line.substr(begin);
}

/// Of the last deploy.
std::vector<std::string>& files_of(Case& each) {
  return each.judging.later.empty() ? each.judging.files : each.judging.later.back();
}

bool take_directive(const std::string& line, Case& into) {
  if (const auto major = directive(line, "pg")) {
    into.judging.options.version = ServerVersion{std::stoi(*major)};
  } else if (const auto word = directive(line, "sent_as")) {
    into.judging.sent_as = sent_as_of(*word);
  } else if (const auto timeout = directive(line, "runner_lock_timeout")) {
    into.judging.options.runner_lock_timeout = *timeout;
  } else if (const auto parameter = directive(line, "parameter")) {
    const auto equals = parameter->find('=');
    into.judging.options.parameters[into.rule + "." + parameter->substr(0, equals)] =
        parameter->substr(equals + 1);
  } else if (const auto message = directive(line, "expect")) {
    into.expected.push_back(*message);
  } else if (directive(line, "schema") || directive(line, "run")) {
    into.in_schema = directive(line, "schema").has_value();
  } else if (directive(line, "next file")) {
    files_of(into).emplace_back();
  } else if (directive(line, "next deploy")) {
    into.judging.later.push_back({{}});
  } else if (directive(line, "complete")) {
    into.judging.complete = true;
  } else {
    return false;
  }
  return true;
}

std::vector<Case> read_cases(const std::string& file) {
  std::vector<Case> cases;
  for (const auto& line : tests::lines_of(tests::read_file(tests::project(file)))) {
    if (const auto sentence = directive(line, "case")) {
      auto& added = cases.emplace_back();
      added.rule = std::filesystem::path{file}.stem().string();
      added.sentence = *sentence;
      added.judging.files.emplace_back();
      added.judging.options.enabled.push_back(added.rule);
      continue;
    }
    REQUIRE_MESSAGE(!cases.empty(), file, " must begin with a case");
    auto& last = cases.back();
    if (take_directive(line, last)) continue;
    (last.in_schema ? last.judging.earlier : files_of(last).back()) += line + "\n";
  }
  return cases;
}

std::vector<std::string> messages_of(const std::string& rule, const tests::Judging& judging) {
  std::vector<std::string> messages;
  for (const auto& verdict : tests::verdicts(judging)) {
    if (verdict.rule == rule) messages.push_back(verdict.message);
  }
  return messages;
}

void check_case(const std::string& rule, const Case& each) {
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
    for (const auto& each : read_cases(file)) check_case(rule, each);
  }
}

TEST_CASE("a rule's cases show at least three times each when it speaks and when it is silent") {
  for (const auto& file : tests::files_below("tests/rules")) {
    std::array<int, 2> count{};
    for (const auto& each : read_cases(file)) ++count[each.expected.empty() ? 0 : 1];
    CHECK_MESSAGE(count[0] >= 3, file, " has ", count[0], " silent cases");
    CHECK_MESSAGE(count[1] >= 3, file, " has ", count[1], " cases with findings");
  }
}

}  // namespace pgstage

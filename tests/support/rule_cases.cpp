#include "support/rule_cases.hpp"

#include <filesystem>
#include <optional>
#include <string_view>

#include <doctest/doctest.h>

#include "pgstage/lint/samples.hpp"

#include "support/project.hpp"

namespace pgstage::tests {
namespace {

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
std::vector<File>& files_of(RuleCase& each) {
  return each.judging.later.empty() ? each.judging.files : each.judging.later.back();
}

/// Where lines go that are no directives.
enum class Part { Schema, Up, Down };

bool take_directive(const std::string& line, RuleCase& into, Part& part) {
  if (const auto major = directive(line, "pg")) {
    into.judging.options.version = ServerVersion{std::stoi(*major)};
  } else if (const auto word = directive(line, "sent_as")) {
    into.judging.sent_as = sent_as_of(*word);
  } else if (const auto timeout = directive(line, "runner_lock_timeout")) {
    into.judging.options.runner_lock_timeout = *timeout;
  } else if (const auto today = directive(line, "today")) {
    into.judging.options.today = *today;
  } else if (const auto parameter = directive(line, "parameter")) {
    const auto equals = parameter->find('=');
    into.judging.options.choices.front()
        .parameters[into.rule + "." + parameter->substr(0, equals)] = parameter->substr(equals + 1);
  } else if (const auto message = directive(line, "expect")) {
    into.expected.push_back(*message);
  } else if (directive(line, "schema") || directive(line, "run")) {
    part = directive(line, "schema") ? Part::Schema : Part::Up;
  } else if (const auto next = directive(line, "next file")) {
    files_of(into).push_back({.up = {}, .name = *next});
    part = Part::Up;
  } else if (const auto name = directive(line, "file")) {
    files_of(into).back().name = *name;
  } else if (directive(line, "edited")) {
    files_of(into).back().edited = true;
  } else if (directive(line, "removed")) {
    files_of(into).back().removed = true;
  } else if (const auto by = directive(line, "overtaken by")) {
    files_of(into).back().overtaken_by = *by;
  } else if (const auto old = directive(line, "renamed from")) {
    files_of(into).back().renamed_from = *old;
  } else if (const auto trait = directive(line, "runner")) {
    const auto colon = trait->find(": ");
    REQUIRE_MESSAGE(colon != std::string::npos, line);
    files_of(into).back().traits.emplace_back(trait->substr(0, colon), trait->substr(colon + 2));
  } else if (directive(line, "way back")) {
    part = Part::Down;
  } else if (directive(line, "next deploy")) {
    into.judging.later.push_back({File{}});
    part = Part::Up;
  } else if (directive(line, "complete")) {
    into.judging.complete = true;
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::vector<RuleCase> rule_cases(const std::string& file) {
  std::vector<RuleCase> cases;
  Part part = Part::Up;
  for (const auto& line : lines_of(read_file(project(file)))) {
    if (const auto sentence = directive(line, "case")) {
      part = Part::Up;
      auto& added = cases.emplace_back();
      added.rule = std::filesystem::path{file}.stem().string();
      added.sentence = *sentence;
      added.judging.files.emplace_back();
      added.judging.options.choices.push_back({.wishes = {{added.rule, lint::Level::On}}});
      continue;
    }
    REQUIRE_MESSAGE(!cases.empty(), file, " must begin with a case");
    auto& last = cases.back();
    if (take_directive(line, last, part)) continue;
    auto& migration = files_of(last).back();
    auto& text = part == Part::Schema ? last.judging.earlier
                 : part == Part::Up   ? migration.up
                                      : migration.down;
    text += line + "\n";
  }
  return cases;
}

std::vector<Judging> all_judgings() {
  std::vector<Judging> out;
  for (const auto* rule : lint::all_rules()) {
    const auto& sample = lint::sample_of(*rule);
    out.push_back({.earlier = std::string{sample.schema}, .files = {{std::string{sample.bad}}}});
    for (auto& each : rule_cases("tests/rules/" + std::string{rule->info.id} + ".sql")) {
      out.push_back(std::move(each.judging));
    }
  }
  return out;
}

}  // namespace pgstage::tests

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "pgstage/lint/rule.hpp"

#include "support/project.hpp"

namespace pgstage {
namespace {

namespace fs = std::filesystem;

/// Files longer than their kind may be, and why.
const std::map<std::string, std::string, std::less<>> kLongFiles = {
    {"include/pgstage/sql/statements.hpp", "one plain struct for each statement, no code"},
    {"src/catalog/builtin_functions.cpp", "a table of PostgreSQL's own functions, no code"},
};

bool is_source(std::string_view file) { return file.ends_with(".cpp") || file.ends_with(".hpp"); }

std::vector<std::string> sources_below(std::string_view folder) {
  auto files = tests::files_below(folder);
  std::erase_if(files, [](const auto& file) { return !is_source(file); });
  return files;
}

std::vector<std::string> all_sources() {
  std::vector<std::string> all;
  for (const std::string_view folder : {"include", "rules", "src", "tests"}) {
    const auto files = sources_below(folder);
    all.insert(all.end(), files.begin(), files.end());
  }
  return all;
}

std::size_t limit_of(std::string_view file) {
  constexpr std::size_t kRule = 150;
  constexpr std::size_t kHeader = 200;
  constexpr std::size_t kSource = 400;
  if (file.starts_with("rules/")) return kRule;
  return file.ends_with(".hpp") ? kHeader : kSource;
}

bool made_of(std::string_view name, char separator) {
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == separator;
  });
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_letter = [&](std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
  };
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
  }
  return false;
}

std::set<std::string> rule_ids() {
  std::set<std::string> ids;
  for (const auto* rule : lint::all_rules()) ids.insert(std::string{rule->info.id});
  return ids;
}

/// `ADD COLUMN …` or `a column …`, but not `A column …`.
bool begins_well(std::string_view title) {
  const auto word = title.substr(0, title.find(' '));
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return !is_upper(title.front()) ||
         (word.size() > 1 && std::all_of(word.begin(), word.end(), is_upper));
}

}  // namespace

TEST_CASE("file names are in snake case, and those of rules in kebab case") {
  for (const auto& file : all_sources()) {
    const auto stem = fs::path{file}.stem().string();
    CHECK_MESSAGE(made_of(stem, file.starts_with("rules/") ? '-' : '_'), file);
  }
}

TEST_CASE("no file is longer than a person reads in one sitting") {
  for (const auto& file : all_sources()) {
    const auto lines = tests::lines_of(tests::read_file(tests::project(file))).size();
    const bool is_long = lines > limit_of(file);
    if (kLongFiles.contains(file)) {
      CHECK_MESSAGE(is_long, file, " needs no exemption any more");
    } else {
      CHECK_MESSAGE(!is_long, file, " has ", lines, " lines of ", limit_of(file));
    }
  }
}

TEST_CASE("nothing is left for later") {
  // Put together here, so that this file does not find itself.
  const std::string words[] = {std::string{"TO"} + "DO", std::string{"FIX"} + "ME",
                               std::string{"XX"} + "X", std::string{"HA"} + "CK"};
  for (const auto& file : all_sources()) {
    const auto text = tests::read_file(tests::project(file));
    for (const auto& word : words) {
      CHECK_MESSAGE(!has_word(text, word), file, " says ", word);
    }
  }
}

TEST_CASE("every header guards itself against a second inclusion") {
  for (const auto& file : all_sources()) {
    if (!file.ends_with(".hpp")) continue;
    const auto lines = tests::lines_of(tests::read_file(tests::project(file)));
    const auto code = std::find_if(lines.begin(), lines.end(),
                                   [](const auto& line) { return !line.starts_with("//"); });
    CHECK_MESSAGE((code != lines.end() && *code == "#pragma once"), file);
  }
}

TEST_CASE("a rule is named after its file, and every file has its rule") {
  std::set<std::string> stems;
  for (const auto& file : sources_below("rules")) stems.insert(fs::path{file}.stem().string());
  CHECK(stems == rule_ids());
}

TEST_CASE("every rule has samples and cases, and every sample and case its rule") {
  const auto ids = rule_ids();
  for (const auto& id : ids) {
    CHECK_MESSAGE(fs::exists(tests::project("samples/" + id + "/bad.sql")), id);
    CHECK_MESSAGE(fs::exists(tests::project("samples/" + id + "/good.sql")), id);
    CHECK_MESSAGE(fs::exists(tests::project("tests/rules/" + id + ".sql")), id);
  }
  for (const auto& file : tests::files_below("samples")) {
    const auto name = fs::path{file}.filename();
    if (name != "bad.sql" && name != "good.sql") continue;
    CHECK_MESSAGE(ids.contains(fs::path{file}.parent_path().filename().string()), file);
  }
  for (const auto& file : tests::files_below("tests/rules")) {
    CHECK_MESSAGE(ids.contains(fs::path{file}.stem().string()), file);
  }
}

TEST_CASE("a rule says why, what instead, when it is fine, and who says so") {
  for (const auto* rule : lint::all_rules()) {
    const auto& info = rule->info;
    CAPTURE(info.id);
    for (const auto words : {info.why, info.instead, info.fine}) {
      REQUIRE(!words.empty());
      CHECK(words.ends_with('.'));
    }
    CHECK(!info.source.empty());
  }
}

TEST_CASE("a rule's title is one short line") {
  constexpr std::size_t kLongest = 80;
  for (const auto* rule : lint::all_rules()) {
    const auto title = rule->info.title;
    CAPTURE(rule->info.id);
    REQUIRE(!title.empty());
    CHECK(title.size() <= kLongest);
    CHECK(!title.ends_with('.'));
    CHECK(begins_well(title));
  }
}

TEST_CASE("a rule answers to each of its names") {
  for (const auto* rule : lint::all_rules()) {
    CHECK(lint::find_rule(rule->info.id) == rule);
    std::istringstream names{std::string{rule->info.aliases}};
    for (std::string name; names >> name;) {
      const auto named = lint::rules_named(name);
      const bool found = std::find(named.begin(), named.end(), rule) != named.end();
      CHECK_MESSAGE(found, name, " does not mean ", rule->info.id);
    }
  }
}

}  // namespace pgstage

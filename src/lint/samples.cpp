#include "pgstage/lint/samples.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <iterator>
#include <utility>

#include "pgstage/catalog/snapshot.hpp"

namespace pgstage::lint {

namespace {

/// Samples say the same every day.
constexpr std::string_view kToday = "2026-01-01";

catalog::Catalog catalog_of(std::string_view schema, ServerVersion version) {
  auto script = sql::Script::unread(std::string{schema});
  Run run;
  run.earlier.push_back({.path = "schema.sql", .script = &script});
  auto catalog = examine(run, catalog::Catalog{}, version, {});
  if (const auto notes = catalog::snapshot_notes(schema)) catalog::add_sizes(*notes, catalog);
  return catalog;
}

struct SampleFile {
  std::string_view name;
  /// `edited`, `removed`, `renamed from NAME`, `overtaken by NAME`, or of its runner `TRAIT:
  /// WORDS`.
  std::string_view standing;
  std::string_view up;
  std::string_view down;
};

/// What stands before a separator, and behind it; nothing behind where there is none.
std::pair<std::string_view, std::string_view> split_at(std::string_view text,
                                                       std::string_view separator) {
  const auto at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + separator.size())};
}

/// Text up to a line that begins with the words, which it ends before, and what follows the words.
std::pair<std::string_view, std::string_view> split_at_line(std::string_view text,
                                                            std::string_view words) {
  for (std::size_t line = 0; line < text.size();) {
    if (text.substr(line).starts_with(words)) {
      return {text.substr(0, line), text.substr(line + words.size())};
    }
    const auto end = text.find('\n', line);
    if (end == std::string_view::npos) break;
    line = end + 1;
  }
  return {text, {}};
}

std::vector<SampleFile> files_of(std::string_view script) {
  std::vector<SampleFile> out;
  for (std::string_view head = "sample.sql", rest = script; !head.empty();) {
    const auto [text, following] = split_at_line(rest, "-- file ");
    const auto [up, down] = split_at_line(text, "-- migrate:down\n");
    // What stands before the first named file is a remark.
    const bool remark = out.empty() && !following.empty() && text.find(';') == text.npos;
    const auto space = std::min(head.find(' '), head.size());
    const auto standing = head.substr(std::min(space + 1, head.size()));
    if (!remark) out.push_back({head.substr(0, space), standing, up, down});
    const auto end = std::min(following.find('\n'), following.size());
    head = following.substr(0, end);
    rest = following.substr(std::min(end + 1, following.size()));
  }
  return out;
}

void take_standing(std::string_view standing, Input& input) {
  constexpr std::string_view kOvertaken = "overtaken by ";
  constexpr std::string_view kRenamed = "renamed from ";
  input.edited = standing == "edited";
  input.removed = standing == "removed";
  if (standing.starts_with(kOvertaken)) {
    input.overtaken_by = standing.substr(kOvertaken.size());
  } else if (standing.starts_with(kRenamed)) {
    input.renamed_from = standing.substr(kRenamed.size());
  } else if (const auto [trait, words] = split_at(standing, ": "); !words.empty()) {
    if (const auto member = trait_named(trait); member != nullptr) input.runner.*member = words;
  }
}

}  // namespace

ServerVersion Servers::usual() const { return {std::clamp(kDefaultServer.major, oldest, newest)}; }

Servers servers_of(std::string_view script) {
  constexpr std::string_view kHead = "-- PostgreSQL ";
  Servers out;
  int major = 0;
  const auto* begin = script.data() + std::min(kHead.size(), script.size());
  const auto [end, failed] = std::from_chars(begin, script.data() + script.size(), major);
  if (!script.starts_with(kHead) || failed != std::errc{}) return out;
  const auto rest = script.substr(static_cast<std::size_t>(end - script.data()));
  if (rest.starts_with(" and later\n")) out.oldest = major;
  if (rest.starts_with(" and earlier\n")) out.newest = major;
  return out;
}

const Sample& sample_of(const Rule& rule) {
  const auto samples = all_samples();
  return *std::find_if(samples.begin(), samples.end(),
                       [&](const Sample& each) { return each.rule == rule.info.id; });
}

std::vector<Finding> judge_sample(const Rule& rule, std::string_view schema,
                                  std::string_view script, ServerVersion version) {
  std::deque<sql::Script> scripts;
  Run run;
  auto& batch = run.batches.emplace_back();
  const auto read = [&](std::string_view text) {
    return text.empty() ? nullptr : &scripts.emplace_back(sql::Script::unread(std::string{text}));
  };
  for (const auto& file : files_of(script)) {
    auto& input = batch.emplace_back();
    input.path = file.name;
    input.migration = file.name.substr(0, file.name.rfind('.'));
    input.script = &scripts.emplace_back(sql::Script::unread(std::string{file.up}));
    input.way_back = read(file.down);
    take_standing(file.standing, input);
  }
  Options options;
  options.version = version;
  options.today = kToday;
  options.choices.push_back({.wishes = {{std::string{rule.info.id}, Level::On}}});
  auto report = judge(run, catalog_of(schema, version), options);
  std::vector<Finding> out;
  for (auto& file : report.files) {
    std::move(file.findings.begin(), file.findings.end(), std::back_inserter(out));
  }
  return out;
}

std::vector<int> versions_of(const Rule& rule) {
  const auto& sample = sample_of(rule);
  std::vector<int> out;
  for (int major = kOldestServer.major; major <= kNewestServer.major; ++major) {
    const auto found = judge_sample(rule, sample.schema, sample.bad, ServerVersion{major});
    const bool trips = std::any_of(found.begin(), found.end(),
                                   [&](const Finding& each) { return each.rule == rule.info.id; });
    if (trips) out.push_back(major);
  }
  return out;
}

}  // namespace pgstage::lint

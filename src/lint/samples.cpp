#include "pgstage/lint/samples.hpp"

#include <algorithm>
#include <charconv>

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
  auto judged = sql::Script::unread(std::string{script});
  Run run;
  run.batches.push_back({{.path = "sample.sql", .script = &judged}});
  Options options;
  options.version = version;
  options.today = kToday;
  options.choices.push_back({.wishes = {{std::string{rule.info.id}, Level::On}}});
  return std::move(judge(run, catalog_of(schema, version), options).files[0].findings);
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

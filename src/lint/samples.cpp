#include "pgstage/lint/samples.hpp"

#include <algorithm>

namespace pgstage::lint {

const Sample& sample_of(const Rule& rule) {
  const auto samples = all_samples();
  return *std::find_if(samples.begin(), samples.end(),
                       [&](const Sample& each) { return each.rule == rule.info.id; });
}

std::vector<Finding> judge_sample(const Rule& rule, std::string_view schema,
                                  std::string_view script, ServerVersion version) {
  auto before = sql::Script::unread(std::string{schema});
  auto judged = sql::Script::unread(std::string{script});
  Run run;
  run.earlier.push_back({.path = "schema.sql", .script = &before});
  run.batches.push_back({{.path = "sample.sql", .script = &judged}});
  Options options;
  options.version = version;
  options.enabled.emplace_back(rule.info.id);
  return std::move(judge(run, catalog::Catalog{}, options).files[0].findings);
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

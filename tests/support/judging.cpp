#include "support/judging.hpp"

#include <deque>

namespace pgstage::tests {

std::vector<Verdict> verdicts(const Judging& judging) {
  std::deque<sql::Script> scripts;
  const auto parse = [&](const std::string& text) {
    return &scripts.emplace_back(sql::Script::unread(text));
  };
  lint::Run run;
  run.earlier.push_back({.path = "earlier.sql", .script = parse(judging.earlier)});
  lint::Batch batch;
  for (const auto& text : judging.files) {
    batch.push_back({.path = std::to_string(batch.size() + 1) + ".sql",
                     .sent_as = judging.sent_as,
                     .script = parse(text)});
  }
  run.batches.push_back(std::move(batch));
  std::vector<Verdict> found;
  for (const auto& file : lint::judge(run, catalog::Catalog{}, judging.options).files) {
    for (const auto& finding : file.findings) {
      found.push_back({std::string{finding.rule}, finding.message});
    }
  }
  return found;
}

}  // namespace pgstage::tests

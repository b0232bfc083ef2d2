#include "pgstage/lint/rerun.hpp"

namespace pgstage::lint {

std::unique_ptr<Rerun> rerun(const Run& run, const Texts& texts, const catalog::Catalog& start,
                             const Options& options, Listeners listeners) {
  auto out = std::make_unique<Rerun>();
  const auto again = [&](const Input& input) {
    const auto changed = texts.find(input.path);
    auto text = changed == texts.end() ? std::string{input.script->text()} : changed->second;
    Input copy = input;
    copy.script = &out->scripts.emplace_back(sql::Script::unread(std::move(text)));
    if (input.way_back != nullptr) {
      copy.way_back =
          &out->scripts.emplace_back(sql::Script::unread(std::string{input.way_back->text()}));
    }
    return copy;
  };
  for (const auto& input : run.earlier) out->run.earlier.push_back(again(input));
  for (const auto& batch : run.batches) {
    auto& files = out->run.batches.emplace_back();
    for (const auto& input : batch) files.push_back(again(input));
  }
  out->report = judge(out->run, start, options, listeners);
  return out;
}

}  // namespace pgstage::lint

#include "verification.hpp"

#include <algorithm>

#include "pgstage/plan/chunk_walk.hpp"

#include "steps.hpp"

namespace pgstage::apply {
namespace {

constexpr std::int64_t kFirstBlocks = 1024;

}  // namespace

Verification::Verification(Runner& runner, const plan::Step& step, Pace& pace)
    : runner_(runner), step_(step), pace_(pace), blocks_(kFirstBlocks) {}

Result<std::int64_t> Verification::count(const db::Value& from, const std::string& to) {
  return one_number(runner_.session(), step_.chunks->remaining, {from, to});
}

Result<std::int64_t> Verification::remaining(const std::string& last,
                                             const std::function<void(const Halt&)>& tell) {
  const auto& chunks = *step_.chunks;
  if (chunks.remaining.empty()) return std::int64_t{0};
  if (chunks.walk != plan::Walk::Blocks) return count({}, last);
  auto end = one_number(runner_.session(), plan::block_count_sql(chunks), {});
  if (!end) return end;
  std::int64_t sum = 0;
  for (std::int64_t at = 0; at < *end;) {
    if (auto free = pace_.wait(tell); !free) return free.error();
    if (runner_.around().interrupted()) return stopped(step_);
    const auto to = std::min(*end, at + blocks_.size());
    const auto first = runner_.around().clock.precisely();
    auto left = count(plan::line_of_block(at), plan::line_of_block(to));
    if (!left) return left;
    const auto took = runner_.around().clock.precisely() - first;
    blocks_.adapt(took, pace_.gives_way() ? pace_.burst() : pace_.batch_time());
    pace_.worked(took);
    sum += *left;
    at = to;
  }
  return sum;
}

}  // namespace pgstage::apply

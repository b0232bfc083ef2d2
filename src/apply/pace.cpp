#include "pace.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace pgstage::apply {
namespace {

constexpr milliseconds kLook{250};
constexpr milliseconds kPoll{100};
/// Whoever was at work will be again.
constexpr milliseconds kRemembered = std::chrono::seconds{1};
/// How long others may have been at work before that is seen.
constexpr milliseconds kSeen{100};
/// A batch beside others does so many times less; what it takes besides are rests.
constexpr int kLessWork = 16;
/// Whatever it was that took so long.
constexpr microseconds kMostOwed = std::chrono::seconds{1};

// Every transaction holds its virtual id, which any role may see. Whose state is hidden is at work.
constexpr std::string_view kAtWork = R"(
SELECT EXISTS (
  SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
   WHERE l.locktype = 'virtualxid' AND l.granted AND a.usesysid IS NOT NULL
     AND coalesce(a.backend_type, 'client backend') = 'client backend'
     AND coalesce(a.state, 'active') = 'active' AND l.pid NOT IN ({}, {})))";

}  // namespace

Pace::Pace(Runner& runner, const plan::Step& step)
    : runner_(runner),
      step_(step),
      limits_(runner.options().limits),
      signals_(runner, limits_, step.chunks->table) {}

Result<std::optional<Halt>> Pace::look() {
  auto asked = runner_.journal().pace(runner_.watcher());
  if (!asked) return asked.error();
  const auto& given = runner_.options().limits;
  limits_.batch_time = asked->batch_time.value_or(given.batch_time);
  limits_.max_lag = asked->max_lag.value_or(given.max_lag);
  limits_.share = asked->share.value_or(given.share);
  if (asked->paused.value_or(false)) {
    return std::optional{Halt{"paused", "paused until \"pgstage pace --resume\""}};
  }
  return signals_.look();
}

bool Pace::gives_way() const {
  return limits_.share < 100 && seen_ && runner_.around().clock.now() - *seen_ < kRemembered;
}

milliseconds Pace::batch() const {
  if (!gives_way()) return limits_.batch_time;
  const auto with_rests = limits_.batch_time * 100 / (kLessWork * limits_.share);
  return std::clamp(with_rests, milliseconds{1}, limits_.batch_time);
}

void Pace::worked(microseconds took) {
  if (limits_.share >= 100) return;
  owed_ = std::min(kMostOwed, owed_ + took * (100 - limits_.share) / limits_.share);
}

Result<void> Pace::look_for_others() {
  const auto now = runner_.around().clock.now();
  if (sought_ && now - *sought_ < kSeen) return {};
  auto rows = runner_.watcher().run(fmt::format(kAtWork, runner_.pid(), runner_.watcher_pid()));
  if (!rows) return rows.error();
  sought_ = now;
  if (rows->rows[0][0] == "t") seen_ = now;
  return {};
}

Result<void> Pace::rest() {
  if (limits_.share >= 100) return {};
  if (auto looked = look_for_others(); !looked) return looked;
  auto owed = std::exchange(owed_, microseconds{0});
  auto& around = runner_.around();
  while (gives_way() && owed.count() > 0 && !around.interrupted()) {
    const auto step = std::min<microseconds>(kPoll, owed);
    around.clock.sleep(step);
    owed -= step;
  }
  return {};
}

Result<void> Pace::note(const std::string& why) {
  return runner_.journal().set_waiting(runner_.watcher(), step_.id, why);
}

Result<void> Pace::refuse_waiting_longer(const Halt& halt, milliseconds begun) const {
  const auto& longest = limits_.longest_wait;
  if (!longest || runner_.around().clock.now() - begun < *longest) return {};
  return failure(
      fmt::format("it has waited {} s, and still {}", longest->count() / 1000, halt.why),
      "Run \"pgstage apply\" again when that has passed, or with a longer --longest-wait.");
}

Result<void> Pace::wait(const std::function<void(const Halt&)>& tell) {
  if (auto rested = rest(); !rested) return rested;
  auto& around = runner_.around();
  const auto begun = around.clock.now();
  if (looked_ && begun - *looked_ < kLook) return {};
  std::string told;
  for (;;) {
    auto halt = look();
    if (!halt) return halt.error();
    looked_ = around.clock.now();
    if (!*halt) break;
    if (told != (*halt)->signal) {
      if (auto noted = note((*halt)->why); !noted) return noted;
    }
    told = (*halt)->signal;
    tell(**halt);
    if (auto may = refuse_waiting_longer(**halt, begun); !may) return may;
    if (around.interrupted()) return {};
    runner_.beat();
    around.clock.sleep(kPoll);
  }
  if (told.empty()) return {};
  waited_ += around.clock.now() - begun;
  return note("");
}

}  // namespace pgstage::apply

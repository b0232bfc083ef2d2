#include "pace.hpp"

#include <fmt/format.h>

namespace pgstage::apply {
namespace {

constexpr milliseconds kLook{250};
constexpr milliseconds kPoll{100};

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
  if (asked->paused.value_or(false)) {
    return std::optional{Halt{"paused", "paused until \"pgstage pace --resume\""}};
  }
  return signals_.look();
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

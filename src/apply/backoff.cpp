#include "backoff.hpp"

#include <algorithm>

namespace pgstage::apply {
namespace {

constexpr milliseconds kFirst{50};
constexpr milliseconds kHighest = std::chrono::seconds{30};
constexpr milliseconds kMuchLater = std::chrono::minutes{5};
constexpr milliseconds kSlice{100};
constexpr int kSlicesToAsk = 10;

}  // namespace

milliseconds Backoff::highest() const {
  return around_.clock.now() - begun_ < kMuchLater ? kHighest : kMuchLater;
}

void Backoff::wait(milliseconds until, const std::function<bool()>& free) {
  const double share = around_.random();
  milliseconds left{1 + static_cast<std::int64_t>(share * static_cast<double>(bound_.count()))};
  bound_ = std::min(bound_ * 2, highest());
  for (int slice = 1; left > milliseconds{0} && !around_.interrupted(); ++slice) {
    if (around_.clock.now() >= until) return;
    const auto time = std::min(left, kSlice);
    around_.clock.sleep(time);
    left -= time;
    if (slice % kSlicesToAsk != 0 || !free || !free()) continue;
    bound_ = kFirst;
    return;
  }
}

}  // namespace pgstage::apply

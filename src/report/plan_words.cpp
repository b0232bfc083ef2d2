#include "plan_words.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <vector>

#include <fmt/format.h>

#include "pgstage/effects/cost.hpp"

namespace pgstage::report {
namespace {

/// The strongest lock, on the first relation that has it.
struct Strongest {
  LockMode mode = LockMode::AccessShare;
  std::string_view on;
};

Strongest strongest_of(const plan::Step& step) {
  Strongest out;
  for (const auto& [relation, mode] : step.locks) {
    if (out.on.empty() || mode > out.mode) out = {mode, relation};
  }
  return out;
}

std::string counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

bool keeps_others(const plan::Step& step) { return who_waits(step) != "nobody"; }

/// Of two steps that keep others waiting.
bool waits_shorter(const plan::Step* a, const plan::Step* b) {
  if (a->brief != b->brief) return a->brief;
  return a->estimate.seconds.value_or(0) < b->estimate.seconds.value_or(0);
}

std::string longest_wait(const std::vector<const plan::Step*>& steps) {
  const auto longest = std::max_element(steps.begin(), steps.end(), waits_shorter);
  if (longest == steps.end()) return "nobody waits";
  if ((*longest)->brief) return "others wait a moment at most";
  const auto time = time_words(**longest);
  return fmt::format("{} of {} wait longest, at {}: {}", who_waits(**longest),
                     strongest_of(**longest).on, (*longest)->id,
                     time.empty() ? "until it is done" : "about " + time);
}

}  // namespace

std::string_view who_waits(const plan::Step& step) {
  const auto mode = strongest_of(step).mode;
  if (!blocks_writes(mode)) return "nobody";
  return blocks_reads(mode) ? "reads, writes" : "writes";
}

std::string lock_words(const plan::Step& step) {
  const auto [mode, on] = strongest_of(step);
  if (on.empty()) return {};
  if (!blocks_writes(mode)) return fmt::format("{} on {}: nobody waits", sql_name(mode), on);
  return fmt::format("{} on {}: {} wait {}", sql_name(mode), on, who_waits(step),
                     step.brief ? "a moment" : "until it is done");
}

std::string_view undo_words(const plan::Plan& plan, const plan::Step& step) {
  const auto& for_good = plan.irreversible;
  if (std::find(for_good.begin(), for_good.end(), step.id) != for_good.end()) return "no";
  return step.undo.empty() ? "" : "yes";
}

std::string time_words(const plan::Step& step) {
  if (!step.estimate.seconds) return {};
  return effects::duration_words(*step.estimate.seconds);
}

std::string head_words(const plan::Plan& plan) {
  std::size_t count = 0;
  double seconds = 0;
  std::vector<const plan::Step*> waited_for;
  for (const auto& phase : plan.phases) {
    count += phase.steps.size();
    for (const auto& step : phase.steps) {
      seconds += step.estimate.seconds.value_or(0);
      if (keeps_others(step)) waited_for.push_back(&step);
    }
  }
  const auto time = seconds > 0 ? ", about " + effects::duration_words(seconds) : std::string{};
  return fmt::format("{} in {}{}; {}", counted(count, "step"), counted(plan.phases.size(), "phase"),
                     time, longest_wait(waited_for));
}

std::string heading(plan::PhaseName name) {
  std::string out{to_string(name)};
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out;
}

}  // namespace pgstage::report

#include "observers.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pgstage/report/visible.hpp"

namespace pgstage::cli {
namespace {

using apply::Blocker;
using apply::milliseconds;

std::string duration(milliseconds time) {
  if (time < milliseconds{1000}) return fmt::format("{} ms", time.count());
  return fmt::format("{:.1f} s", static_cast<double>(time.count()) / 1000.0);
}

std::string time_left(double seconds) {
  if (seconds < 100) return fmt::format("{:.0f} s", seconds);
  return seconds < 6000 ? fmt::format("{:.0f} min", seconds / 60)
                        : fmt::format("{:.0f} h", seconds / 3600);
}

std::string bar(double share) {
  constexpr std::size_t kCells = 24;
  const auto full = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * kCells);
  return "[" + std::string(full, '#') + std::string(kCells - full, ' ') + "]";
}

std::string_view word(apply::BlockerKind kind) {
  switch (kind) {
    case apply::BlockerKind::Session:
      return "session";
    case apply::BlockerKind::Autovacuum:
      return "autovacuum";
    case apply::BlockerKind::Wraparound:
      return "autovacuum to prevent wraparound";
    case apply::BlockerKind::Service:
      return "service";
    case apply::BlockerKind::Prepared:
      return "prepared transaction";
  }
  return "";
}

std::string_view word(apply::Evidence::Speaks speaks) {
  switch (speaks) {
    case apply::Evidence::Speaks::For:
      return "for";
    case apply::Evidence::Speaks::Against:
      return "against";
    case apply::Evidence::Speaks::Neither:
      return "neither";
  }
  return "";
}

class Human final : public apply::Observer {
 public:
  Human(std::ostream& out, std::optional<std::size_t> width, bool quiet)
      : out_(out), width_(width), quiet_(quiet) {}

  void phase_started(plan::PhaseName phase) override {
    say(fmt::format("phase {}", to_string(phase)));
  }

  void step_started(const plan::Step& step, bool undo) override {
    say(fmt::format("  {} {}{}", step.id, undo ? "undo: " : "", step.title));
  }

  void try_failed(const plan::Step& step, int attempt, std::string_view why,
                  const std::vector<Blocker>& blockers) override {
    std::string line = fmt::format("  {} try {}: {}", step.id, attempt, why);
    for (const auto& each : blockers) line += "; in the way: " + in_words(each);
    say(line);
  }

  void backfilled(const plan::Step& step, const apply::BackfillProgress& progress) override {
    if (quiet_) return;
    if (width_) return draw(step, progress);
    if (signal_ == progress.signal) return;
    signal_ = progress.signal;
    say(signal_.empty() ? fmt::format("  {} goes on", step.id)
                        : fmt::format("  {} waits: {}", step.id, progress.waits_for));
  }

  void row_rejected(const plan::Step& step, std::string_view row, std::string_view why) override {
    say(fmt::format("  {} {}: {}", step.id, row, why));
  }

  void step_done(const plan::Step& step, milliseconds took, milliseconds stalled) override {
    std::string line = fmt::format("  {} done in {}", step.id, duration(took));
    if (stalled.count() > 0) line += fmt::format(", others waited at most {}", duration(stalled));
    say(line);
  }

  void seen_at_gate(const apply::Evidence& evidence) override {
    say(fmt::format("  gate: {} ({})", evidence.says, word(evidence.speaks)));
  }

  void waiting(std::string_view why) override { say(std::string{why}); }

 private:
  void draw(const plan::Step& step, const apply::BackfillProgress& progress) {
    std::string line = fmt::format("  {} ", step.id);
    if (progress.share) line += bar(*progress.share) + " ";
    line += fmt::format("{} rows, {:.0f} a second", progress.rows, progress.rows_per_second);
    if (!progress.waits_for.empty()) {
      line += ", waits: " + progress.waits_for;
    } else if (progress.seconds_left) {
      line += fmt::format(", {} left", time_left(*progress.seconds_left));
    }
    if (progress.gives_way) line += ", giving way";
    // A line that the terminal has to break could not be drawn over.
    out_ << "\r" << report::visible(line).substr(0, *width_ - 1) << "\x1b[K" << std::flush;
    drawing_ = true;
  }

  void say(const std::string& line) {
    if (quiet_) return;
    if (drawing_) out_ << "\n";
    drawing_ = false;
    out_ << report::visible(line) << "\n" << std::flush;
  }

  std::ostream& out_;
  std::optional<std::size_t> width_;  ///< Of a terminal.
  bool quiet_;
  bool drawing_ = false;
  std::string signal_;  ///< That a backfill waits for.
};

class Lines final : public apply::Observer {
 public:
  explicit Lines(std::ostream& out) : out_(out) {}

  void phase_started(plan::PhaseName phase) override {
    say({{"event", "phase"}, {"phase", to_string(phase)}});
  }
  void step_started(const plan::Step& step, bool undo) override {
    say({{"event", "step"}, {"step", step.id}, {"title", step.title}, {"undo", undo}});
  }
  void try_failed(const plan::Step& step, int attempt, std::string_view why,
                  const std::vector<Blocker>& blockers) override {
    auto who = nlohmann::ordered_json::array();
    for (const auto& each : blockers) {
      who.push_back({{"kind", word(each.kind)},
                     {"pid", each.pid},
                     {"application", each.application},
                     {"user", each.user},
                     {"state", each.state},
                     {"seconds", each.seconds}});
      if (!each.gid.empty()) who.back()["gid"] = each.gid;
      if (!each.query.empty()) who.back()["query"] = each.query;
    }
    say({{"event", "try_failed"},
         {"step", step.id},
         {"attempt", attempt},
         {"why", why},
         {"blockers", std::move(who)}});
  }
  void backfilled(const plan::Step& step, const apply::BackfillProgress& progress) override {
    const bool known = !progress.signal.empty() && progress.signal == signal_;
    signal_ = progress.signal;
    if (known) return;
    say({{"event", "backfill"},
         {"step", step.id},
         {"rows", progress.rows},
         {"share", progress.share ? nlohmann::ordered_json(*progress.share)
                                  : nlohmann::ordered_json(nullptr)},
         {"rows_per_second", progress.rows_per_second},
         {"seconds_left", progress.seconds_left ? nlohmann::ordered_json(*progress.seconds_left)
                                                : nlohmann::ordered_json(nullptr)},
         {"gives_way", progress.gives_way},
         {"waits_for",
          progress.waits_for.empty()
              ? nlohmann::ordered_json(nullptr)
              : nlohmann::ordered_json{{"signal", progress.signal}, {"why", progress.waits_for}}}});
  }
  void row_rejected(const plan::Step& step, std::string_view row, std::string_view why) override {
    say({{"event", "row_rejected"}, {"step", step.id}, {"row", row}, {"why", why}});
  }
  void step_done(const plan::Step& step, milliseconds took, milliseconds stalled) override {
    say({{"event", "step_done"},
         {"step", step.id},
         {"ms", took.count()},
         {"stalled_ms", stalled.count()}});
  }
  void seen_at_gate(const apply::Evidence& evidence) override {
    say({{"event", "gate"}, {"says", evidence.says}, {"speaks", word(evidence.speaks)}});
  }
  void waiting(std::string_view why) override { say({{"event", "waiting"}, {"why", why}}); }

 private:
  void say(const nlohmann::ordered_json& json) {
    out_ << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n"
         << std::flush;
  }

  std::ostream& out_;
  std::string signal_;  ///< That a backfill waits for: told once, however long it takes.
};

}  // namespace

std::unique_ptr<apply::Observer> human_observer(std::ostream& out, std::optional<std::size_t> width,
                                                bool quiet) {
  return std::make_unique<Human>(out, width, quiet);
}

std::unique_ptr<apply::Observer> json_observer(std::ostream& out) {
  return std::make_unique<Lines>(out);
}

}  // namespace pgstage::cli

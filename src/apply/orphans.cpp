#include "orphans.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::apply {
namespace {

constexpr milliseconds kPoll{50};
constexpr milliseconds kTelling = std::chrono::seconds{10};
/// A backend that does nothing has not noticed yet that its client is gone, or has one that sleeps
/// and whose epoch is void.
constexpr milliseconds kIdle = std::chrono::seconds{5};

// Those at work first. What the role may not see counts as work.
constexpr std::string_view kFind = R"(
SELECT a.pid, a.application_name, coalesce(a.state = 'idle', false), p.phase,
       CASE WHEN p.blocks_total > 0 THEN 100 * p.blocks_done / p.blocks_total END
  FROM pg_catalog.pg_stat_activity a
  LEFT JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = a.pid
 WHERE a.datname = pg_catalog.current_database()
   AND pg_catalog.starts_with(a.application_name, {0}) AND a.pid NOT IN ({1}, {2})
 ORDER BY 3, p.pid IS NULL, a.pid)";

struct Orphan {
  std::string pid;
  std::string name;
  bool idle = false;
  bool builds = false;
  std::string progress;
};

Result<std::optional<Orphan>> find(Runner& runner) {
  auto rows = runner.watcher().run(fmt::format(kFind, quote_literal(runner.application_name()),
                                               runner.pid(), runner.watcher_pid()));
  if (!rows) return rows.error();
  if (rows->rows.empty()) return std::optional<Orphan>{};
  const auto& row = rows->rows[0];
  Orphan out{.pid = row[0].value_or("?"),
             .name = row[1].value_or(""),
             .idle = row[2] == "t",
             .builds = row[3].has_value(),
             .progress = row[3].value_or("")};
  if (row[4]) out.progress += fmt::format(", {} %", *row[4]);
  return std::optional{out};
}

std::string in_words(const Orphan& orphan) {
  if (!orphan.builds) {
    return fmt::format("process {} of an earlier run ({}) is still at work", orphan.pid,
                       orphan.name);
  }
  return fmt::format("process {} of an earlier run ({}) still builds an index ({})", orphan.pid,
                     orphan.name, orphan.progress);
}

}  // namespace

Result<void> wait_for_orphans(Runner& runner) {
  auto& around = runner.around();
  const auto begun = around.clock.now();
  std::optional<milliseconds> told;
  for (;;) {
    auto orphan = find(runner);
    if (!orphan) return orphan.error();
    const auto now = around.clock.now();
    if (!*orphan || ((*orphan)->idle && now - begun >= kIdle)) return {};
    if (!told || now - *told >= kTelling) {
      around.observer.waiting(in_words(**orphan) + "; waiting for it");
      told = now;
    }
    const bool too_long = !(*orphan)->builds && now - begun >= runner.options().deadline;
    if (too_long || around.interrupted()) {
      return refusal(
          in_words(**orphan),
          fmt::format("Wait for it, or end it with SELECT pg_cancel_backend({}).", (*orphan)->pid));
    }
    runner.beat();
    around.clock.sleep(kPoll);
  }
}

}  // namespace pgstage::apply

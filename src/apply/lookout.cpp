#include "lookout.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "blockers.hpp"

namespace pgstage::apply {
namespace {

constexpr std::string_view kLockNotAvailable = "55P03";
constexpr std::string_view kQueryCanceled = "57014";
/// Of a wait that is only told of.
constexpr milliseconds kTelling = std::chrono::seconds{10};

/// Who waits for the session, directly or behind others who do, and for how long.
constexpr std::string_view kBehind = R"(
SELECT pg_catalog.count(*), coalesce(max(extract(epoch FROM pg_catalog.clock_timestamp() -
         w.since) * 1000), 0)::bigint
  FROM (SELECT pid, min(waitstart) AS since FROM pg_catalog.pg_locks
         WHERE NOT granted AND pid <> {0} GROUP BY pid) AS w
 WHERE {0} = ANY (pg_catalog.pg_blocking_pids(w.pid)))";

std::int64_t number(const db::Value& value) {
  std::int64_t out = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), out);
  return out;
}

}  // namespace

Lookout::Lookout(Runner& runner, const plan::Step& step, milliseconds pace)
    : runner_(runner),
      step_(step),
      pace_(pace),
      begun_(runner.around().clock.now()),
      told_(begun_) {}

Result<db::Rows> Lookout::run(const std::string& sql, std::optional<milliseconds> until) {
  auto rows = runner_.session().run_watched(sql, pace_, [&] { look_meanwhile(until); });
  if (called_off_.empty() || (!rows && rows.error().sqlstate != kQueryCanceled)) return rows;
  // It may have come through before the cancel arrived; the try is given up all the same.
  Error error = failure(called_off_);
  error.sqlstate = kLockNotAvailable;
  return error;
}

void Lookout::look_meanwhile(std::optional<milliseconds> until) {
  runner_.beat();
  look();
  if (auto ahead = blockers_of_session(runner_); !ahead.empty()) ahead_ = std::move(ahead);
  const auto allowed = static_cast<std::size_t>(runner_.options().max_queue);
  if (queue_ > allowed) {
    call_off(fmt::format("given up because {} session{} waited behind us", queue_,
                         queue_ == 1 ? "" : "s"));
  } else if (until && runner_.around().clock.now() > *until) {
    call_off("given up because the locks could not all be had in time");
  }
  tell();
}

void Lookout::call_off(std::string why) {
  if (!called_off_.empty()) return;
  called_off_ = std::move(why);
  runner_.session().cancel();
}

void Lookout::look() {
  const auto rows = runner_.watcher().run(fmt::format(kBehind, runner_.pid()));
  if (!rows) return;
  queue_ = static_cast<std::size_t>(number(rows->rows[0][0]));
  const auto now = runner_.around().clock.now();
  if (queue_ == 0) {
    // Whoever waited has gone on, though what is held is not let go yet.
    if (first_waiter_) ended_stalls_ += last_waiter_ - *first_waiter_;
    first_waiter_.reset();
    return;
  }
  const auto since = std::max(begun_, now - milliseconds{number(rows->rows[0][1])});
  first_waiter_ = std::min(first_waiter_.value_or(since), since);
  last_waiter_ = now;
}

milliseconds Lookout::stalled() const {
  if (!first_waiter_) return ended_stalls_;
  return ended_stalls_ + (runner_.around().clock.now() - *first_waiter_);
}

void Lookout::tell() {
  const auto now = runner_.around().clock.now();
  if (ahead_.empty() || now - told_ < kTelling) return;
  told_ = now;
  runner_.around().observer.waiting(step_.id + " goes on" + in_the_way(ahead_));
}

}  // namespace pgstage::apply

// Rows are changed chunk by chunk, each chunk a transaction that also moves the cursor. The size of
// a chunk follows the time it takes.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

#include "blockers.hpp"
#include "bursts.hpp"
#include "pace.hpp"
#include "rejects.hpp"
#include "span.hpp"
#include "steps.hpp"
#include "verification.hpp"

namespace pgstage::apply {
namespace {

/// A chunk that takes so many times as long as it is to take is cut off and made smaller: how much
/// there is to do differs from place to place.
constexpr int kTooLong = 3;
/// What cannot be made smaller may take its time.
constexpr milliseconds kLimitOfOne = std::chrono::seconds{60};
constexpr std::string_view kQueryCanceled = "57014";
constexpr std::int64_t kFirstBlocks = 16;
constexpr std::int64_t kFirstKeys = 1000;
constexpr int kPasses = 3;
/// Of the person's: ours are ALWAYS.
constexpr std::string_view kTriggers =
    "{} SELECT string_agg(DISTINCT pg_catalog.quote_ident(tgname), ', ') FROM "
    "pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid IN (SELECT oid "
    "FROM parts)";
constexpr milliseconds kTelling = std::chrono::seconds{1};

/// Changes when the table is rewritten, and with it what a block number means.
std::string files_sql(const std::string& table) {
  return plan::with_parts(table) +
         " SELECT string_agg(coalesce(pg_catalog.pg_relation_filenode(oid), 0)::text, ',' ORDER BY "
         "oid) FROM parts";
}

class Backfill {
 public:
  Backfill(Runner& runner, const plan::Step& step)
      : runner_(runner),
        step_(step),
        chunks_(*step.chunks),
        pace_(runner, step),
        rejects_(runner, step),
        bursts_(runner, step, pace_),
        verification_(runner, step, pace_),
        span_(chunks_.walk == plan::Walk::Blocks ? kFirstBlocks : kFirstKeys),
        begun_(runner.around().clock.now()) {}

  Result<void> run() {
    if (auto prepared = prepare(); !prepared) return prepared;
    for (int pass = 1;; ++pass) {
      if (auto walked = walk(); !walked) return walked;
      if (auto none = rejects_.refuse(); !none) return none;
      auto left = verification_.remaining(cursor_.end, [&](const Halt& halt) { report(halt); });
      if (!left) return step_failed(step_, left.error());
      if (*left == 0 || (pass == kPasses && chunks_.others_add)) break;
      if (pass == kPasses) {
        return step_failed(
            step_, failure(fmt::format("{} rows are still to be done after {} passes", *left, pass),
                           "Something writes such rows; deploy code that does not, "
                           "then run \"pgstage apply\" again."));
      }
      cursor_.at.clear();
      first_ = cursor_;
    }
    return finish();
  }

 private:
  bool by_blocks() const { return chunks_.walk == plan::Walk::Blocks; }
  db::Session& session() { return runner_.session(); }

  Result<void> prepare() {
    auto files = one_text(session(), files_sql(chunks_.table));
    if (!files) return step_failed(step_, files.error());
    auto kept = runner_.journal().cursor(session(), step_.id);
    if (!kept) return step_failed(step_, kept.error());
    auto goes_on = rejects_.take_up(*kept && (*kept)->files == *files);
    if (!goes_on) return step_failed(step_, goes_on.error());
    if (*goes_on) {
      cursor_ = **kept;
    } else {
      cursor_ = {.files = *files, .at = {}, .end = {}, .rows = 0};
    }
    first_ = cursor_;
    if (auto set = runner_.journal().set_cursor(session(), step_.id, cursor_); !set) {
      return step_failed(step_, set.error());
    }
    if (auto told = tell_of_triggers(); !told) return step_failed(step_, told.error());
    return runner_.journal().set_step(session(), step_.id, StepState::Begun, 1, {});
  }

  Result<void> walk() {
    if (cursor_.at.empty() || cursor_.end.empty()) {
      auto end = one_text(session(), by_blocks() ? plan::block_count_sql(chunks_)
                                                 : plan::greatest_key_sql(chunks_));
      if (!end) return step_failed(step_, end.error());
      cursor_.end = *end;
      if (by_blocks()) cursor_.at = "0";
    }
    for (;;) {
      auto more = chunk();
      if (!more) return more.error();
      if (runner_.around().interrupted()) return stopped(step_);
      if (!*more) return {};
    }
  }

  /// Where the next chunk ends; empty when there is none.
  Result<std::string> next_end() {
    if (by_blocks()) {
      const auto range =
          plan::next_blocks(std::stoll(cursor_.at), span_.size(), std::stoll(cursor_.end));
      return range ? std::to_string(range->end) : std::string{};
    }
    if (cursor_.end.empty() || cursor_.at == cursor_.end) return std::string{};
    auto key =
        one_text(session(), plan::next_key_sql(chunks_, span_.size()), {from(), cursor_.end});
    if (!key) return key.error();
    return key->empty() ? cursor_.end : *key;
  }

  db::Value from() const {
    return !by_blocks() && cursor_.at.empty() ? db::Value{} : db::Value{cursor_.at};
  }

  /// false: there is none left.
  Result<bool> chunk() {
    Cursor after;
    const auto waited = pace_.waited();
    auto done = persist(
        runner_, step_,
        {.attempt = [&] { return attempt(after); },
         .done = [&] { return came_through(after.at); },
         .clear =
             [&] {
               span_.shrink();
               pace_.look_again();
               bursts_.forget();
               return Result<void>{};
             },
         .blockers = [&] { return holders_of(runner_, step_); },
         .passes = [&](const Error& error) { return took_too_long(error) || is_passing(error); },
         .held_still = [&] { return pace_.waited() - waited; }});
    if (!done) return done.error();
    if (after.at == cursor_.at) return false;
    cursor_ = after;
    span_.adapt(took_, pace_.batch());
    report({});
    return true;
  }

  /// Leaves the cursor where it is when the walk is at its end.
  Result<void> attempt(Cursor& after) {
    after = cursor_;
    if (auto free = wait(); !free || runner_.around().interrupted()) return free;
    for (;;) {
      after = cursor_;
      tried_ = milliseconds{0};
      auto end = next_end();
      if (!end) return end.error();
      if (end->empty()) return {};
      after.at = *end;
      const auto first = runner_.around().clock.now();
      auto done = transaction(after, [&] { return change(after); });
      if (done) return {};
      const Error error = done.error();
      tried_ = runner_.around().clock.now() - first;
      if (auto ended = roll_back(); !ended) return ended;
      const bool about_data = is_about_data(error);
      if (about_data && is_smallest(after)) return pass_over(after, error);
      const bool too_large = (about_data || took_too_long(error)) && !span_.is_smallest();
      if (!too_large || runner_.around().interrupted()) return error;
      if (about_data) {
        halve(after);
      } else {
        span_.shrink();
      }
    }
  }

  Result<void> wait() {
    return pace_.wait([&](const Halt& halt) { report(halt); });
  }

  Result<void> roll_back() {
    if (!session().alive()) return {};
    if (auto ended = session().run("ROLLBACK"); !ended) return ended.error();
    return {};
  }

  std::int64_t blocks(const Cursor& after) const {
    return std::stoll(after.at) - std::stoll(cursor_.at);
  }
  bool is_smallest(const Cursor& after) const {
    return by_blocks() ? blocks(after) == 1 : span_.is_smallest();
  }
  void halve(const Cursor& after) { span_.set((by_blocks() ? blocks(after) : span_.size()) / 2); }

  Result<void> change(Cursor& after) {
    auto done = bursts_.change(from(), after.at);
    if (!done) return done.error();
    after.at = done->at;
    after.rows = cursor_.rows + done->rows;
    return {};
  }

  /// The rows of one block without those that cannot be changed, or the one row of a key.
  Result<void> pass_over(Cursor& after, const Error& error) {
    auto done = transaction(after, [&]() -> Result<void> {
      if (!by_blocks()) return rejects_.reject_key(after.at, error);
      auto changed = rejects_.change_one_by_one(cursor_.at);
      if (!changed) return changed.error();
      after.rows = cursor_.rows + *changed;
      return {};
    });
    if (done) return {};
    if (auto ended = roll_back(); !ended) return ended;
    return done;
  }

  /// Of one statement of a batch.
  milliseconds limit() const {
    return span_.is_smallest() ? kLimitOfOne : pace_.batch_time() * kTooLong;
  }

  /// Canceled by its limit, and not by a person, who would not want it to be tried again.
  bool took_too_long(const Error& error) const {
    return error.sqlstate == kQueryCanceled && tried_ >= tried_limit_;
  }

  std::string begin() {
    tried_limit_ = limit();
    std::string sql =
        fmt::format("BEGIN; SET LOCAL lock_timeout = {}; SET LOCAL statement_timeout = {}",
                    (pace_.batch_time() * kTooLong).count(), tried_limit_.count());
    // Ours is ALWAYS.
    if (chunks_.quiet && runner_.may_set("session_replication_role")) {
      sql += "; SET LOCAL session_replication_role = replica";
    }
    return sql;
  }

  Result<void> transaction(const Cursor& after, const std::function<Result<void>()>& work) {
    auto& clock = runner_.around().clock;
    const auto first = clock.precisely();
    if (auto begun = session().run(begin()); !begun) return begun.error();
    if (auto ours = runner_.check_lease(); !ours) return ours.error();
    if (auto done = work(); !done) return done;
    if (auto kept = runner_.journal().set_cursor(session(), step_.id, after); !kept) return kept;
    const auto written = clock.now();
    if (auto committed = session().run("COMMIT"); !committed) return committed.error();
    pace_.committed(clock.now() - written);
    took_ = clock.precisely() - first;
    return {};
  }

  Result<bool> came_through(const std::string& end) {
    // Lost before it had begun: that the cursor is still where it was says nothing.
    if (end == cursor_.at) return false;
    auto kept = runner_.journal().cursor(session(), step_.id);
    if (!kept) return kept.error();
    return *kept && (*kept)->at == end;
  }

  bool is_to_be_told(const Halt& halt) {
    const auto now = runner_.around().clock.now();
    const bool new_to_all = halt.signal != told_ || cursor_.at == cursor_.end;
    if (!new_to_all && now - reported_ < kTelling) return false;
    told_ = halt.signal;
    reported_ = now;
    return true;
  }

  /// What this run has done while it was at work says how fast it is.
  void report(const Halt& halt) {
    if (!is_to_be_told(halt)) return;
    BackfillProgress progress{.rows = cursor_.rows,
                              .gives_way = pace_.gives_way(),
                              .waits_for = halt.why,
                              .signal = halt.signal};
    const auto at_work = runner_.around().clock.now() - begun_ - pace_.waited();
    const double seconds = static_cast<double>(at_work.count()) / 1000.0;
    if (seconds > 0) {
      progress.rows_per_second = static_cast<double>(cursor_.rows - first_.rows) / seconds;
    }
    if (by_blocks() && !cursor_.end.empty() && cursor_.end != "0") {
      const double end = std::stod(cursor_.end);
      const double at = std::stod(cursor_.at);
      const double done = at - (first_.at.empty() ? 0 : std::stod(first_.at));
      progress.share = at / end;
      if (done > 0) progress.seconds_left = seconds * (end - at) / done;
    }
    runner_.around().observer.backfilled(step_, progress);
  }

  /// They would change rows that mean the same as before, such as the time of their last change.
  Result<void> tell_of_triggers() {
    if (!chunks_.quiet || runner_.may_set("session_replication_role")) return {};
    auto names = one_text(session(), fmt::format(kTriggers, plan::with_parts(chunks_.table)));
    if (!names) return names.error();
    if (names->empty()) return {};
    runner_.around().observer.waiting(fmt::format(
        "{}: triggers of {} fire for every row that is filled: {}; a superuser, or from "
        "PostgreSQL 15 on a role after GRANT SET ON PARAMETER session_replication_role, "
        "keeps them quiet",
        step_.id, chunks_.table, *names));
    return {};
  }

  Result<void> finish() {
    // New values without statistics mislead the planner as soon as somebody reads them.
    if (auto analyzed = session().run("ANALYZE " + chunks_.table); !analyzed) {
      return step_failed(step_, analyzed.error());
    }
    runner_.around().observer.step_done(step_, runner_.around().clock.now() - begun_,
                                        milliseconds{0});
    return runner_.journal().set_step(session(), step_.id, StepState::Done, 0, {});
  }

  Runner& runner_;
  const plan::Step& step_;
  const plan::Chunks& chunks_;
  Pace pace_;
  Rejects rejects_;
  Bursts bursts_;
  Verification verification_;
  Span span_;
  milliseconds begun_;
  microseconds took_{0};         ///< The last batch.
  milliseconds tried_{0};        ///< The same of one that failed,
  milliseconds tried_limit_{0};  ///< and what its statements were allowed.
  Cursor cursor_;
  Cursor first_;  ///< Where this run began.
  std::string told_;
  milliseconds reported_{0};
};

}  // namespace

Result<void> run_backfill(Runner& runner, const plan::Step& step) {
  return Backfill(runner, step).run();
}

}  // namespace pgstage::apply

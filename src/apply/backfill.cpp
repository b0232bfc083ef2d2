// Rows are changed chunk by chunk, each chunk a transaction that also moves the cursor. The size of
// a chunk follows the time it takes.
#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

#include "blockers.hpp"
#include "steps.hpp"

namespace pgstage::apply {
namespace {

// Who wants to change a row of a chunk waits until its transaction ends.
constexpr milliseconds kTarget{100};
/// A chunk is cut off here and made smaller: how much there is to do differs from place to place.
constexpr milliseconds kLimit{250};
/// What cannot be made smaller may take its time.
constexpr std::string_view kLimitOfOne = "60s";
constexpr std::string_view kQueryCanceled = "57014";
constexpr std::int64_t kFirstBlocks = 16;
constexpr std::int64_t kFirstKeys = 1000;
constexpr int kPasses = 3;

Result<std::string> one_text(db::Session& session, const std::string& sql,
                             const std::vector<db::Value>& params = {}) {
  auto rows = session.query(sql, params);
  if (!rows) return rows.error();
  if (rows->rows.empty() || !rows->rows[0][0]) return std::string{};
  return *rows->rows[0][0];
}

/// Changes when the table is rewritten, and with it what a block number means.
std::string files_sql(const std::string& table) {
  return fmt::format(
      "WITH RECURSIVE parts(oid) AS (SELECT {}::pg_catalog.regclass::pg_catalog.oid UNION SELECT "
      "i.inhrelid FROM pg_catalog.pg_inherits i JOIN parts p ON i.inhparent = p.oid) SELECT "
      "string_agg(coalesce(pg_catalog.pg_relation_filenode(oid), 0)::text, ',' ORDER BY oid) "
      "FROM parts",
      quote_literal(table));
}

class Backfill {
 public:
  Backfill(Runner& runner, const plan::Step& step)
      : runner_(runner),
        step_(step),
        chunks_(*step.chunks),
        size_(chunks_.walk == plan::Walk::Blocks ? kFirstBlocks : kFirstKeys),
        begun_(runner.around().clock.now()) {}

  Result<void> run() {
    if (auto prepared = prepare(); !prepared) return prepared;
    for (int pass = 1;; ++pass) {
      if (auto walked = walk(); !walked) return walked;
      auto left = remaining();
      if (!left) return step_failed(step_, left.error());
      if (*left == 0) break;
      if (pass == kPasses) {
        return step_failed(
            step_, failure(fmt::format("{} rows are still to be done after {} passes", *left, pass),
                           "Something writes such rows; deploy code that does not, "
                           "then run \"pgstage apply\" again."));
      }
      cursor_.at.clear();
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
    if (*kept && (*kept)->files == *files) {
      cursor_ = **kept;
      first_row_ = cursor_.rows;
    } else {
      cursor_ = {.files = *files, .at = {}, .end = {}, .rows = 0};
    }
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
      if (runner_.around().interrupted()) return stopped(step_);
      auto more = chunk();
      if (!more) return more.error();
      if (!*more) return {};
    }
  }

  /// Where the next chunk ends; empty when there is none.
  Result<std::string> next_end() {
    if (by_blocks()) {
      const auto range = plan::next_blocks(std::stoll(cursor_.at), size_, std::stoll(cursor_.end));
      return range ? std::to_string(range->end) : std::string{};
    }
    if (cursor_.end.empty() || cursor_.at == cursor_.end) return std::string{};
    auto key = one_text(session(), plan::next_key_sql(chunks_, size_), {from(), cursor_.end});
    if (!key) return key.error();
    return key->empty() ? cursor_.end : *key;
  }

  db::Value from() const {
    return !by_blocks() && cursor_.at.empty() ? db::Value{} : db::Value{cursor_.at};
  }

  /// false: there is none left.
  Result<bool> chunk() {
    const auto begun = runner_.around().clock.now();
    Cursor after;
    auto done = persist(runner_, step_,
                        {.attempt = [&] { return attempt(after); },
                         .done = [&] { return came_through(after.at); },
                         .clear =
                             [&] {
                               shrink();
                               return Result<void>{};
                             },
                         .blockers = [&] { return holders_of(runner_, step_); },
                         .passes =
                             [](const Error& error) {
                               return error.sqlstate == kQueryCanceled || is_passing(error);
                             }});
    if (!done) return done.error();
    if (after.at == cursor_.at) return false;
    cursor_ = after;
    adapt(runner_.around().clock.now() - begun);
    report();
    return true;
  }

  /// Leaves the cursor where it is when the walk is at its end.
  Result<void> attempt(Cursor& after) {
    for (;;) {
      after = cursor_;
      auto end = next_end();
      if (!end) return end.error();
      if (end->empty()) return {};
      after.at = *end;
      auto done = transaction(after);
      if (done) return {};
      if (session().alive()) {
        if (auto ended = session().run("ROLLBACK"); !ended) return ended.error();
      }
      const bool too_large = done.error().sqlstate == kQueryCanceled && size_ > 1;
      if (!too_large || runner_.around().interrupted()) return done;
      shrink();
    }
  }

  std::string begin() const {
    std::string sql =
        fmt::format("BEGIN; SET LOCAL lock_timeout = '{0}ms'; SET LOCAL statement_timeout = '{1}'",
                    kLimit.count(), size_ > 1 ? fmt::format("{}ms", kLimit.count()) : kLimitOfOne);
    // Ours is ALWAYS.
    if (chunks_.quiet && runner_.may_set("session_replication_role")) {
      sql += "; SET LOCAL session_replication_role = replica";
    }
    return sql;
  }

  Result<void> transaction(Cursor& after) {
    if (auto begun = session().run(begin()); !begun) return begun.error();
    if (auto ours = runner_.check_lease(); !ours) return ours.error();
    auto rows = session().query(step_.sql.front(), {from(), after.at});
    if (!rows) return rows.error();
    after.rows = cursor_.rows + rows->affected;
    if (auto kept = runner_.journal().set_cursor(session(), step_.id, after); !kept) return kept;
    if (auto committed = session().run("COMMIT"); !committed) return committed.error();
    return {};
  }

  Result<bool> came_through(const std::string& end) {
    auto kept = runner_.journal().cursor(session(), step_.id);
    if (!kept) return kept.error();
    return *kept && (*kept)->at == end;
  }

  /// Towards the target: never more than half as much again, and at once down when far over it.
  void adapt(milliseconds took) {
    const double ratio = static_cast<double>(kTarget.count()) /
                         static_cast<double>(std::max<std::int64_t>(1, took.count()));
    const double factor = std::clamp(ratio, 0.1, 1.5);
    size_ =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(static_cast<double>(size_) * factor));
  }

  void shrink() { size_ = std::max<std::int64_t>(1, size_ / 4); }

  void report() {
    BackfillProgress progress;
    progress.rows = cursor_.rows;
    const double seconds =
        static_cast<double>((runner_.around().clock.now() - begun_).count()) / 1000.0;
    if (seconds > 0) {
      progress.rows_per_second = static_cast<double>(cursor_.rows - first_row_) / seconds;
    }
    if (by_blocks() && cursor_.end != "0") {
      progress.share = std::stod(cursor_.at) / std::stod(cursor_.end);
      if (*progress.share > 0) progress.seconds_left = seconds / *progress.share - seconds;
    }
    runner_.around().observer.backfilled(step_, progress);
  }

  Result<std::int64_t> remaining() {
    if (chunks_.remaining.empty()) return std::int64_t{0};
    auto end = by_blocks() ? one_text(session(), plan::block_count_sql(chunks_))
                           : Result<std::string>{cursor_.end};
    if (!end) return end.error();
    const db::Value from = by_blocks() ? db::Value{"0"} : db::Value{};
    auto count = one_text(session(), chunks_.remaining, {from, *end});
    if (!count) return count.error();
    return count->empty() ? 0 : std::stoll(*count);
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
  std::int64_t size_;
  milliseconds begun_;
  Cursor cursor_;
  std::int64_t first_row_ = 0;
};

}  // namespace

Result<void> run_backfill(Runner& runner, const plan::Step& step) {
  return Backfill(runner, step).run();
}

}  // namespace pgstage::apply

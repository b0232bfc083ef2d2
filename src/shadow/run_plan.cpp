#include "run_plan.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "pgstage/plan/chunk_walk.hpp"

#include "observed_locks.hpp"

namespace pgstage::shadow {
namespace {

using plan::Step;
using plan::StepKind;

// Small, so that even the few generated rows make several chunks.
constexpr std::int64_t kBlocksAChunk = 1;
constexpr std::int64_t kKeysAChunk = 7;

Error in_step(const Step& step, Error error) {
  const std::string sqlstate = error.sqlstate.empty() ? "" : " (" + error.sqlstate + ")";
  error.message = fmt::format("step \"{}\" fails: {}{}", step.id, error.message, sqlstate);
  return error;
}

Result<void> run_all(db::Session& session, const std::vector<std::string>& statements) {
  for (const auto& sql : statements) {
    const auto done = session.run(sql);
    if (!done) return done.error();
  }
  return {};
}

/// Rolls back on failure, so that the session can be used again.
Result<void> in_transaction(db::Session& session, const std::function<Result<void>()>& work) {
  const auto begun = session.run("BEGIN");
  if (!begun) return begun.error();
  auto done = work();
  const auto ended = session.run(done ? "COMMIT" : "ROLLBACK");
  if (done && !ended) return ended.error();
  return done;
}

Result<db::Value> first_value(db::Session& session, const std::string& sql,
                              const std::vector<db::Value>& params) {
  auto rows = session.query(sql, params);
  if (!rows) return rows.error();
  if (rows->rows.empty() || rows->rows[0].empty()) return db::Value{};
  return rows->rows[0][0];
}

/// Asks a probe or post-condition; without one there is nothing to object to.
Result<void> expect(db::Session& session, const Step& step, const std::string& sql, bool wanted,
                    std::string_view complaint, Proof& proof) {
  if (sql.empty()) return {};
  const auto answer = first_value(session, sql, {});
  if (!answer) return answer.error();
  if ((*answer == db::Value{"t"}) != wanted) {
    proof.differences.push_back(fmt::format("step \"{}\": {}", step.id, complaint));
  }
  return {};
}

using Locks = std::map<std::string, LockMode>;

/// The statements of a step, or those of its undo, and what they locked.
Result<Locks> run_observed(db::Session& session, const Step& step, bool undo, Proof& proof) {
  const auto names = relation_names(session);
  if (!names) return names.error();
  Locks locks;
  auto done = in_transaction(session, [&]() -> Result<void> {
    auto run = run_all(session, undo ? step.undo : step.sql);
    if (!run) return run;
    auto held = locks_held(session, *names);
    if (!held) return held.error();
    locks = *std::move(held);
    return {};
  });
  if (!done) return done.error();
  auto& lines = proof.undeclared_locks;
  for (auto& line : undeclared(step, undo, locks)) {
    // A step is undone behind each of the phases.
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  }
  return locks;
}

Result<void> run_statements(db::Session& session, const Step& step, Proof& proof) {
  if (!step.transaction) return run_all(session, step.sql);
  auto locks = run_observed(session, step, false, proof);
  if (!locks) return locks.error();
  proof.locks.push_back({step.id, *std::move(locks)});
  return {};
}

Result<void> undo(db::Session& session, const Step& step, Proof& proof) {
  if (!step.undo_transaction) return run_all(session, step.undo);
  const auto locks = run_observed(session, step, true, proof);
  return locks ? Result<void>{} : locks.error();
}

Result<void> run_chunk(db::Session& session, const Step& step, const db::Value& from,
                       const db::Value& to, Proof& proof) {
  const auto done = session.query(step.sql.front(), {from, to});
  if (!done) return done.error();
  if (step.chunks->remaining.empty()) return {};
  const auto left = first_value(session, step.chunks->remaining, {from, to});
  if (!left) return left.error();
  if (*left != db::Value{"0"}) {
    proof.differences.push_back(
        fmt::format("step \"{}\": a chunk is not done after its statement", step.id));
  }
  return {};
}

Result<void> walk_blocks(db::Session& session, const Step& step, Proof& proof) {
  const auto count = first_value(session, plan::block_count_sql(*step.chunks), {});
  if (!count) return count.error();
  const std::int64_t end = std::strtoll(count->value_or("0").c_str(), nullptr, 10);
  auto range = plan::next_blocks(0, kBlocksAChunk, end);
  while (range) {
    auto done = run_chunk(session, step, plan::line_of_block(range->begin),
                          plan::line_of_block(range->end), proof);
    if (!done) return done;
    range = plan::next_blocks(range->end, kBlocksAChunk, end);
  }
  return {};
}

Result<void> walk_keys(db::Session& session, const Step& step, Proof& proof) {
  const auto last = first_value(session, plan::greatest_key_sql(*step.chunks), {});
  if (!last) return last.error();
  const std::string next_key = plan::next_key_sql(*step.chunks, kKeysAChunk);
  db::Value at;
  while (*last && at != *last) {
    const auto next = first_value(session, next_key, {at, *last});
    if (!next) return next.error();
    const db::Value& to = *next ? *next : *last;
    auto done = run_chunk(session, step, at, to, proof);
    if (!done) return done;
    at = to;
  }
  return {};
}

Result<void> carry_out(db::Session& session, const Step& step, Proof& proof) {
  if (step.kind == StepKind::Sql) return run_statements(session, step, proof);
  if (step.kind != StepKind::Backfill || !step.chunks || step.sql.empty()) return {};
  return step.chunks->walk == plan::Walk::Blocks ? walk_blocks(session, step, proof)
                                                 : walk_keys(session, step, proof);
}

}  // namespace

Result<void> run_step(db::Session& session, const Step& step, Proof& proof) {
  // The rows that a backfill is for may all be right already, or not be there at all.
  const std::string before = step.kind == StepKind::Sql ? step.probe : "";
  auto done = expect(session, step, before, false, "its probe holds before it has run", proof);
  if (done) done = carry_out(session, step, proof);
  if (done) {
    done = expect(session, step, step.probe, true, "its probe does not hold after it", proof);
  }
  if (done) {
    done = expect(session, step, step.post, true, "its post-condition does not hold", proof);
  }
  if (!done) return in_step(step, done.error());
  return {};
}

Result<void> undo_steps(db::Session& session, const std::vector<const Step*>& steps, Proof& proof) {
  const std::vector<const Step*> backwards{steps.rbegin(), steps.rend()};
  for (const Step* step : backwards) {
    if (const auto done = undo(session, *step, proof); !done) {
      return in_step(*step, done.error());
    }
  }
  return {};
}

}  // namespace pgstage::shadow

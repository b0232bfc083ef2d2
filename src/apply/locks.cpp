#include "locks.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "lookout.hpp"

namespace pgstage::apply {
namespace {

using Edges = std::set<std::pair<std::string, std::string>>;  // Before, behind.

constexpr std::string_view kLockNotAvailable = "55P03";

std::string wanted(const std::map<std::string, LockMode>& locks) {
  std::string out;
  for (const auto& [relation, mode] : locks) {
    out += fmt::format("{}({}, {})", out.empty() ? "" : ", ", quote_literal(relation),
                       quote_literal(pg_locks_name(mode)));
  }
  return out;
}

// Which rights LOCK TABLE asks for: manual, LOCK.
constexpr std::string_view kFind = R"(
SELECT w.relation, w.mode, c.oid, c.relkind IN ('r', 'p') AND pg_catalog.has_table_privilege(c.oid,
         CASE w.mode WHEN 'AccessShareLock' THEN 'SELECT' ELSE 'UPDATE, DELETE, TRUNCATE' END)
  FROM (VALUES {0}) AS w(relation, mode)
  JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(w.relation)
 ORDER BY w.relation COLLATE "C")";

constexpr std::string_view kEdges = R"(
SELECT confrelid, conrelid FROM pg_catalog.pg_constraint
 WHERE contype = 'f' AND conrelid <> confrelid AND conrelid IN ({0}) AND confrelid IN ({0})
UNION SELECT inhparent, inhrelid FROM pg_catalog.pg_inherits
 WHERE inhrelid IN ({0}) AND inhparent IN ({0}))";

/// In the order in which LOCK TABLE statements of the plan name them.
void add_order_of_plan(const std::vector<std::string>& statements,
                       const std::vector<StepLock>& locks, Edges& edges) {
  std::map<std::pair<std::size_t, std::size_t>, const StepLock*> named;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    if (!statements[i].starts_with("LOCK TABLE ")) continue;
    for (const auto& lock : locks) {
      const auto at = statements[i].find(" " + lock.relation);
      if (at != std::string::npos) named.emplace(std::pair{i, at}, &lock);
    }
  }
  const StepLock* before = nullptr;
  for (const auto& [place, lock] : named) {
    if (before != nullptr) edges.emplace(before->oid, lock->oid);
    before = lock;
  }
}

Result<Edges> edges_among(db::Session& session, const std::vector<std::string>& statements,
                          const std::vector<StepLock>& locks) {
  Edges edges;
  if (locks.size() < 2) return edges;
  add_order_of_plan(statements, locks, edges);
  std::string oids;
  for (const auto& lock : locks) oids += (oids.empty() ? "" : ", ") + lock.oid;
  auto rows = session.run(fmt::format(kEdges, oids));
  if (!rows) return rows.error();
  for (const auto& row : rows->rows) {
    // The plan knows best: it was proved with its order.
    if (!edges.contains({*row[1], *row[0]})) edges.emplace(*row[0], *row[1]);
  }
  return edges;
}

/// Each time the first by name that nothing left has to come before; in a circle the first by name.
std::vector<StepLock> in_order(std::vector<StepLock> locks, const Edges& edges) {
  std::map<std::string, std::set<std::string>> before;
  for (const auto& [first, second] : edges) before[second].insert(first);
  std::vector<StepLock> out;
  while (!locks.empty()) {
    const auto free = std::find_if(locks.begin(), locks.end(),
                                   [&](const auto& lock) { return before[lock.oid].empty(); });
    const auto next = free == locks.end() ? locks.begin() : free;
    for (auto& [oid, earlier] : before) earlier.erase(next->oid);
    out.push_back(*next);
    locks.erase(next);
  }
  return out;
}

Error too_late(milliseconds budget) {
  Error error = failure(fmt::format("the locks could not all be had within {} ms", budget.count()));
  error.sqlstate = kLockNotAvailable;
  return error;
}

}  // namespace

Result<std::vector<StepLock>> locks_of(db::Session& session, const plan::Step& step, bool undo) {
  std::vector<StepLock> locks;
  const auto& declared = undo ? step.undo_locks : step.locks;
  if (declared.empty()) return locks;
  auto rows = session.run(fmt::format(kFind, wanted(declared)));
  if (!rows) return rows.error();
  for (const auto& row : rows->rows) {
    locks.push_back({.relation = *row[0],
                     .mode = lock_mode_from_pg_locks(*row[1]).value_or(LockMode::AccessExclusive),
                     .oid = *row[2],
                     .takeable = row[3] == "t"});
  }
  auto edges = edges_among(session, undo ? step.undo : step.sql, locks);
  if (!edges) return edges.error();
  return in_order(std::move(locks), *edges);
}

bool shut_others_out(const std::vector<StepLock>& locks) {
  return std::any_of(locks.begin(), locks.end(),
                     [](const auto& lock) { return blocks_writes(lock.mode); });
}

std::vector<std::string> lock_statements(const std::vector<StepLock>& locks, Manner manner) {
  std::vector<std::string> out;
  for (auto lock = locks.begin(); lock != locks.end();) {
    std::string tables;
    const auto mode = lock->mode;
    for (; lock != locks.end() && (lock->mode == mode || !lock->takeable); ++lock) {
      if (lock->takeable) tables += (tables.empty() ? "ONLY " : ", ONLY ") + lock->relation;
    }
    if (tables.empty()) continue;
    out.push_back(fmt::format("LOCK TABLE {} IN {} MODE{}", tables, sql_name(mode),
                              manner == Manner::AtOnce ? " NOWAIT" : ""));
  }
  return out;
}

Result<void> take_locks(Runner& runner, const std::vector<StepLock>& locks, Manner manner,
                        milliseconds budget, Lookout& lookout) {
  auto& clock = runner.around().clock;
  const auto until = clock.now() + budget;
  for (const auto& statement : lock_statements(locks, manner)) {
    const auto left = until - clock.now();
    if (left <= milliseconds{0}) return too_late(budget);
    // For each of the tables; that all of them stay below it, the lookout sees to.
    auto locked =
        lookout.run(fmt::format("SET LOCAL lock_timeout = {}; {}", left.count(), statement), until);
    if (!locked) return locked.error();
  }
  return {};
}

}  // namespace pgstage::apply

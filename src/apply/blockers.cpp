#include "blockers.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::apply {
namespace {

// A prepared transaction has no process, only a number. Autovacuum
// has no user; a role that may not see the rest of others sees at least that. Workers of a parallel
// query hold what their leader holds.
constexpr std::string_view kAbout = R"(
SELECT CASE WHEN a.pid IS NULL THEN 'prepared'
            WHEN coalesce(a.backend_type = 'autovacuum worker', a.usesysid IS NULL) THEN
              CASE WHEN a.query LIKE '%(to prevent wraparound)' THEN 'wraparound'
                   ELSE 'autovacuum' END
            WHEN a.backend_type <> 'client backend' OR a.application_name ~ '^pg_(dump|basebackup)'
              THEN 'service'
            ELSE 'session' END,
       a.pid, x.gid, coalesce(a.usename, x.owner), a.application_name, a.state,
       extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, x.prepared))::bigint,
       a.backend_xid IS NOT NULL, CASE WHEN {0} THEN a.query END
  FROM ({1}) AS w(pid, xid)
  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = w.pid
  LEFT JOIN pg_catalog.pg_prepared_xacts x ON x.transaction::text = w.xid
 WHERE (a.pid IS NOT NULL OR x.gid IS NOT NULL) AND a.leader_pid IS NULL
 ORDER BY 7 DESC NULLS LAST, 2)";

// The locks of a prepared transaction have in common what was the number of its session's, and one
// of them is on its own number.
constexpr std::string_view kHolders = R"(
SELECT DISTINCT l.pid, t.transactionid::text
  FROM pg_catalog.pg_locks l
  JOIN (VALUES {0}) AS v(oid, modes) ON l.relation = v.oid AND l.mode = ANY (v.modes)
  LEFT JOIN pg_catalog.pg_locks t ON l.pid IS NULL AND t.pid IS NULL
        AND t.locktype = 'transactionid' AND t.virtualtransaction = l.virtualtransaction
 WHERE l.granted AND l.pid IS DISTINCT FROM {1}
   AND l.database = (SELECT oid FROM pg_catalog.pg_database
                      WHERE datname = pg_catalog.current_database()))";

BlockerKind kind_from(std::string_view word) {
  if (word == "prepared") return BlockerKind::Prepared;
  if (word == "wraparound") return BlockerKind::Wraparound;
  if (word == "service") return BlockerKind::Service;
  return word == "autovacuum" ? BlockerKind::Autovacuum : BlockerKind::Session;
}

/// `who` gives the process and, where there is none, the transaction.
std::vector<Blocker> read(Runner& runner, const std::string& who) {
  // Without an answer there is nobody to name; what is wrong shows where the lock is taken.
  const auto rows = runner.watcher().run(
      fmt::format(kAbout, runner.options().show_queries ? "true" : "false", who));
  std::vector<Blocker> out;
  if (!rows) return out;
  for (const auto& row : rows->rows) {
    out.push_back({.kind = kind_from(row[0].value_or("")),
                   .pid = row[1].value_or(""),
                   .gid = row[2].value_or(""),
                   .user = row[3].value_or(""),
                   .application = row[4].value_or(""),
                   .state = row[5].value_or(""),
                   .seconds = row[6].value_or(""),
                   .wrote = row[7] == "t",
                   .query = row[8].value_or("")});
  }
  return out;
}

std::string modes_against(LockMode wanted) {
  std::string out;
  for (int mode = 0; mode < 8; ++mode) {
    if (!conflicts(wanted, LockMode{mode})) continue;
    out += (out.empty() ? "" : ", ") + quote_literal(pg_locks_name(LockMode{mode}));
  }
  return "ARRAY[" + out + "]";
}

/// What has gone on for as long is not about to end: most transactions take milliseconds.
bool is_old(const Runner& runner, const Blocker& blocker) {
  std::int64_t seconds = -1;
  const auto& text = blocker.seconds;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::chrono::seconds{seconds} >= runner.options().long_transaction;
}

/// A session that may be ended.
bool is_endable(const Runner& runner, const Blocker& blocker) {
  return blocker.kind == BlockerKind::Session && is_old(runner, blocker) &&
         !blocker.application.starts_with("pgstage ");
}

}  // namespace

std::string in_words(const Blocker& blocker) {
  const std::string age = blocker.seconds.empty() ? "age unknown" : blocker.seconds + " s";
  if (blocker.kind == BlockerKind::Prepared) {
    return fmt::format("prepared transaction \"{}\" of user \"{}\" ({})", blocker.gid, blocker.user,
                       age);
  }
  if (blocker.kind == BlockerKind::Autovacuum) {
    return fmt::format("process {} (autovacuum, {})", blocker.pid, age);
  }
  if (blocker.kind == BlockerKind::Wraparound) {
    return fmt::format("process {} (autovacuum to prevent wraparound, {})", blocker.pid, age);
  }
  std::string out =
      fmt::format("process {} ({}, {}, {}", blocker.pid,
                  blocker.application.empty() ? "no application name" : blocker.application,
                  blocker.state.empty() ? "state unknown" : blocker.state, age);
  if (!blocker.query.empty()) out += ": " + blocker.query;
  return out + ")";
}

std::vector<Blocker> holders_of(Runner& runner, const std::vector<StepLock>& locks) {
  std::string wanted;
  for (const auto& lock : locks) {
    wanted += fmt::format("{}({}::pg_catalog.oid, {})", wanted.empty() ? "" : ", ", lock.oid,
                          modes_against(lock.mode));
  }
  if (wanted.empty()) return {};
  return read(runner, fmt::format(kHolders, wanted, runner.pid()));
}

std::vector<Blocker> holders_of(Runner& runner, const plan::Step& step) {
  const auto locks = locks_of(runner.session(), step, false);
  return locks ? holders_of(runner, *locks) : std::vector<Blocker>{};
}

std::vector<Blocker> blockers_of_session(Runner& runner) {
  // 0 stands for prepared transactions, which cannot be told apart here.
  return read(runner, fmt::format("SELECT DISTINCT pid, NULL::text FROM "
                                  "pg_catalog.unnest(pg_catalog.pg_blocking_pids({})) AS b(pid)",
                                  runner.pid()));
}

bool is_lasting(const Runner& runner, const Blocker& blocker) {
  switch (blocker.kind) {
    case BlockerKind::Session:
    case BlockerKind::Prepared:
    case BlockerKind::Service:
      return is_old(runner, blocker);
    case BlockerKind::Wraparound:
      return true;
    case BlockerKind::Autovacuum:
      return false;
  }
  return false;
}

bool any_lasting(const Runner& runner, const std::vector<Blocker>& blockers) {
  return std::any_of(blockers.begin(), blockers.end(),
                     [&](const auto& each) { return is_lasting(runner, each); });
}

bool is_only_autovacuum(const std::vector<Blocker>& blockers) {
  return !blockers.empty() && std::all_of(blockers.begin(), blockers.end(), [](const auto& each) {
    return each.kind == BlockerKind::Autovacuum;
  });
}

void end_lasting(Runner& runner, const plan::Step& step, const std::vector<Blocker>& blockers) {
  const auto ending = runner.options().blockers;
  if (ending == Ending::Leave) return;
  const bool readers = std::any_of(blockers.begin(), blockers.end(), [&](const auto& each) {
    return is_endable(runner, each) && !each.wrote;
  });
  const std::string_view verb = ending == Ending::Cancel ? "cancel" : "terminate";
  for (const auto& each : blockers) {
    if (!is_endable(runner, each) || (readers && each.wrote)) continue;
    const auto ended =
        runner.watcher().run(fmt::format("SELECT pg_catalog.pg_{}_backend({})", verb, each.pid));
    runner.around().observer.waiting(
        ended ? fmt::format("{}: told {} to {}", step.id, in_words(each),
                            ending == Ending::Cancel ? "cancel what it runs" : "end")
              : fmt::format("{}: may not {} {}: {}", step.id, verb, in_words(each),
                            ended.error().message));
  }
}

std::string in_the_way(const std::vector<Blocker>& blockers) {
  std::string out;
  for (const auto& each : blockers) out += (out.empty() ? "; in the way: " : ", ") + in_words(each);
  return out;
}

}  // namespace pgstage::apply

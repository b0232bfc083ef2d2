#include "signals.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

namespace pgstage::apply {
namespace {

constexpr std::string_view kConnectionLost = "08006";
/// More than that are not kept; a replica so far behind stops us in any case.
constexpr std::size_t kMostWritten = 10000;
/// Fewer dead rows are no matter, whatever their share.
constexpr std::int64_t kFewDeadRows = 100'000;
constexpr int kRestAfterSlowCommit = 10;

// A walsender of pg_basebackup replays nothing; one of a logical subscriber is seen to by what its
// slot keeps, unless it is named. What only receives the log has nothing replayed. The role may see
// that there is a walsender, and not see its state.
constexpr std::string_view kReplicas = R"(
SELECT r.application_name, r.state,
       pg_catalog.pg_wal_lsn_diff(coalesce(r.replay_lsn, r.write_lsn, r.sent_lsn), '0/0')::bigint,
       (extract(epoch FROM r.replay_lag) * 1000)::bigint,
       pg_catalog.pg_wal_lsn_diff(w.now, '0/0')::bigint
  FROM (SELECT pg_catalog.pg_current_wal_lsn() AS now) AS w
  LEFT JOIN (SELECT r.* FROM pg_catalog.pg_stat_replication r
               LEFT JOIN pg_catalog.pg_replication_slots s ON s.active_pid = r.pid
              WHERE r.state IS DISTINCT FROM 'backup'
                AND (s.slot_type IS DISTINCT FROM 'logical' OR r.application_name = ANY ({0})))
         AS r ON true
 ORDER BY 3)";

constexpr std::string_view kSlots = R"(
SELECT slot_name, pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), restart_lsn)::bigint,
       wal_status = 'unreserved'
  FROM pg_catalog.pg_replication_slots WHERE restart_lsn IS NOT NULL AND wal_status <> 'lost'
 ORDER BY 2 DESC)";

// Names of files of the log: timeline, then number, in hexadecimal digits.
constexpr std::string_view kArchiver = R"(
SELECT coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false),
       last_failed_wal,
       (SELECT max(n.number) - min(n.number) - 1
          FROM (VALUES (pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn())),
                       (left(last_archived_wal, 24))) AS f(name),
               LATERAL (SELECT ('x' || substr(f.name, 9, 8))::bit(32)::bigint * (4294967296 /
                               pg_catalog.pg_size_bytes(pg_catalog.current_setting(
                               'wal_segment_size'))) + ('x' || substr(f.name, 17, 8))::bit(32)::
                               bigint) AS n(number)
         WHERE f.name ~ '^[0-9A-F]{24}$')
  FROM pg_catalog.pg_stat_archiver WHERE pg_catalog.current_setting('archive_mode') <> 'off')";

constexpr std::string_view kWaiters = R"(
SELECT pg_catalog.count(DISTINCT pid) FROM pg_catalog.pg_locks
 WHERE NOT granted AND pid <> {1} AND relation IN ({0})
   AND database = (SELECT oid FROM pg_catalog.pg_database
                    WHERE datname = pg_catalog.current_database()))";

constexpr std::string_view kDeadRows = R"(
SELECT coalesce(sum(s.n_dead_tup), 0)::bigint,
       coalesce(sum(greatest(s.n_live_tup, c.reltuples, 1)), 1)::bigint
  FROM pg_catalog.pg_stat_all_tables s JOIN pg_catalog.pg_class c ON c.oid = s.relid
 WHERE s.relid IN ({0}))";

constexpr std::string_view kAutovacuum = R"(
SELECT a.pid, coalesce(a.query LIKE '%(to prevent wraparound)', false)
  FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
 WHERE l.granted AND l.mode = 'ShareUpdateExclusiveLock' AND l.relation IN ({0})
   AND coalesce(a.backend_type = 'autovacuum worker', a.usesysid IS NULL) LIMIT 1)";

std::int64_t number(const db::Value& value) {
  std::int64_t out = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), out);
  return out;
}

std::string seconds(milliseconds time) {
  return fmt::format("{:.1f} s", static_cast<double>(time.count()) / 1000.0);
}

std::string megabytes(std::int64_t bytes) { return fmt::format("{} MB", bytes >> 20); }

std::string array_of(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + quote_literal(name);
  return "ARRAY[" + out + "]::text[]";
}

const std::optional<std::string> kNothing;

}  // namespace

std::string_view to_string(Signal signal) {
  switch (signal) {
    case Signal::Replicas:
      return "replicas";
    case Signal::Slots:
      return "slots";
    case Signal::Archiver:
      return "archiver";
    case Signal::Waiters:
      return "waiters";
    case Signal::Commits:
      return "commits";
    case Signal::DeadRows:
      return "dead-rows";
    case Signal::Autovacuum:
      return "autovacuum";
    case Signal::Query:
      return "query";
  }
  return "";
}

std::optional<Signal> signal_from(std::string_view name) {
  const auto* found = std::find_if(kSignals.begin(), kSignals.end(),
                                   [&](Signal each) { return to_string(each) == name; });
  return found == kSignals.end() ? std::nullopt : std::optional{*found};
}

Signals::Signals(Runner& runner, const Limits& limits, const std::string& table)
    : runner_(runner),
      limits_(limits),
      parts_(plan::with_parts(table) + " SELECT oid FROM parts") {}

Result<std::optional<Halt>> Signals::look() {
  for (const auto signal : kSignals) {
    if (limits_.ignored.contains(signal)) continue;
    auto verdict = read(signal);
    const std::string name{to_string(signal)};
    if (!verdict) {
      if (verdict.error().sqlstate == kConnectionLost || !runner_.connected()) {
        return verdict.error();
      }
      return std::optional{Halt{
          name, fmt::format("\"{0}\" cannot be read: {1}; mend that, or give --ignore-signal {0}",
                            name, verdict.error().message)}};
    }
    if (*verdict) return std::optional{Halt{name, **std::move(verdict)}};
  }
  return std::optional<Halt>{};
}

Signals::Verdict Signals::read(Signal signal) {
  switch (signal) {
    case Signal::Replicas:
      return replicas();
    case Signal::Slots:
      return slots();
    case Signal::Archiver:
      return archiver();
    case Signal::Waiters:
      return waiters();
    case Signal::Commits:
      return commits();
    case Signal::DeadRows:
      return dead_rows();
    case Signal::Autovacuum:
      return autovacuum();
    case Signal::Query:
      return query();
  }
  return kNothing;
}

void Signals::remember(std::int64_t written) {
  if (!written_.empty() && written_.back().position >= written) return;
  written_.push_back({written, runner_.around().clock.now()});
  if (written_.size() > kMostWritten) written_.pop_front();
}

/// The server measures the lag when a replica reports what it has replayed; of one that hangs it
/// says nothing new. So we see for ourselves how old the first of what is not replayed is.
milliseconds Signals::measured_lag(std::int64_t replayed) const {
  const auto first =
      std::upper_bound(written_.begin(), written_.end(), replayed,
                       [](std::int64_t at, const Written& each) { return at < each.position; });
  return first == written_.end() ? milliseconds{0} : runner_.around().clock.now() - first->at;
}

// What is under way when we stop is still to be replayed: so half of what is allowed.
Signals::Verdict Signals::replicas() {
  auto rows = runner_.watcher().run(fmt::format(kReplicas, array_of(limits_.replicas)));
  if (!rows) return rows.error();
  auto missing = limits_.replicas;
  std::optional<std::string> why;
  for (const auto& row : rows->rows) {
    const std::int64_t now = number(row[4]);
    remember(now);
    if (!row[0]) continue;
    if (!row[1]) {
      return failure("the role may not see how far replicas are; GRANT pg_read_all_stats helps it");
    }
    std::erase(missing, *row[0]);
    const std::int64_t replayed = number(row[2]);
    const auto lag = replayed >= now
                         ? milliseconds{0}
                         : std::max(milliseconds{number(row[3])}, measured_lag(replayed));
    if (!why && lag * 2 > limits_.max_lag) {
      why = fmt::format("replica \"{}\" is {} behind (at most {})", *row[0], seconds(lag),
                        seconds(limits_.max_lag));
    }
    if (!why && now - replayed > limits_.max_lag_bytes / 2) {
      why = fmt::format("replica \"{}\" is {} behind (at most {})", *row[0],
                        megabytes(now - replayed), megabytes(limits_.max_lag_bytes));
    }
  }
  if (!missing.empty()) why = fmt::format("replica \"{}\" is not connected", missing.front());
  return why;
}

Signals::Verdict Signals::slots() {
  auto rows = runner_.watcher().run(kSlots);
  if (!rows) return rows.error();
  for (const auto& row : rows->rows) {
    const std::int64_t kept = number(row[1]);
    if (kept > limits_.max_slot_bytes) {
      return std::optional{fmt::format("replication slot \"{}\" keeps {} of log (at most {})",
                                       row[0].value_or(""), megabytes(kept),
                                       megabytes(limits_.max_slot_bytes))};
    }
    if (row[2] == "t") {
      return std::optional{fmt::format("replication slot \"{}\" is about to lose what it keeps",
                                       row[0].value_or(""))};
    }
  }
  return kNothing;
}

Signals::Verdict Signals::archiver() {
  auto rows = runner_.watcher().run(kArchiver);
  if (!rows) return rows.error();
  if (rows->rows.empty()) return kNothing;
  const auto& row = rows->rows[0];
  if (row[0] == "t") {
    return std::optional{fmt::format("archiving of {} failed", row[1].value_or("the log"))};
  }
  if (number(row[2]) <= limits_.max_unarchived) return kNothing;
  return std::optional{fmt::format("{} files of the log wait to be archived (at most {})",
                                   number(row[2]), limits_.max_unarchived)};
}

Signals::Verdict Signals::waiters() {
  auto rows = runner_.watcher().run(fmt::format(kWaiters, parts_, runner_.pid()));
  if (!rows) return rows.error();
  const std::int64_t waiting = number(rows->rows[0][0]);
  if (waiting <= limits_.max_waiters) return kNothing;
  return std::optional{fmt::format("{} session{} for a lock on the table (at most {})", waiting,
                                   waiting == 1 ? " waits" : "s wait", limits_.max_waiters)};
}

void Signals::committed(milliseconds took) {
  if (took <= limits_.max_commit) return;
  slow_commit_ = took;
  rest_until_ = runner_.around().clock.now() + took * kRestAfterSlowCommit;
}

// Only another batch can tell whether it has become better; so one after a rest.
Signals::Verdict Signals::commits() {
  if (runner_.around().clock.now() >= rest_until_) return kNothing;
  return std::optional{fmt::format("a commit took {} (at most {})", seconds(slow_commit_),
                                   seconds(limits_.max_commit))};
}

Signals::Verdict Signals::dead_rows() {
  auto rows = runner_.watcher().run(fmt::format(kDeadRows, parts_));
  if (!rows) return rows.error();
  const std::int64_t dead = number(rows->rows[0][0]);
  const std::int64_t live = std::max<std::int64_t>(1, number(rows->rows[0][1]));
  const double percent = 100.0 * static_cast<double>(dead) / static_cast<double>(live);
  const bool few = percent <= static_cast<double>(limits_.max_dead_percent);
  if (few || dead < kFewDeadRows) return kNothing;
  return std::optional{
      fmt::format("{} rows of the table are dead, for {} live ones; VACUUM helps", dead, live)};
}

Signals::Verdict Signals::autovacuum() {
  auto rows = runner_.watcher().run(fmt::format(kAutovacuum, parts_));
  if (!rows) return rows.error();
  if (rows->rows.empty()) return kNothing;
  const auto& row = rows->rows[0];
  return std::optional{fmt::format("process {} (autovacuum{}) works on the table",
                                   row[0].value_or("?"),
                                   row[1] == "t" ? " to prevent wraparound" : "")};
}

/// On the first session, which is between two batches: the second is never in a transaction.
Signals::Verdict Signals::query() {
  if (limits_.pause_when.empty()) return kNothing;
  auto& session = runner_.session();
  if (auto begun = session.run("BEGIN READ ONLY; SET LOCAL statement_timeout = '5s'"); !begun) {
    return begun.error();
  }
  auto rows = session.query(limits_.pause_when, {});
  if (auto ended = session.run("ROLLBACK"); !ended) return ended.error();
  if (!rows) return rows.error();
  const bool one = rows->rows.size() == 1 && rows->rows[0].size() == 1;
  const std::string answer = one ? rows->rows[0][0].value_or("") : "";
  if (answer == "f") return kNothing;
  if (answer == "t") return std::optional<std::string>{"what --pause-when asks is true"};
  return failure("--pause-when has to give one boolean, and gives something else");
}

}  // namespace pgstage::apply

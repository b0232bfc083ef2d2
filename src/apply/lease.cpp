#include "lease.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

namespace pgstage::apply {
namespace {

constexpr milliseconds kPoll{50};
constexpr milliseconds kBeat = std::chrono::seconds{5};

}  // namespace

Lease::Lease(const Journal& journal, const Options& options, Surroundings& around)
    : journal_(journal), options_(options), around_(around) {}

/// Advisory locks are per database; the journal's schema tells projects in one database apart.
std::string Lease::key() const {
  return fmt::format("pg_catalog.hashtextextended({}, 0)",
                     quote_literal("pgstage " + options_.journal_schema));
}

/// Polled, never waited for in the server: a session that waits there holds a snapshot, and a
/// concurrent index build would wait for it in turn.
Result<void> Lease::take_lock(db::Session& holder) {
  const auto until = around_.clock.now() + options_.wait_for_run;
  for (;;) {
    auto got = holder.run(fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})", key()));
    if (!got) return got.error();
    if (got->rows[0][0] == "t") return {};
    if (around_.clock.now() >= until || around_.interrupted()) return refused(holder);
    around_.clock.sleep(kPoll);
  }
}

Error Lease::refused(db::Session& asking) const {
  auto holder = asking.run(fmt::format(
      "SELECT a.pid, a.application_name, a.backend_start::pg_catalog.timestamptz(0) FROM "
      "pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid WHERE l.locktype "
      "= 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = (SELECT oid FROM "
      "pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) AND "
      "((l.classid::bigint << 32) | l.objid::bigint) = {}",
      key()));
  std::string who;
  if (holder && !holder->rows.empty()) {
    const auto& row = holder->rows[0];
    who = fmt::format(": process {} ({}), since {}", row[0].value_or("?"), row[1].value_or("?"),
                      row[2].value_or("?"));
    if (const auto run = journal_.runner_of(asking, row[0].value_or("0"))) who += ", " + *run;
  }
  return refusal("another run of pgstage works on this database" + who,
                 "Wait until it has finished; see \"pgstage status\".");
}

Result<milliseconds> Lease::take_epoch(db::Session& session, db::Session& holder) {
  auto pid = holder.run("SELECT pg_catalog.pg_backend_pid()");
  if (!pid) return pid.error();
  auto epoch = journal_.take_epoch(session, options_.runner, pid->rows[0][0].value_or("0"));
  if (!epoch) return epoch.error();
  epoch_ = epoch->number;
  beaten_ = around_.clock.now();
  return epoch->stalled;
}

Result<std::string> Lease::check(db::Session& session, db::Session& holder) {
  auto transaction = journal_.check_epoch(session, epoch_);
  if (!transaction) return transaction;
  auto held = holder.run(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted "
      "AND pid = pg_catalog.pg_backend_pid())");
  if (!held) return held.error();
  if (held->rows[0][0] == "t") {
    beat(holder);
    return transaction;
  }
  return refusal("the lock that keeps other runs away was lost",
                 "A connection pooler may stand in between; connect to the server directly.");
}

void Lease::beat(db::Session& holder) {
  if (epoch_.empty() || around_.clock.now() - beaten_ < kBeat) return;
  beaten_ = around_.clock.now();
  journal_.beat(holder, epoch_);
}

void Lease::end(db::Session& session) {
  if (!epoch_.empty()) journal_.end_run(session, epoch_);
}

}  // namespace pgstage::apply

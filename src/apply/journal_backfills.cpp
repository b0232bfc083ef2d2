// How fast backfills may go, as people say it while they run, and what they wait for.
#include <fmt/format.h>

#include "journal.hpp"

namespace pgstage::apply {
namespace {

db::Value text_of(const std::optional<milliseconds>& time) {
  return time ? db::Value{std::to_string(time->count())} : db::Value{};
}

std::optional<milliseconds> time_of(const db::Value& value) {
  return value ? std::optional{milliseconds{std::stoll(*value)}} : std::nullopt;
}

}  // namespace

Result<void> Journal::add_reject(db::Session& session, const std::string& step,
                                 const std::string& row, const std::string& sqlstate) const {
  auto added = session.query(
      fmt::format(
          "INSERT INTO {} (plan, step, row_key, sqlstate) VALUES ($1, $2, $3, $4) ON CONFLICT "
          "DO NOTHING",
          table("rejects")),
      {plan_, step, row, sqlstate});
  if (!added) return added.error();
  return {};
}

Result<std::vector<Reject>> Journal::rejects(db::Session& session, const std::string& step) const {
  auto rows = session.query(
      fmt::format(
          "SELECT row_key, sqlstate FROM {} WHERE plan = $1 AND step = $2 ORDER BY at, row_key",
          table("rejects")),
      {plan_, step});
  if (!rows) return rows.error();
  std::vector<Reject> out;
  for (const auto& row : rows->rows) out.push_back({row[0].value_or(""), row[1].value_or("")});
  return out;
}

Result<void> Journal::forget_rejects(db::Session& session, const std::string& step) const {
  auto forgot = session.query(
      fmt::format("DELETE FROM {} WHERE plan = $1 AND step = $2", table("rejects")), {plan_, step});
  if (!forgot) return forgot.error();
  return {};
}

Result<void> Journal::set_waiting(db::Session& session, const std::string& step,
                                  const std::string& why) const {
  auto set = session.query(
      fmt::format("UPDATE {} SET waits_for = $3, changed = clock_timestamp() WHERE plan = $1 AND "
                  "step = $2",
                  table("backfills")),
      {plan_, step, why});
  if (!set) return set.error();
  return add_event(session, step, why.empty() ? "goes on" : "waits", why, milliseconds{0});
}

Result<PaceChange> Journal::pace(db::Session& session) const {
  auto rows = session.query(
      fmt::format("SELECT paused, batch_ms, max_lag_ms, share FROM {} WHERE plan = $1",
                  table("paces")),
      {plan_});
  if (!rows) return rows.error();
  if (rows->rows.empty()) return PaceChange{};
  const auto& row = rows->rows[0];
  PaceChange out{.paused = row[0] == "t",
                 .batch_time = time_of(row[1]),
                 .max_lag = time_of(row[2]),
                 .share = std::nullopt};
  if (row[3]) out.share = std::stoi(*row[3]);
  return out;
}

Result<void> Journal::change_pace(db::Session& session, const PaceChange& change) const {
  const Error unknown = refusal("this plan was not begun on this database",
                                "\"pgstage apply --batch-time\" says how fast it is to go.");
  const auto there = has(session, kPaces);
  if (!there) return there.error();
  if (!*there) return unknown;
  const db::Value paused =
      change.paused ? db::Value{*change.paused ? "true" : "false"} : db::Value{};
  const db::Value share = change.share ? db::Value{std::to_string(*change.share)} : db::Value{};
  auto changed = session.query(
      fmt::format("INSERT INTO {0} AS p (plan, paused, batch_ms, max_lag_ms, share) SELECT plan, "
                  "coalesce($2::boolean, false), $3::bigint, $4::bigint, $5::integer FROM {1} "
                  "WHERE plan = $1 ON CONFLICT (plan) DO UPDATE SET "
                  "paused = coalesce($2::boolean, p.paused), "
                  "batch_ms = coalesce($3::bigint, p.batch_ms), "
                  "max_lag_ms = coalesce($4::bigint, p.max_lag_ms), "
                  "share = coalesce($5::integer, p.share), changed = clock_timestamp()",
                  table("paces"), table("plans")),
      {plan_, paused, text_of(change.batch_time), text_of(change.max_lag), share});
  if (!changed) return changed.error();
  return changed->affected == 0 ? Result<void>{unknown} : Result<void>{};
}

Result<void> change_pace(const std::string& plan, db::Connector& connector,
                         const std::string& journal_schema, const PaceChange& change) {
  auto session = connector.connect("pgstage pace");
  if (!session) return session.error();
  return Journal(journal_schema, plan).change_pace(**session, change);
}

}  // namespace pgstage::apply

#include "journal.hpp"

#include <fmt/format.h>

#include "pgstage/model/names.hpp"

#include "runner.hpp"

namespace pgstage::apply {
namespace {

constexpr std::string_view kTables = R"(
CREATE TABLE IF NOT EXISTS {0}.plans (
  plan text PRIMARY KEY,
  epoch bigint NOT NULL DEFAULT 0,
  phase text NOT NULL DEFAULT '',
  entered text NOT NULL DEFAULT '',
  pgstage text NOT NULL,
  stalled_ms bigint NOT NULL DEFAULT 0,
  changed timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE IF NOT EXISTS {0}.facts (
  plan text NOT NULL REFERENCES {0}.plans ON DELETE CASCADE,
  object text NOT NULL,
  is_now text NOT NULL,
  PRIMARY KEY (plan, object));
CREATE TABLE IF NOT EXISTS {0}.steps (
  plan text NOT NULL REFERENCES {0}.plans ON DELETE CASCADE,
  step text NOT NULL,
  state text NOT NULL CHECK (state IN ('begun', 'done', 'undone')),
  attempts integer NOT NULL,
  stalled_ms bigint NOT NULL,
  found text NOT NULL DEFAULT '',
  changed timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (plan, step));
CREATE TABLE IF NOT EXISTS {0}.backfills (
  plan text NOT NULL REFERENCES {0}.plans ON DELETE CASCADE,
  step text NOT NULL,
  files text NOT NULL,
  at text NOT NULL,
  ends text NOT NULL,
  rows_done bigint NOT NULL,
  changed timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (plan, step));
CREATE TABLE IF NOT EXISTS {0}.events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan text NOT NULL,
  step text NOT NULL,
  what text NOT NULL,
  why text NOT NULL DEFAULT '',
  stalled_ms bigint NOT NULL DEFAULT 0,
  at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE IF NOT EXISTS {0}.runs (
  plan text NOT NULL REFERENCES {0}.plans ON DELETE CASCADE,
  epoch bigint NOT NULL,
  runner text NOT NULL,
  backend integer NOT NULL,
  began timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended timestamptz,
  PRIMARY KEY (plan, epoch));
CREATE TABLE IF NOT EXISTS {0}.rejects (
  plan text NOT NULL REFERENCES {0}.plans ON DELETE CASCADE,
  step text NOT NULL,
  row_key text NOT NULL,
  sqlstate text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (plan, step, row_key));
CREATE TABLE IF NOT EXISTS {0}.paces (
  plan text PRIMARY KEY REFERENCES {0}.plans ON DELETE CASCADE,
  paused boolean NOT NULL DEFAULT false,
  batch_ms bigint,
  max_lag_ms bigint,
  changed timestamptz NOT NULL DEFAULT clock_timestamp());
ALTER TABLE {0}.paces ADD COLUMN IF NOT EXISTS share integer;
ALTER TABLE {0}.plans ADD COLUMN IF NOT EXISTS stalled_ms bigint NOT NULL DEFAULT 0;
ALTER TABLE {0}.steps ADD COLUMN IF NOT EXISTS found text NOT NULL DEFAULT '';
ALTER TABLE {0}.backfills ADD COLUMN IF NOT EXISTS waits_for text NOT NULL DEFAULT '';
ALTER TABLE {0}.events ADD COLUMN IF NOT EXISTS why text NOT NULL DEFAULT '';
ALTER TABLE {0}.events ADD COLUMN IF NOT EXISTS stalled_ms bigint NOT NULL DEFAULT 0;
)";
/// What every journal has.
constexpr std::string_view kFirstTable = "events";

std::string_view word(StepState state) {
  switch (state) {
    case StepState::Begun:
      return "begun";
    case StepState::Done:
      return "done";
    case StepState::Undone:
      return "undone";
  }
  return "";
}

StepState state_from(std::string_view text) {
  if (text == "done") return StepState::Done;
  return text == "begun" ? StepState::Begun : StepState::Undone;
}

Result<void> nothing(const Result<db::Rows>& rows) {
  if (!rows) return rows.error();
  return {};
}

}  // namespace

Journal::Journal(std::string schema, std::string plan)
    : name_(schema), schema_(quote_ident(schema)), plan_(std::move(plan)) {}

std::string Journal::table(std::string_view name) const {
  return fmt::format("{}.{}", schema_, name);
}

Result<bool> Journal::has(db::Session& session, std::string_view table) const {
  // Not to_regclass(), which fails where the role may not use the schema.
  auto found = session.query(
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
      "c.relnamespace WHERE c.relname = $2 AND n.nspname = $1)",
      {name_, std::string{table}});
  if (!found) return found.error();
  return found->rows[0][0] == "t";
}

Result<void> Journal::make_tables(db::Session& session) const {
  auto there = session.query(
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1)", {name_});
  if (!there) return there.error();
  // CREATE SCHEMA IF NOT EXISTS wants the right to create one even where it exists.
  std::string sql = there->rows[0][0] == "t" ? "" : fmt::format("CREATE SCHEMA {};", schema_);
  sql += fmt::format(kTables, schema_);
  return nothing(session.run(sql));
}

Result<void> Journal::create(db::Session& session) const {
  auto there = has(session, kPaces);
  if (!there) return there.error();
  Result<void> made;
  // Only when they are missing: a role that may use the journal need not be allowed to make it.
  if (!*there) made = make_tables(session);
  if (made) {
    made = nothing(session.query(
        fmt::format("INSERT INTO {} (plan, pgstage) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    table("plans")),
        {plan_, PGSTAGE_VERSION}));
  }
  if (made || made.error().kind != ErrorKind::Failed || is_passing(made.error())) return made;
  return refusal(
      fmt::format("the journal in schema \"{}\" cannot be written: {}", name_,
                  made.error().message),
      "Use a role that may create schemas in this database, or name with --journal-schema a schema "
      "that belongs to the role.");
}

Result<JournalEntry> Journal::read(db::Session& session) const {
  JournalEntry out;
  const auto there = has(session, kFirstTable);
  if (!there) return there.error();
  if (!*there) return out;
  auto plan = session.query(
      fmt::format("SELECT phase, entered FROM {} WHERE plan = $1", table("plans")), {plan_});
  if (!plan) return plan.error();
  if (plan->rows.empty()) return out;
  out.phase = plan->rows[0][0].value_or("");
  out.entered = plan->rows[0][1].value_or("");
  auto steps = session.query(
      fmt::format("SELECT step, state FROM {} WHERE plan = $1", table("steps")), {plan_});
  if (!steps) return steps.error();
  for (const auto& row : steps->rows) out.steps[*row[0]] = state_from(*row[1]);
  auto facts = session.query(
      fmt::format("SELECT object, is_now FROM {} WHERE plan = $1", table("facts")), {plan_});
  if (!facts) return facts.error();
  for (const auto& row : facts->rows) out.facts[*row[0]] = *row[1];
  return out;
}

Result<std::string> Journal::check_epoch(db::Session& session, const std::string& epoch) const {
  auto rows = session.query(fmt::format("SELECT epoch, pg_catalog.pg_current_xact_id() FROM {} "
                                        "WHERE plan = $1 FOR UPDATE",
                                        table("plans")),
                            {plan_});
  if (!rows) return rows.error();
  if (!rows->rows.empty() && rows->rows[0][0] == epoch) return *rows->rows[0][1];
  return refusal("another run of pgstage has taken this plan over",
                 "Let that one finish; see \"pgstage status\".");
}

Result<void> Journal::add_event(db::Session& session, const std::string& step,
                                const std::string& what, const std::string& why,
                                milliseconds stalled) const {
  const std::string ms = std::to_string(stalled.count());
  return nothing(session.query(
      fmt::format("WITH added AS (UPDATE {} SET stalled_ms = stalled_ms + $5::bigint WHERE plan = "
                  "$1 AND $5::bigint > 0) INSERT INTO {} (plan, step, what, why, stalled_ms) "
                  "VALUES ($1, $2, $3, $4, $5::bigint)",
                  table("plans"), table("events")),
      {plan_, step, what, why, ms}));
}

Result<void> Journal::set_step(db::Session& session, const std::string& step, StepState state,
                               int attempts, const Stall& stall) const {
  auto done = nothing(session.query(
      fmt::format("INSERT INTO {} AS s (plan, step, state, attempts, stalled_ms) VALUES ($1, $2, "
                  "$3, $4, $5) ON CONFLICT (plan, step) DO UPDATE SET state = excluded.state, "
                  "attempts = s.attempts + excluded.attempts, stalled_ms = s.stalled_ms + "
                  "excluded.stalled_ms, changed = clock_timestamp()",
                  table("steps")),
      {plan_, step, std::string{word(state)}, std::to_string(attempts),
       std::to_string(stall.all_tries.count())}));
  if (!done) return done;
  return add_event(session, step, std::string{word(state)}, "", stall.last_try);
}

Result<void> Journal::begin_step(db::Session& session, const std::string& step,
                                 const std::string& found) const {
  auto done = nothing(session.query(
      fmt::format(
          "INSERT INTO {} AS s (plan, step, state, attempts, stalled_ms, found) VALUES ($1, "
          "$2, 'begun', 0, 0, $3) ON CONFLICT (plan, step) DO UPDATE SET state = 'begun', "
          "found = excluded.found, changed = clock_timestamp()",
          table("steps")),
      {plan_, step, found}));
  return done ? add_event(session, step, "begun", "", milliseconds{0}) : done;
}

Result<std::string> Journal::found_before(db::Session& session, const std::string& step) const {
  auto rows = session.query(
      fmt::format("SELECT found FROM {} WHERE plan = $1 AND step = $2", table("steps")),
      {plan_, step});
  if (!rows) return rows.error();
  return rows->rows.empty() ? std::string{} : rows->rows[0][0].value_or("");
}

Result<void> Journal::note_clearing(db::Session& session, const std::string& step,
                                    const std::string& what) const {
  return add_event(session, step, "cleared", what, milliseconds{0});
}

Result<void> Journal::note_try(db::Session& session, const std::string& step,
                               const std::string& why, milliseconds stalled) const {
  return add_event(session, step, "tried", why, stalled);
}

Result<void> Journal::enter_phase(db::Session& session, const std::string& phase,
                                  const std::string& seen) const {
  return nothing(session.query(
      fmt::format(
          "WITH entered AS (UPDATE {} SET entered = $2, changed = clock_timestamp() WHERE "
          "plan = $1) INSERT INTO {} (plan, step, what, why) VALUES ($1, $2, 'entered', $3)",
          table("plans"), table("events")),
      {plan_, phase, seen}));
}

Result<void> Journal::finish_phase(db::Session& session, const std::string& phase,
                                   const std::map<std::string, std::string>& facts) const {
  std::string sql =
      fmt::format("BEGIN; DELETE FROM {} WHERE plan = {}", table("facts"), quote_literal(plan_));
  for (const auto& [object, is] : facts) {
    sql +=
        fmt::format("; INSERT INTO {} (plan, object, is_now) VALUES ({}, {}, {})", table("facts"),
                    quote_literal(plan_), quote_literal(object), quote_literal(is));
  }
  sql += fmt::format(
      "; UPDATE {} SET phase = {}, changed = clock_timestamp() WHERE plan = {}; "
      "COMMIT",
      table("plans"), quote_literal(phase), quote_literal(plan_));
  return nothing(session.run(sql));
}

Result<void> Journal::forget_steps(db::Session& session) const {
  return nothing(session.run(fmt::format(
      "BEGIN; DELETE FROM {0} WHERE plan = {3}; DELETE FROM {1} WHERE plan = {3}; DELETE FROM {4} "
      "WHERE plan = {3}; UPDATE "
      "{2} SET phase = '', entered = '', stalled_ms = 0 WHERE plan = {3}; COMMIT",
      table("steps"), table("backfills"), table("plans"), quote_literal(plan_), table("rejects"))));
}

Result<std::optional<Cursor>> Journal::cursor(db::Session& session, const std::string& step) const {
  auto rows = session.query(
      fmt::format("SELECT files, at, ends, rows_done FROM {} WHERE plan = $1 AND step = $2",
                  table("backfills")),
      {plan_, step});
  if (!rows) return rows.error();
  if (rows->rows.empty()) return std::optional<Cursor>{};
  const auto& row = rows->rows[0];
  return std::optional{Cursor{*row[0], *row[1], *row[2], std::stoll(*row[3])}};
}

Result<void> Journal::set_cursor(db::Session& session, const std::string& step,
                                 const Cursor& cursor) const {
  return nothing(session.query(
      fmt::format("INSERT INTO {} (plan, step, files, at, ends, rows_done) VALUES ($1, $2, $3, $4, "
                  "$5, $6) ON CONFLICT (plan, step) DO UPDATE SET files = excluded.files, at = "
                  "excluded.at, ends = excluded.ends, rows_done = excluded.rows_done, waits_for = "
                  "'', changed = clock_timestamp()",
                  table("backfills")),
      {plan_, step, cursor.files, cursor.at, cursor.end, std::to_string(cursor.rows)}));
}

Result<void> Journal::forget_cursor(db::Session& session, const std::string& step) const {
  return nothing(
      session.query(fmt::format("DELETE FROM {} WHERE plan = $1 AND step = $2", table("backfills")),
                    {plan_, step}));
}

}  // namespace pgstage::apply

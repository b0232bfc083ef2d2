#include "bursts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "pgstage/model/names.hpp"
#include "pgstage/plan/chunk_walk.hpp"

namespace pgstage::apply {
namespace {

constexpr std::int64_t kFirstRows = 32;

// Of the table or the part of it whose blocks hold most rows. Never analyzed: as if a block were
// one burst.
constexpr std::string_view kLines =
    "{} SELECT coalesce(pg_catalog.max(pg_catalog.ceil(c.reltuples / c.relpages)), 1)::bigint "
    "FROM pg_catalog.pg_class c JOIN parts USING (oid) WHERE c.relpages > 0 AND c.reltuples > 0";

}  // namespace

Bursts::Bursts(Runner& runner, const plan::Step& step, Pace& pace)
    : runner_(runner), step_(step), pace_(pace), rows_(kFirstRows) {}

bool Bursts::by_blocks() const { return step_.chunks->walk == plan::Walk::Blocks; }

db::Value Bursts::bound(const Place& place) const {
  if (by_blocks()) return plan::line_of_block(std::stoll(place.at), place.line);
  return place.at.empty() ? db::Value{} : db::Value{place.at};
}

/// What is analyzed anew for each burst takes as long again as its rows.
Result<void> Bursts::prepare() {
  if (prepared_) return {};
  auto& session = runner_.session();
  const std::string name = "pgstage " + step_.id;
  auto known = session.query(
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE name = $1)", {name});
  if (!known) return known.error();
  if (known->rows[0][0] != "t") {
    auto done = session.run(fmt::format("PREPARE {} AS {}", quote_ident(name), step_.sql.front()));
    if (!done) return done.error();
  }
  prepared_ = true;
  return {};
}

Result<std::int64_t> Bursts::run(const Place& from, const Place& to) {
  const auto text = [](const db::Value& value) { return value ? quote_literal(*value) : "NULL"; };
  auto rows =
      runner_.session().run(fmt::format("EXECUTE {}({}, {})", quote_ident("pgstage " + step_.id),
                                        text(bound(from)), text(bound(to))));
  if (!rows) return rows.error();
  return rows->affected;
}

Result<std::int64_t> Bursts::lines_of_a_block() {
  if (lines_) return *lines_;
  auto rows = runner_.session().run(fmt::format(kLines, plan::with_parts(step_.chunks->table)));
  if (!rows) return rows.error();
  lines_ = std::stoll(rows->rows[0][0].value_or("1"));
  return *lines_;
}

/// Where a burst from there ends.
Result<Bursts::Place> Bursts::next(const Place& from, const std::string& to) {
  if (!by_blocks()) {
    auto rows =
        runner_.session().query(plan::next_key_sql(*step_.chunks, rows_.size()), {bound(from), to});
    if (!rows) return rows.error();
    return Place{rows->rows.empty() ? to : rows->rows[0][0].value_or(to)};
  }
  auto lines = lines_of_a_block();
  if (!lines) return lines.error();
  const auto line = from.line + rows_.size();
  if (line < *lines) return Place{from.at, line};
  const auto block = std::stoll(from.at) + std::max<std::int64_t>(1, rows_.size() / *lines);
  return Place{std::to_string(std::min(block, std::stoll(to)))};
}

Result<Bursts::Done> Bursts::change(const db::Value& from, const std::string& to) {
  if (auto prepared = prepare(); !prepared) return prepared.error();
  auto& clock = runner_.around().clock;
  const auto begun = clock.now();
  Place at{from.value_or("")};
  Done done;
  microseconds worked{0};
  int bursts = 0;
  for (;;) {
    auto end = pace_.gives_way() ? next(at, to) : Result<Place>(Place{to});
    if (!end) return end.error();
    const auto first = clock.precisely();
    auto rows = run(at, *end);
    if (!rows) return rows.error();
    const auto took = clock.precisely() - first;
    done.rows += *rows;
    at = *end;
    ++bursts;
    pace_.worked(took);
    worked += took;
    if (at.at == to) break;
    const bool hurries = clock.now() - begun >= pace_.batch() || runner_.around().interrupted();
    if (hurries && at.line == 0) break;
    if (hurries) continue;
    if (auto rested = pace_.rest(); !rested) return rested.error();
  }
  if (pace_.gives_way()) rows_.adapt(worked / bursts, pace_.burst());
  done.at = at.at;
  return done;
}

}  // namespace pgstage::apply

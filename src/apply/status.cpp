#include <algorithm>

#include <fmt/format.h>

#include "pgstage/apply/apply.hpp"
#include "pgstage/model/names.hpp"

#include "journal.hpp"

namespace pgstage::apply {
namespace {

std::set<std::string> words_of(std::string_view list) {
  std::set<std::string> out;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    out.emplace(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return out;
}

}  // namespace

Result<std::vector<Standing>> status(db::Connector& connector, const std::string& journal_schema) {
  auto session = connector.connect("pgstage status");
  if (!session) return session.error();
  const std::string schema = quote_ident(journal_schema);
  auto there =
      (*session)->query("SELECT pg_catalog.to_regclass($1) IS NOT NULL", {schema + ".events"});
  if (!there) return there.error();
  std::vector<Standing> out;
  if (there->rows[0][0] != "t") return out;
  // A journal that is not up to date has nobody who waits.
  auto paces = (*session)->query("SELECT pg_catalog.to_regclass($1) IS NOT NULL",
                                 {fmt::format("{}.{}", schema, Journal::kPaces)});
  if (!paces) return paces.error();
  const std::string waits = paces->rows[0][0] == "t"
                                ? fmt::format(
                                      "(SELECT c.paused FROM {0}.paces c WHERE c.plan = "
                                      "p.plan), (SELECT max(b.waits_for) FROM "
                                      "{0}.backfills b WHERE b.plan = p.plan)",
                                      schema)
                                : "NULL, NULL";
  auto rows = (*session)->run(fmt::format(
      "SELECT p.plan, p.phase, p.entered, (SELECT array_to_string(array_agg(s.step), ',') FROM "
      "{0}.steps s WHERE s.plan = p.plan AND s.state = 'done'), (SELECT min(step) FROM {0}.steps s "
      "WHERE s.plan = p.plan AND s.state "
      "= 'begun'), p.changed::timestamptz(0), p.stalled_ms, (SELECT r.runner || ', heard of ' || "
      "extract(epoch FROM clock_timestamp() - r.seen)::bigint || ' s ago' FROM {0}.runs r JOIN "
      "pg_catalog.pg_stat_activity a ON a.pid = r.backend AND a.application_name = 'pgstage apply "
      "' "
      "|| r.plan WHERE r.plan = p.plan AND r.epoch = p.epoch AND r.ended IS NULL), {1} FROM "
      "{0}.plans p ORDER BY p.changed DESC",
      schema, waits));
  if (!rows) return rows.error();
  for (const auto& row : rows->rows) {
    out.push_back({.plan = row[0].value_or(""),
                   .phase = row[1].value_or(""),
                   .entered = row[2].value_or(""),
                   .done = words_of(row[3].value_or("")),
                   .begun = row[4].value_or(""),
                   .since = row[5].value_or(""),
                   .run = row[7].value_or(""),
                   .stalled_ms = std::stoll(row[6].value_or("0")),
                   .paused = row[8] == "t",
                   .waits_for = row[9].value_or("")});
  }
  return out;
}

}  // namespace pgstage::apply

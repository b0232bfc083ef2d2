#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pgstage/shadow/compare.hpp"

#include "fact_queries.hpp"

namespace pgstage::shadow {
namespace {

// Columns by name, so that their order in the table does not matter here; names come quoted.
constexpr std::string_view kTables = R"(
  SELECT format('%I.%I', n.nspname, c.relname),
         (SELECT json_agg(quote_ident(a.attname) ORDER BY a.attname) FROM pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
         (SELECT json_agg(quote_ident(a.attname) ORDER BY a.attname) FROM pg_index i
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
          WHERE i.indrelid = c.oid AND i.indisprimary)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\_%'
    AND n.nspname NOT IN ('information_schema', 'pgstage'))";

std::string words(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<std::string> names(const db::Value& list) {
  const auto parsed = nlohmann::json::parse(list.value_or("[]"), nullptr, false);
  return parsed.is_array() ? parsed.get<std::vector<std::string>>() : std::vector<std::string>{};
}

Result<void> add_facts(db::Session& session, const std::string& sql, Snapshot& snapshot) {
  const auto rows = session.query(sql, {});
  if (!rows) return rows.error();
  for (const auto& row : rows->rows) {
    const auto facts = nlohmann::json::parse(row[1].value_or(""), nullptr, false);
    auto& known = snapshot.facts[row[0].value_or("")];
    for (const auto& [fact, value] : facts.items()) {
      if (!value.is_null()) known[fact] = words(value);
    }
  }
  return {};
}

Result<void> add_rows(db::Session& session, Tables& out) {
  const auto tables = session.query(kTables, {});
  if (!tables) return tables.error();
  for (const auto& row : tables->rows) {
    TableRows table{.columns = names(row[1]), .key = names(row[2])};
    std::string list;
    for (const auto& column : table.columns) list += (list.empty() ? "" : ", ") + column;
    auto rows = session.query(fmt::format("SELECT {} FROM ONLY {}", list, row[0].value_or("")), {});
    if (!rows) return rows.error();
    table.rows = std::move(rows->rows);
    out[row[0].value_or("")] = std::move(table);
  }
  return {};
}

Result<void> read_all(db::Session& session, Snapshot& snapshot) {
  for (const auto& sql : fact_queries(session.server_version_num() / 10000)) {
    auto added = add_facts(session, sql, snapshot);
    if (!added) return added;
  }
  return add_rows(session, snapshot.tables);
}

/// What is read in it belongs together.
template <class Taken, class Read>
Result<Taken> in_transaction(db::Session& session, Read read) {
  // With an empty search path every name comes out qualified.
  const auto begun = session.run(
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = ''; "
      "SET LOCAL quote_all_identifiers = off; SET LOCAL row_security = off");
  if (!begun) return begun.error();
  Taken taken;
  const auto done = read(session, taken);
  const auto ended = session.run("COMMIT");
  if (!done) return done.error();
  if (!ended) return ended.error();
  return taken;
}

}  // namespace

Result<Snapshot> take_snapshot(db::Session& session) {
  return in_transaction<Snapshot>(session, read_all);
}

Result<Tables> take_tables(db::Session& session) {
  return in_transaction<Tables>(session, add_rows);
}

}  // namespace pgstage::shadow

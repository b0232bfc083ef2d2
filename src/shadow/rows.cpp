#include "pgstage/shadow/rows.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "table_shape.hpp"

namespace pgstage::shadow {
namespace {

using Tuple = std::vector<db::Value>;

constexpr int kRounds = 6;
constexpr int kAttemptsARound = 60;
constexpr std::string_view kBatch = "BEGIN; SET LOCAL statement_timeout = '20s'";

// Tries one INSERT; NULL when it went well, else why not. Deferred constraints are checked at once,
// since a violation at COMMIT would take all the other rows along.
constexpr std::string_view kTryFunction =
    "CREATE OR REPLACE FUNCTION pg_temp.pgstage_try(statement text) RETURNS text "
    "LANGUAGE plpgsql AS $$ BEGIN EXECUTE statement; SET CONSTRAINTS ALL IMMEDIATE; RETURN NULL; "
    "EXCEPTION WHEN OTHERS THEN RETURN SQLERRM; END $$";
constexpr std::string_view kTryAll =
    "SELECT pg_temp.pgstage_try(value) FROM json_array_elements_text($1::json)";

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + quote_ident(name);
  return out;
}

/// What one INSERT gives to a column; a column that is not here keeps its default.
using Assigned = std::map<std::string, db::Value>;

std::string insert_statement(const TableShape& table, const Assigned& assigned) {
  if (assigned.empty()) return fmt::format("INSERT INTO {} DEFAULT VALUES", table.name.sql());
  std::string columns;
  std::string values;
  for (const auto& [name, value] : assigned) {
    const char* comma = columns.empty() ? "" : ", ";
    columns += comma + quote_ident(name);
    values += comma + (value ? quote_literal(*value) : "NULL");
  }
  return fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name.sql(), columns, values);
}

/// Fills one table, in rounds of attempts, until it has enough rows.
class TableFiller {
 public:
  TableFiller(db::Session& session, TableShape table, Values& values)
      : session_(session), table_(std::move(table)), values_(values) {}

  /// The number of new rows.
  Result<int> fill(int wanted);
  const std::string& last_problem() const { return problem_; }

 private:
  Result<void> read_referenced();
  /// The rows that went in.
  Result<std::vector<Assigned>> try_all(const std::vector<Assigned>& rows);
  void learn(const Assigned& row);
  Assigned make_row(std::size_t row, int round);
  void assign_key(const ForeignKey& key, const std::vector<Tuple>& tuples, std::size_t row,
                  Assigned& assigned);

  db::Session& session_;
  TableShape table_;
  Values& values_;
  std::vector<std::vector<Tuple>> referenced_;  ///< By foreign key: tuples that exist.
  std::string problem_;
};

Result<void> TableFiller::read_referenced() {
  referenced_.clear();
  for (const auto& key : table_.foreign_keys) {
    const std::string columns = joined(key.referenced_columns);
    const auto rows = session_.query(
        fmt::format("SELECT {0} FROM {1} ORDER BY {0} LIMIT 200", columns, key.referenced.sql()),
        {});
    if (!rows) return rows.error();
    referenced_.push_back(rows->rows);
  }
  return {};
}

void TableFiller::assign_key(const ForeignKey& key, const std::vector<Tuple>& tuples,
                             std::size_t row, Assigned& assigned) {
  constexpr unsigned kNullPercent = 15;
  const bool edges = values_.style() == RowStyle::Edges;
  const bool null = key.optional && (tuples.empty() || (edges && values_.by_chance(kNullPercent)));
  // The first row of a table that references itself can only reference itself.
  const bool own = !null && tuples.empty() && key.referenced == table_.name;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    if (null) assigned[key.columns[i]] = std::nullopt;
    const auto self = assigned.find(key.referenced_columns[i]);
    if (own && self != assigned.end()) assigned[key.columns[i]] = self->second;
  }
  if (null || tuples.empty()) return;
  const Tuple& tuple = tuples[values_.pick(tuples.size(), row)];
  for (std::size_t i = 0; i < key.columns.size(); ++i) assigned[key.columns[i]] = tuple[i];
}

Assigned TableFiller::make_row(std::size_t row, int round) {
  constexpr unsigned kDefaultPercent = 20;
  Assigned assigned;
  for (const auto& column : table_.columns) {
    const bool edges = values_.style() == RowStyle::Edges;
    if (column.has_default && edges && values_.by_chance(kDefaultPercent)) continue;
    assigned[column.name] = values_.next(column.shape, row, round);
  }
  for (std::size_t i = 0; i < table_.foreign_keys.size(); ++i) {
    assign_key(table_.foreign_keys[i], referenced_[i], row, assigned);
  }
  return assigned;
}

// What satisfied a check once is a good guess for other rows.
void TableFiller::learn(const Assigned& row) {
  for (auto& column : table_.columns) {
    const auto value = row.find(column.name);
    auto& proven = column.shape.proven;
    if (column.shape.candidates.empty() || value == row.end() || !value->second) continue;
    if (std::find(proven.begin(), proven.end(), *value->second) == proven.end()) {
      proven.push_back(*value->second);
    }
  }
}

Result<std::vector<Assigned>> TableFiller::try_all(const std::vector<Assigned>& rows) {
  nlohmann::json statements = nlohmann::json::array();
  for (const auto& row : rows) statements.push_back(insert_statement(table_, row));
  const auto replace = nlohmann::json::error_handler_t::replace;
  auto done = session_.run(kBatch);
  if (done) done = session_.query(kTryAll, {statements.dump(-1, ' ', false, replace)});
  const auto ended = session_.run(done ? "COMMIT" : "ROLLBACK");
  if (!ended) return ended.error();

  std::vector<Assigned> inserted;
  if (!done) problem_ = done.error().message;
  for (std::size_t i = 0; done && i < done->rows.size(); ++i) {
    const db::Value& why = done->rows[i][0];
    if (why) problem_ = *why;
    if (!why) inserted.push_back(rows[i]);
  }
  return inserted;
}

Result<int> TableFiller::fill(int wanted) {
  int have = 0;
  std::size_t number = 0;
  for (int round = 0; round < kRounds && have < wanted; ++round) {
    const auto read = read_referenced();
    if (!read) return read.error();
    std::vector<Assigned> rows;
    const int attempts = round == 0 ? wanted - have : kAttemptsARound;
    rows.reserve(static_cast<std::size_t>(attempts));
    for (int i = 0; i < attempts; ++i) rows.push_back(make_row(++number, round));
    const auto inserted = try_all(rows);
    if (!inserted) return inserted.error();
    for (const auto& row : *inserted) learn(row);
    have += static_cast<int>(inserted->size());
  }
  return have;
}

}  // namespace

Result<Filled> fill(db::Session& session, const RowOptions& options) {
  const auto shapes = table_shapes(session);
  if (!shapes) return shapes.error();
  const auto made = session.run(kTryFunction);
  if (!made) return made.error();

  Filled filled;
  Values values{options.seed, options.style};
  for (const auto& table : *shapes) {
    TableFiller filler{session, table, values};
    const auto rows = filler.fill(options.per_table);
    if (!rows) return rows.error();
    filled.rows[table.name.sql()] = *rows;
    if (*rows == 0) filled.unfilled.push_back({table.name.sql(), filler.last_problem()});
  }
  return filled;
}

}  // namespace pgstage::shadow

#include "pgstage/shadow/rows.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "row_maker.hpp"
#include "table_shape.hpp"

namespace pgstage::shadow {
namespace {

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

/// Fills one table, in rounds of attempts, until it has enough rows.
class TableFiller {
 public:
  TableFiller(db::Session& session, TableShape table, Values& values)
      : session_(session),
        table_(std::move(table)),
        rows_(table_, values, RowMaker::Defaults::Sometimes) {}
  TableFiller(const TableFiller&) = delete;
  TableFiller& operator=(const TableFiller&) = delete;
  ~TableFiller() = default;

  /// The number of new rows.
  Result<int> fill(int wanted);
  const std::string& last_problem() const { return problem_; }

 private:
  /// The rows that went in.
  Result<std::vector<Assigned>> try_all(const std::vector<Assigned>& rows);
  void learn(const Assigned& row);

  db::Session& session_;
  TableShape table_;
  RowMaker rows_;
  std::string problem_;
};

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
  for (const auto& row : rows) statements.push_back(insert_statement(table_.name, row));
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
    const auto read = rows_.read_referenced(session_);
    if (!read) return read.error();
    std::vector<Assigned> rows;
    const int attempts = round == 0 ? wanted - have : kAttemptsARound;
    rows.reserve(static_cast<std::size_t>(attempts));
    for (int i = 0; i < attempts; ++i) rows.push_back(rows_.make_row(++number, round));
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

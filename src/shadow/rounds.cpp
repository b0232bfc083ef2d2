#include "pgstage/shadow/rounds.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"

#include "row_maker.hpp"
#include "table_shape.hpp"
#include "what_plan_says.hpp"

namespace pgstage::shadow {
namespace {

constexpr int kRowsOfOne = 2;
constexpr int kAttempts = 12;
constexpr std::size_t kFirstChanged = 1000;  ///< Behind the numbers of the rows that come.

/// A colon would begin a variable.
std::string literal(const db::Value& value) {
  if (!value) return "NULL";
  if (value->find(':') == std::string::npos) return quote_literal(*value);
  std::string out = "E'";
  for (const char c : *value) {
    if (c == ':') {
      out += "\\x3a";
      continue;
    }
    if (c == '\\' || c == '\'') out += c;
    out += c;
  }
  return out + "'";
}

/// What a catalog says of columns beyond what a row of the table needs.
struct Columns {
  std::vector<std::string> all;    ///< Quoted.
  std::set<std::string> unshared;  ///< No two rows have the same in them, or they place the row.
};

// An index names its columns itself or depends on those in its expressions.
constexpr std::string_view kColumns =
    "SELECT a.attname, EXISTS (SELECT FROM pg_index i WHERE (i.indisunique OR i.indisexclusion) "
    "AND "
    "i.indrelid = a.attrelid AND (a.attnum = ANY (i.indkey) OR EXISTS (SELECT FROM pg_depend d "
    "WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid AND "
    "d.refobjid = a.attrelid AND d.refobjsubid = a.attnum))) OR EXISTS (SELECT FROM "
    "pg_partitioned_table p WHERE p.partrelid = a.attrelid AND a.attnum = ANY (p.partattrs)) "
    "FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT attisdropped "
    "ORDER BY a.attnum";

Result<Columns> columns_of(db::Session& session, const std::string& table) {
  const auto rows = session.query(kColumns, {table});
  if (!rows) return rows.error();
  Columns out;
  for (const auto& row : rows->rows) {
    out.all.push_back(quote_ident(row[0].value_or("")));
    if (row[1] == "t") out.unshared.insert(row[0].value_or(""));
  }
  return out;
}

/// Makes the rounds of all clients with one table.
class TableRounds {
 public:
  TableRounds(db::Session& known, db::Session& tried, const TableShape& table,
              const RoundOptions& options, Values& values)
      : known_(known),
        tried_(tried),
        table_(table),
        options_(options),
        values_(values),
        rows_(table, values, RowMaker::Defaults::Never) {}

  Result<std::vector<Round>> make();
  /// Why the last row did not fit.
  const std::string& problem() const { return problem_; }

 private:
  using Key = std::vector<std::optional<std::string>>;  ///< Literals; nothing: a sequence has it.

  Result<std::string> naming(const Assigned& row);
  Key key_there(const db::Row& row) const;
  std::string condition(const Key& key) const;
  bool may_change(const InsertedColumn& column) const;
  std::string change(const InsertedColumn& column, const std::string& value,
                     const std::string& where) const;
  Result<bool> works(const std::vector<std::string>& statements);
  void resemble(Assigned& row, std::size_t number) const;
  Result<bool> come_and_go(Round& round, std::size_t row, int attempt);
  Result<void> change_and_back(Round& round);

  db::Session& known_;
  db::Session& tried_;
  const TableShape& table_;
  const RoundOptions& options_;
  Values& values_;
  RowMaker rows_;
  Columns columns_;
  std::vector<db::Row> there_;  ///< Its key and what a row gives to its columns, of each.
  std::string problem_;
};

/// The condition that names a new row: its key, or else a column with what no other row has there;
/// empty where there is none.
Result<std::string> TableRounds::naming(const Assigned& row) {
  Key key;
  for (const auto& name : table_.key) {
    const auto value = row.find(name);
    key.push_back(value == row.end() ? std::nullopt : std::optional{literal(value->second)});
  }
  if (!key.empty()) return condition(key);
  for (const auto& [name, value] : row) {
    if (!value) continue;
    auto names = fmt::format("{} = {}", quote_ident(name), literal(value));
    const auto there = tried_.query(
        fmt::format("SELECT 1 FROM {} WHERE {} LIMIT 1", table_.name.sql(), names), {});
    if (there && there->rows.empty()) return names;
    if (!there && !tried_.alive()) return there.error();
  }
  return std::string{};
}

/// Of a row that begins with its key.
TableRounds::Key TableRounds::key_there(const db::Row& row) const {
  Key out;
  for (std::size_t i = 0; i < table_.key.size(); ++i) out.emplace_back(literal(row[i]));
  return out;
}

std::string TableRounds::condition(const Key& key) const {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    out += fmt::format("{}{} = {}", i == 0 ? "" : " AND ", quote_ident(table_.key[i]),
                       key[i].value_or(fmt::format(":key_{}", i + 1)));
  }
  return out;
}

// Another value in a part of a key is another row.
bool TableRounds::may_change(const InsertedColumn& column) const {
  const auto has = [&](const ForeignKey& key) {
    return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
  };
  return !columns_.unshared.contains(column.name) &&
         std::none_of(table_.foreign_keys.begin(), table_.foreign_keys.end(), has);
}

std::string TableRounds::change(const InsertedColumn& column, const std::string& value,
                                const std::string& where) const {
  return fmt::format("UPDATE {} SET {} = {} WHERE {}", table_.name.sql(), quote_ident(column.name),
                     value, where);
}

/// All of it at once, deferred constraints too.
Result<bool> TableRounds::works(const std::vector<std::string>& statements) {
  const auto done =
      tried_.run(fmt::format("{}; SET CONSTRAINTS ALL IMMEDIATE", fmt::join(statements, "; ")));
  if (done) return true;
  if (!tried_.alive()) return done.error();
  problem_ = done.error().message;
  return false;
}

/// Takes what need not be new from a row that is there.
void TableRounds::resemble(Assigned& row, std::size_t number) const {
  if (there_.empty()) return;
  const auto& other = there_[number % there_.size()];
  for (std::size_t i = 0; i < table_.columns.size(); ++i) {
    const auto& name = table_.columns[i].name;
    if (!columns_.unshared.contains(name)) row[name] = other[table_.key.size() + i];
  }
}

Result<bool> TableRounds::come_and_go(Round& round, std::size_t row, int attempt) {
  auto assigned = rows_.make_row(row, attempt / 2);
  if (options_.like_others) resemble(assigned, row);
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (const auto& [name, value] : assigned) {
    names.push_back(quote_ident(name));
    values.push_back(literal(value));
  }
  const auto table = table_.name.sql();
  auto insert = names.empty() ? fmt::format("INSERT INTO {} DEFAULT VALUES", table)
                              : fmt::format("INSERT INTO {} ({}) VALUES ({})", table,
                                            fmt::join(names, ", "), fmt::join(values, ", "));
  const auto named = naming(assigned);
  if (!named) return named.error();
  // What cannot be named stays, and so has to fit a second time.
  auto fits = works(named->empty() ? std::vector{insert, insert} : std::vector{insert});
  if (!fits || !*fits) return fits;
  std::vector<std::string> drawn;
  for (std::size_t i = 0; i < table_.key.size(); ++i) {
    if (assigned.contains(table_.key[i])) continue;
    drawn.push_back(fmt::format("{} AS key_{}", quote_ident(table_.key[i]), i + 1));
  }
  round.draws = !drawn.empty();
  if (round.draws) insert += fmt::format(" RETURNING {}", fmt::join(drawn, ", "));
  round.own = {std::move(insert)};
  if (named->empty()) return true;
  const auto changed =
      std::find_if(table_.columns.begin(), table_.columns.end(), [&](const InsertedColumn& column) {
        return may_change(column) && named->find(quote_ident(column.name) + " = ") != 0 &&
               assigned.contains(column.name);
      });
  if (changed != table_.columns.end()) {
    round.own.push_back(change(*changed, literal(assigned.at(changed->name)), *named));
  }
  round.own.push_back(fmt::format("DELETE FROM {} WHERE {}", table, *named));
  return true;
}

/// Each column in a row of its own, which no other client has.
Result<void> TableRounds::change_and_back(Round& round) {
  const auto width = table_.columns.size();
  if (table_.key.empty()) return {};
  for (std::size_t i = 0; i < width; ++i) {
    const auto& column = table_.columns[i];
    const auto at = round.client * width + i;
    if (at >= there_.size()) return {};
    if (!may_change(column)) continue;
    const auto key = key_there(there_[at]);
    const auto& other = there_[there_.size() - 1 - at];
    const auto value = options_.like_others
                           ? other[table_.key.size() + i]
                           : values_.next(column.shape, options_.first_row + kFirstChanged + at, 0);
    const auto to = change(column, literal(value), condition(key));
    const auto works_there = works({to});
    if (!works_there) return works_there.error();
    if (!*works_there) continue;
    round.back.push_back(to);
    round.back.push_back(
        change(column, literal(there_[at][table_.key.size() + i]), condition(key)));
  }
  return {};
}

Result<std::vector<Round>> TableRounds::make() {
  const auto name = table_.name.sql();
  auto columns = columns_of(known_, name);
  if (!columns) return columns.error();
  columns_ = *std::move(columns);
  if (auto read = rows_.read_referenced(known_); !read) return read.error();
  std::vector<std::string> wanted;
  for (const auto& each : table_.key) wanted.push_back(quote_ident(each));
  const auto key = fmt::format("{}", fmt::join(wanted, ", "));
  for (const auto& each : table_.columns) wanted.push_back(quote_ident(each.name));
  if (!table_.key.empty()) {
    auto rows = known_.query(
        fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT 500", fmt::join(wanted, ", "), name, key),
        {});
    if (!rows) return rows.error();
    there_ = std::move(rows->rows);
  }
  std::vector<Round> out;
  auto row = options_.first_row;
  for (std::size_t client = 0; client < options_.clients; ++client) {
    Round changes{.table = name, .client = client};
    const auto which = there_.empty() || table_.key.empty()
                           ? "true"
                           : condition(key_there(there_[client % there_.size()]));
    if (!options_.not_read.contains(name)) {
      changes.read = fmt::format("SELECT {} FROM {} WHERE {} LIMIT 5",
                                 fmt::join(columns_.all, ", "), name, which);
    }
    if (!options_.not_written.contains(name)) {
      if (auto changed = change_and_back(changes); !changed) return changed.error();
      for (int i = 0; i < kRowsOfOne; ++i) {
        Round own{.table = name, .client = client};
        bool fits = false;
        for (int attempt = 0; attempt < kAttempts && !fits; ++attempt) {
          const auto worked = come_and_go(own, row++, attempt);
          if (!worked) return worked.error();
          fits = *worked;
        }
        if (fits) out.push_back(std::move(own));
      }
    }
    out.push_back(std::move(changes));
  }
  return out;
}

}  // namespace

Result<Rounds> think_up_rounds(db::Session& known, db::Session& tried,
                               const RoundOptions& options) {
  const auto tables = table_shapes(known);
  if (!tables) return tables.error();
  Rounds out;
  Values values{1, options.style};
  for (const auto& table : *tables) {
    TableRounds maker{known, tried, table, options, values};
    auto rounds = maker.make();
    if (!rounds) return rounds.error();
    const auto writes = [](const Round& round) { return !round.own.empty(); };
    if (!options.not_written.contains(table.name.sql()) &&
        std::none_of(rounds->begin(), rounds->end(), writes)) {
      out.unwritten.push_back({table.name.sql(), maker.problem()});
    }
    for (auto& round : *rounds) out.rounds.push_back(std::move(round));
  }
  std::stable_sort(out.rounds.begin(), out.rounds.end(),
                   [](const Round& a, const Round& b) { return a.client < b.client; });
  return out;
}

RoundOptions rounds_of_old_code(const plan::Plan& plan) {
  return {.not_read = not_read(plan), .not_written = left_alone(plan)};
}

std::set<std::string> later_tables(const plan::Plan& plan) { return later_for_new_code(plan); }

std::size_t phases_with_old_code(const plan::Plan& plan) { return phases_of_old_code(plan); }

std::size_t phase_before_new_code(const plan::Plan& plan) { return first_phase_of_new_code(plan); }

}  // namespace pgstage::shadow

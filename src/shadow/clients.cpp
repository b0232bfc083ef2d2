#include "clients.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/model/names.hpp"

#include "row_maker.hpp"

namespace pgstage::shadow {
namespace {

/// Behind those that a table was filled with.
constexpr std::size_t kFirstRow = 201;
constexpr std::size_t kInserts = 3;
constexpr std::size_t kUpdates = 2;

/// Sends what one table is written, and keeps it.
class TableWriter {
 public:
  TableWriter(db::Session& session, const TableShape& table, const ClientOptions& options,
              Values& values, std::vector<Write>& out)
      : session_(session),
        options_(options),
        table_(table),
        values_(values),
        rows_(table, values, RowMaker::Defaults::Never),
        out_(out) {}

  Result<void> write() {
    auto done = rows_.read_referenced(session_);
    if (!done) return done;
    for (std::size_t i = 0; i < kInserts; ++i) {
      send(insert_statement(table_.name, rows_.make_row(kFirstRow + i, 0)));
    }
    return names_rows() ? change_rows() : Result<void>{};
  }

 private:
  bool names_rows() const;
  Result<void> change_rows();
  std::vector<const InsertedColumn*> plain_columns() const;
  std::string condition(const db::Row& key) const;

  void send(std::string sql) {
    const bool succeeds = static_cast<bool>(session_.run(sql));
    out_.push_back({std::move(sql), succeeds});
  }

  db::Session& session_;
  const ClientOptions& options_;
  const TableShape& table_;
  Values& values_;
  RowMaker rows_;
  std::vector<Write>& out_;
};

/// Whether the primary key names the same row on every side.
bool TableWriter::names_rows() const {
  return !table_.key.empty() &&
         std::none_of(table_.key.begin(), table_.key.end(), [&](const auto& column) {
           return options_.by_chance.contains(
               fmt::format("{}.{}", table_.name.sql(), quote_ident(column)));
         });
}

/// Those that are part of no key.
std::vector<const InsertedColumn*> TableWriter::plain_columns() const {
  std::vector<const InsertedColumn*> out;
  const auto in = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (const auto& column : table_.columns) {
    const bool foreign = std::any_of(table_.foreign_keys.begin(), table_.foreign_keys.end(),
                                     [&](const auto& key) { return in(key.columns, column.name); });
    if (!foreign && !in(table_.key, column.name)) out.push_back(&column);
  }
  return out;
}

std::string TableWriter::condition(const db::Row& key) const {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    out += fmt::format("{}{} = {}", i == 0 ? "" : " AND ", quote_ident(table_.key[i]),
                       quote_literal(key[i].value_or("")));
  }
  return out;
}

Result<void> TableWriter::change_rows() {
  std::vector<std::string> key;
  for (const auto& name : table_.key) key.push_back(quote_ident(name));
  const auto found = session_.query(fmt::format("SELECT {0} FROM {1} ORDER BY {0} LIMIT 60",
                                                fmt::join(key, ", "), table_.name.sql()),
                                    {});
  if (!found) return found.error();
  const auto& rows = found->rows;
  if (rows.empty()) return {};
  const auto columns = plain_columns();
  for (std::size_t i = 0; i < kUpdates && !columns.empty(); ++i) {
    const auto row = kFirstRow + kInserts + i;
    const auto& column = *columns[values_.pick(columns.size(), row)];
    const auto value = values_.next(column.shape, row, 0);
    send(fmt::format("UPDATE {} SET {} = {} WHERE {}", table_.name.sql(), quote_ident(column.name),
                     value ? quote_literal(*value) : "NULL",
                     condition(rows[values_.pick(rows.size(), row)])));
  }
  send(fmt::format("DELETE FROM {} WHERE {}", table_.name.sql(),
                   condition(rows[values_.pick(rows.size(), kFirstRow)])));
  return {};
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

Result<std::vector<Write>> write(db::Session& session, const std::vector<TableShape>& tables,
                                 const ClientOptions& options) {
  std::vector<Write> out;
  Values values{options.seed, options.style};
  for (const auto& table : tables) {
    if (options.left_alone.contains(table.name.sql())) continue;
    auto written = TableWriter{session, table, options, values, out}.write();
    if (!written) return written.error();
  }
  return out;
}

Result<std::vector<std::string>> write_again(db::Session& session,
                                             const std::vector<Write>& writes) {
  std::vector<std::string> out;
  for (const auto& write : writes) {
    if (write.succeeds) {
      const auto done = session.run(write.sql);
      if (done) continue;
      if (!session.alive()) return done.error();
      out.push_back(fmt::format("{} fails: {} ({})", one_line(write.sql), done.error().message,
                                done.error().sqlstate));
      continue;
    }
    auto done = session.run("BEGIN");
    if (!done) return done.error();
    // Whether it gets through is not asked: a plan may lift a rule early.
    (void)session.run(write.sql);
    done = session.run("ROLLBACK");
    if (!done) return done.error();
  }
  return out;
}

Result<Tables> read_as(db::Session& session, const Tables& known,
                       std::vector<std::string>& problems) {
  Tables out;
  for (const auto& [name, table] : known) {
    auto rows = session.query(
        fmt::format("SELECT {} FROM ONLY {}", fmt::join(table.columns, ", "), name), {});
    if (!rows && !session.alive()) return rows.error();
    if (!rows) {
      problems.push_back(fmt::format("{} cannot be read: {} ({})", name, rows.error().message,
                                     rows.error().sqlstate));
      continue;
    }
    out[name] = {table.columns, table.key, std::move(rows->rows)};
  }
  return out;
}

}  // namespace pgstage::shadow

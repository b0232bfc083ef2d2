#include "queries.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pgstage/db/session.hpp"
#include "pgstage/model/names.hpp"
#include "pgstage/source/source.hpp"
#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::cli {
namespace {

constexpr std::string_view kExtension = "pg_stat_statements";

/// What can be prepared. That which does not parse may be newer than the grammar.
bool is_query(const sql::Statement& statement) {
  constexpr auto kKinds =
      std::to_array<std::string_view>({"SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "PREPARE"});
  return statement.problem() != nullptr ||
         std::find(kKinds.begin(), kKinds.end(), statement.kind()) != kKinds.end();
}

bool is_type_before_constant(const sql::Lexer& lexer, const sql::Token& token) {
  constexpr auto kTypes = std::to_array<std::string_view>(
      {"interval", "date", "time", "timestamp", "timestamptz", "timetz"});
  return std::any_of(kTypes.begin(), kTypes.end(),
                     [&](std::string_view type) { return lexer.is_word(token, type); });
}

/// A query as the server takes it: where pg_stat_statements put a parameter for the constant in
/// `interval '1 day'`, a cast says the same.
std::string with_casts(std::string_view query) {
  sql::Lexer lexer{query};
  std::string out;
  std::size_t copied = 0;
  sql::Token before;
  sql::Token token;
  for (bool first = true; lexer.next_significant(token); first = false) {
    const bool parameter = token.kind == sql::TokenKind::Number && lexer.text(token)[0] == '$';
    if (!first && parameter && is_type_before_constant(lexer, before)) {
      out += query.substr(copied, before.span.offset - copied);
      out += fmt::format("{}::{}", lexer.text(token), lexer.text(before));
      copied = token.span.offset + token.span.length;
    }
    before = token;
  }
  out += query.substr(copied);
  return out;
}

/// What a source has that is no query, as one line.
class PassedOver {
 public:
  void add(std::string what) {
    if (std::find(what_.begin(), what_.end(), what) == what_.end())
      what_.push_back(std::move(what));
  }

  void tell(std::string_view source, std::vector<std::string>& notes) const {
    if (what_.empty()) return;
    notes.push_back(fmt::format("{}: passed over, since only queries can be prepared: {}", source,
                                fmt::join(what_, ", ")));
  }

 private:
  std::vector<std::string> what_;
};

Result<void> read_file(const std::string& path, Queries& out) {
  auto text = source::read_file(path);
  if (!text) return text.error();
  const auto script = sql::Script::parse(*std::move(text));
  PassedOver passed_over;
  for (const auto& statement : script.statements()) {
    const auto line = script.lines().position(statement.span().offset).line;
    if (!is_query(statement)) {
      passed_over.add(fmt::format("{} (line {})", statement.kind(), line));
      continue;
    }
    out.known.push_back({.text = with_casts(script.text(statement.span())),
                         .place = fmt::format("{}:{}", path, line),
                         .prepares_itself = statement.kind() == "PREPARE"});
  }
  passed_over.tell(path, out.notes);
  return {};
}

Error without_extension(const db::Connector& connector) {
  return input_error(
      fmt::format("{} has no extension {}", connector.target(), kExtension),
      "Have it loaded by shared_preload_libraries and run CREATE EXTENSION there, or give a file "
      "with --queries.");
}

/// Of any user, as far as ours may see them, and of this database alone.
Result<db::Rows> statistics(db::Connector& connector) {
  auto session = connector.connect("pgstage");
  if (!session) return session.error();
  const auto schema = (*session)->query(
      "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace "
      "WHERE e.extname = $1",
      {std::string{kExtension}});
  if (!schema) return schema.error();
  if (schema->rows.empty()) return without_extension(connector);
  return (*session)->query(
      fmt::format("SELECT DISTINCT s.queryid::text, s.query FROM {}.{} s "
                  "JOIN pg_database d ON d.oid = s.dbid AND d.datname = current_database() "
                  "ORDER BY 1, 2",
                  quote_ident(schema->rows[0][0].value_or("")), kExtension),
      {});
}

Result<void> read_extension(const po::variables_map& values, Queries& out) {
  const auto url = text_option(values, "database-url");
  if (url.empty()) {
    return input_error("--pg-stat-statements needs a database",
                       "Name it with --database-url, or give a file with --queries.");
  }
  const auto connector = db::libpq_connector(url);
  const auto rows = statistics(*connector);
  if (!rows) return rows.error();
  PassedOver passed_over;
  for (const auto& row : rows->rows) {
    // The text of other users' queries is kept from those who may not see it.
    if (!row[0]) {
      passed_over.add("queries of other users");
      continue;
    }
    const auto script = sql::Script::parse(row[1].value_or(""));
    for (const auto& statement : script.statements()) {
      if (!is_query(statement) || statement.kind() == "PREPARE") {
        passed_over.add(std::string{statement.kind()});
        continue;
      }
      out.known.push_back({.text = with_casts(script.text(statement.span())),
                           .place = fmt::format("{} {}", kExtension, *row[0])});
    }
  }
  passed_over.tell(kExtension, out.notes);
  return {};
}

}  // namespace

void add_query_options(po::options_description& options) {
  options.add_options()("queries", po::value<std::vector<std::string>>()->value_name("FILE"),
                        "SQL that the application sends, perhaps with $1 for values: each query "
                        "has to be possible in the phases that its code lives through")(
      "pg-stat-statements",
      "the same for what that extension has seen in the database of --database-url");
}

Result<Queries> read_queries(const po::variables_map& values) {
  Queries out;
  for (const auto& path : list_option(values, "queries")) {
    if (auto read = read_file(path, out); !read) return read.error();
  }
  if (values.count("pg-stat-statements") > 0) {
    if (auto read = read_extension(values, out); !read) return read.error();
  }
  return out;
}

}  // namespace pgstage::cli

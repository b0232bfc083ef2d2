#include "pgstage/catalog/snapshot.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "pgstage/sql/lexer.hpp"
#include "pgstage/sql/script.hpp"

namespace pgstage::catalog {
namespace {

constexpr int kFormat = 1;
constexpr std::string_view kHead = "-- pgstage:snapshot ";
constexpr std::string_view kServer = "-- pgstage:server ";
constexpr std::string_view kSize = "-- pgstage:size ";
constexpr std::string_view kRows = " rows ";
constexpr std::string_view kBytes = " bytes ";

// They hold how to log in somewhere, and no table needs them.
constexpr auto kSecret = std::to_array<std::string_view>(
    {"CREATE USER MAPPING", "ALTER USER MAPPING", "CREATE SUBSCRIPTION", "ALTER SUBSCRIPTION"});
// Their OPTIONS may.
constexpr auto kWithOptions =
    std::to_array<std::string_view>({"CREATE SERVER", "CREATE FOREIGN DATA WRAPPER"});
// What pg_dump sets for itself, not for the schema; each release sets some more.
constexpr auto kOfTheSession = std::to_array<std::string_view>(
    {"statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout",
     "transaction_timeout", "client_min_messages", "row_security"});

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool belongs(const sql::Statement& statement) {
  if (is_one_of(kSecret, statement.kind())) return false;
  const auto view = statement.view();
  const auto* set = std::get_if<sql::Set>(&view);
  return set == nullptr || !is_one_of(kOfTheSession, set->name);
}

std::string_view without_options(std::string_view statement) {
  sql::Lexer lexer(statement);
  sql::Token token;
  while (lexer.next_significant(token)) {
    if (!lexer.is_word(token, "options")) continue;
    const auto before = statement.substr(0, token.span.offset);
    return before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
  }
  return statement;
}

/// To two digits: 187,432 is 190,000.
std::int64_t rounded(std::int64_t number) {
  std::int64_t unit = 1;
  while (number / unit >= 100) unit *= 10;
  return (number + unit / 2) / unit * unit;
}

std::string size_lines(const Catalog& catalog) {
  std::string out;
  for (const auto* relation : catalog.relations()) {
    const auto name = relation->name.sql();
    // A line is a line, whatever somebody called a table.
    if (!relation->size || name.find_first_of("\r\n") != std::string::npos) continue;
    out += fmt::format("{}{}{}{}{}{}\n", kSize, name, kRows, rounded(relation->size->rows), kBytes,
                       rounded(relation->size->bytes));
  }
  return out;
}

template <class Number>
bool take_number(std::string_view text, Number& out) {
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out);
  return read.ec == std::errc{} && read.ptr == end;
}

/// `NAME rows N bytes N`; the name may hold anything, so it is read from behind.
bool take_size(std::string_view line, SnapshotNotes& notes) {
  const auto bytes = line.rfind(kBytes);
  if (bytes == std::string_view::npos) return false;
  const auto rows = line.rfind(kRows, bytes);
  if (rows == std::string_view::npos) return false;
  Size size;
  const auto rows_begin = rows + kRows.size();
  if (!take_number(line.substr(rows_begin, bytes - rows_begin), size.rows)) return false;
  if (!take_number(line.substr(bytes + kBytes.size()), size.bytes)) return false;
  notes.sizes[std::string{line.substr(0, rows)}] = size;
  return true;
}

bool take_line(std::string_view line, SnapshotNotes& notes) {
  if (line.starts_with(kSize)) return take_size(line.substr(kSize.size()), notes);
  if (!line.starts_with(kServer)) return true;
  ServerVersion server;
  if (!take_number(line.substr(kServer.size()), server.major)) return false;
  notes.server = server;
  return true;
}

std::string_view take_line_of(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string snapshot_text(std::string_view dump, const Catalog& catalog, ServerVersion server) {
  std::string out = fmt::format("{}{}\n{}{}\n\n", kHead, kFormat, kServer, server.major);
  const auto script = sql::Script::parse(std::string{dump});
  for (const auto& statement : script.statements()) {
    if (!belongs(statement)) continue;
    const auto text = script.text(statement.span());
    out += is_one_of(kWithOptions, statement.kind()) ? without_options(text) : text;
    out += ";\n\n";
  }
  return out + size_lines(catalog);
}

Result<SnapshotNotes> snapshot_notes(std::string_view text) {
  SnapshotNotes notes;
  if (!text.starts_with(kHead)) return notes;
  int format = 0;
  if (!take_number(take_line_of(text).substr(kHead.size()), format) || format != kFormat) {
    return input_error(fmt::format("the snapshot is not of format {}", kFormat),
                       "Make it again with \"pgstage snapshot\".");
  }
  while (!text.empty()) {
    const auto line = take_line_of(text);
    if (take_line(line, notes)) continue;
    return input_error(fmt::format("the snapshot was damaged at \"{}\"", line),
                       "Make it again with \"pgstage snapshot\".");
  }
  return notes;
}

void add_sizes(const SnapshotNotes& notes, Catalog& catalog) {
  std::vector<QualifiedName> known;
  for (const auto* relation : catalog.relations()) known.push_back(relation->name);
  for (const auto& name : known) {
    const auto size = notes.sizes.find(name.sql());
    if (size == notes.sizes.end()) continue;
    catalog.change(name, [&](Relation& relation) { relation.size = size->second; });
  }
}

}  // namespace pgstage::catalog

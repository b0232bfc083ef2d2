#include "dialect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source {
namespace {

constexpr auto kOthers = std::to_array<std::string_view>(
    {"bigquery", "cassandra", "clickhouse", "db2", "derby", "h2", "hsqldb", "mariadb", "mssql",
     "mysql", "oracle", "snowflake", "spanner", "sqlite", "sqlite3", "sqlserver"});

/// The quoted value behind a key, whatever stands between the two.
std::string_view value_of(std::string_view text, std::string_view key) {
  const auto found = text.find(key);
  if (found == std::string_view::npos) return {};
  const auto after = text.find_first_of(":=", found + key.size());
  const auto open = text.find('"', after == std::string_view::npos ? text.size() : after);
  if (open == std::string_view::npos) return {};
  return text.substr(open + 1, text.find('"', open + 1) - open - 1);
}

bool is_other(std::string_view value) {
  return !value.empty() && !value.starts_with("postgres") && !value.starts_with("cockroach");
}

/// Of sql-migrate's settings, the first of its environments.
std::string_view dialect_in(std::string_view settings) {
  for (const auto& line : lines_of(settings)) {
    const auto text = trimmed(line.text);
    if (text.starts_with("dialect:")) return trimmed(text.substr(text.find(':') + 1));
  }
  return {};
}

/// Drizzle 1.0 has one in the folder of each migration.
std::string first_snapshot(const std::string& folder) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    std::error_code ignored;
    if (!entry.is_directory(ignored)) continue;
    const auto text = beginning_of((entry.path() / "snapshot.json").string());
    if (!text.empty()) return text;
  }
  return {};
}

}  // namespace

/// The whole name, or a part of one that speaks of migrations: `migrations_sqlite`.
bool is_of_another_database(std::string_view name) {
  std::string lower;
  for (const char c : name) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  const auto is_one = [](std::string_view part) {
    return std::find(kOthers.begin(), kOthers.end(), part) != kOthers.end();
  };
  if (is_one(lower)) return true;
  if (lower.find("migrat") == std::string::npos) return false;
  for (std::string_view rest = lower; !rest.empty();) {
    const auto end = std::min(rest.find_first_of("-_."), rest.size());
    if (is_one(rest.substr(0, end))) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

bool says_another_database(const std::string& folder) {
  return is_other(value_of(beginning_of(folder + "/migration_lock.toml"), "provider")) ||
         is_other(value_of(beginning_of(folder + "/meta/_journal.json"), "\"dialect\"")) ||
         is_other(value_of(first_snapshot(folder), "\"dialect\"")) ||
         is_other(dialect_in(text_above(folder, "dbconfig.yml")));
}

}  // namespace pgstage::source

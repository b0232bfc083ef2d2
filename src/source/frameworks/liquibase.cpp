// Liquibase's changelogs in SQL: a file holds changesets, each with a transaction of its own unless
// it says otherwise, and with its way back in comments.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "blanks.hpp"
#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

namespace fs = std::filesystem;

/// What stands behind `--word`, however it is spaced; nothing where the line is another one.
std::optional<std::string_view> behind(std::string_view line, std::string_view word) {
  auto text = trimmed(line);
  if (!text.starts_with("--")) return std::nullopt;
  text = trimmed(text.substr(2));
  if (!text.starts_with(word)) return std::nullopt;
  text.remove_prefix(word.size());
  if (!text.empty() && text.front() != ' ' && text.front() != '\t') return std::nullopt;
  return trimmed(text);
}

bool is_changelog(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return behind(text.substr(0, text.find('\n')), "liquibase formatted sql").has_value();
}

bool recognises(const std::string& folder, const Content& content) {
  return most_have(folder, content, "--liquibase formatted sql") ||
         most_have(folder, content, "-- liquibase formatted sql");
}

/// The value of an attribute in the line of a changeset; empty: it has none.
std::string_view attribute(std::string_view line, std::string_view name) {
  const auto key = fmt::format(" {}:", name);
  const auto found = line.find(key);
  if (found == std::string_view::npos) return {};
  const auto begin = found + key.size();
  const bool quoted = begin < line.size() && line[begin] == '"';
  const auto value = line.substr(begin + (quoted ? 1 : 0));
  return value.substr(0, value.find_first_of(quoted ? "\"" : " \t"));
}

/// `postgresql`, a list with it, or one without it that only says who is not meant.
bool is_for_us(std::string_view dbms) {
  if (dbms.empty() || dbms == "all") return true;
  bool excludes_only = true;
  while (!dbms.empty()) {
    const auto comma = std::min(dbms.find(','), dbms.size());
    const auto each = trimmed(dbms.substr(0, comma));
    if (each == "postgresql") return true;
    if (each == "!postgresql") return false;
    if (!each.starts_with("!")) excludes_only = false;
    dbms.remove_prefix(std::min(comma + 1, dbms.size()));
  }
  return excludes_only;
}

bool is_left_out(std::string_view line) {
  return !is_for_us(attribute(line, "dbms")) || attribute(line, "ignore") == "true";
}

/// `--rollback` in front of each line.
std::string way_back_in(std::string_view changeset) {
  std::string out;
  for (const auto& line : lines_of(changeset)) {
    const auto sql = behind(line.text, "rollback");
    if (sql && *sql != "not required" && *sql != "empty") out += std::string{*sql} + "\n";
  }
  return out;
}

Result<std::vector<Migration>> read(const std::string& path, const ReadFile& read_file) {
  const auto text = read_file(path);
  if (!text) return text.error();
  std::vector<Migration> out;
  if (!is_changelog(*text)) {
    auto whole = plain::read(path, read_file);
    if (!whole) return whole.error();
    out.push_back(*std::move(whole));
    return out;
  }
  std::vector<std::pair<std::size_t, std::string_view>> begins;
  for (const auto& line : lines_of(*text)) {
    if (const auto says = behind(line.text, "changeset")) begins.emplace_back(line.begin, *says);
  }
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const auto [begin, says] = begins[i];
    const auto end = i + 1 < begins.size() ? begins[i + 1].first : text->size();
    if (is_left_out(says)) continue;
    out.push_back({.id = std::string{says.substr(0, says.find_first_of(" \t"))},
                   .path = path,
                   .framework = {},
                   .up = part_of(*text, begin, end),
                   .down = way_back_in(std::string_view(*text).substr(begin, end - begin))});
  }
  return out;
}

/// The changelog of all, which names the others; empty: none.
std::string text_of_all(const std::string& folder) {
  std::string out;
  for (auto at = fs::absolute(folder).lexically_normal(); out.empty(); at = at.parent_path()) {
    std::error_code failed;
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(at, failed)) {
      const auto name = entry.path().filename().string();
      const bool lists = name.find("changelog") != std::string::npos &&
                         (name.ends_with(".xml") || name.ends_with(".yaml") ||
                          name.ends_with(".yml") || name.ends_with(".json"));
      if (lists && entry.is_regular_file(failed)) found.push_back(entry.path().string());
    }
    std::sort(found.begin(), found.end());
    for (const auto& path : found) {
      if (const auto text = read_file(path)) out += *text;
    }
    if (at == at.parent_path() || exists((at / ".git").string())) break;
  }
  return out;
}

/// Those that it names come as it names them, then all others.
Result<std::vector<std::string>> order(const std::string& folder,
                                       std::vector<std::string> scripts) {
  const auto all = text_of_all(folder);
  auto out = plain::ordered(std::move(scripts));
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
    return all.find(a.substr(a.rfind('/') + 1)) < all.find(b.substr(b.rfind('/') + 1));
  });
  return out;
}

SentAs sent_as(const Migration& migration, Way /*way*/) {
  for (const auto& line : lines_of(migration.up)) {
    const auto says = behind(line.text, "changeset");
    if (!says) continue;
    if (attribute(*says, "runInTransaction") != "false") return SentAs::File;
    return attribute(*says, "splitStatements") == "false" ? SentAs::Message : SentAs::Statement;
  }
  return SentAs::File;
}

}  // namespace

extern const Framework liquibase = {
    .name = "liquibase",
    .recognises = recognises,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .order = order,
    .read = read,
    .placeholders = Placeholders::Braced,
    .ledger = {.table = "databasechangelog",
               .applied = "SELECT author || ':' || id FROM {}",
               .holds = holds_id},
    .runner = {.if_overtaken = "Liquibase runs it behind the others",
               .if_edited = "Liquibase stops at its checksum"}};

}  // namespace pgstage::source::frameworks

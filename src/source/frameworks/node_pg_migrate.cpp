// node-pg-migrate's scripts in SQL: all pending ones share a transaction, and each way is one
// message.
#include <algorithm>
#include <cctype>
#include <filesystem>

#include "blanks.hpp"
#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

bool recognises(const std::string& folder, const Content& content) {
  const bool usual = std::filesystem::path(folder).filename() == "migrations" ||
                     most_have(folder, content, "-- Up Migration");
  return usual && !content.scripts.empty() &&
         text_above(folder, "package.json").find("\"node-pg-migrate\"") != std::string::npos;
}

/// `-- Down Migration`, in whatever case and with whatever dashes and blanks before the words.
bool begins(std::string_view line, std::string_view words) {
  const auto comment = line.find("--");
  if (comment == std::string_view::npos || !trimmed(line.substr(0, comment)).empty()) return false;
  const auto text = line.substr(std::min(line.find_first_not_of("- \t", comment), line.size()));
  return text.size() >= words.size() &&
         std::equal(words.begin(), words.end(), text.begin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

Result<std::vector<Migration>> read(const std::string& path, const ReadFile& read_file) {
  auto whole = plain::read(path, read_file);
  if (!whole) return whole.error();
  const std::string text = whole->up;
  for (const auto& line : lines_of(text)) {
    if (!begins(line.text, "down migration")) continue;
    whole->up = text.substr(0, line.begin);
    whole->down = text.substr(line.begin);
    break;
  }
  return std::vector<Migration>{*std::move(whole)};
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Batch; }

}  // namespace

extern const Framework node_pg_migrate = {
    .name = "node-pg-migrate",
    .alone = Alone::Nothing,
    .recognises = recognises,
    .by_surroundings = true,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .caution = "node-pg-migrate runs all pending migrations in one transaction",
    .read = read,
    .ledger = {.table = "pgmigrations", .applied = "SELECT name::text FROM {}", .holds = holds_id},
    .runner = {.goes_by_name = "node-pg-migrate"}};

}  // namespace pgstage::source::frameworks

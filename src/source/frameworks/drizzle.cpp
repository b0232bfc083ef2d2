// Drizzle: all pending migrations share one transaction. A journal beside them says their order;
// since 1.0 each has a folder, and the names of the folders say it.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "plain.hpp"
#include "reading.hpp"
#include "writing.hpp"

namespace pgstage::source::frameworks {
namespace {

std::string journal_of(const std::string& folder) {
  return (std::filesystem::path(folder) / "meta" / "_journal.json").string();
}

bool recognises(const std::string& folder, const Content& content) {
  if (!content.scripts.empty() && exists(journal_of(folder))) return true;
  return any_has(folder, content, "snapshot.json") && any_has(folder, content, "migration.sql");
}

Error unreadable(const std::string& journal, std::string_view why) {
  return input_error(fmt::format("cannot read \"{}\": {}", journal, why),
                     "Let drizzle-kit write it again, or name the scripts by themselves.");
}

/// What the journal has of a migration.
struct Entry {
  std::string tag;
  std::int64_t when = 0;  ///< Milliseconds since 1970.
};

Result<std::vector<Entry>> entries_in(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.error();
  const auto journal = nlohmann::json::parse(*text, nullptr, false);
  if (!journal.is_object()) return unreadable(path, "it is no JSON object");
  std::vector<Entry> out;
  const auto entries = journal.find("entries");
  if (entries == journal.end() || !entries->is_array()) {
    return unreadable(path, "it has no list of entries");
  }
  for (const auto& entry : *entries) {
    if (!entry.is_object() || !entry.contains("tag") || !entry["tag"].is_string()) {
      return unreadable(path, "an entry has no tag");
    }
    if (entry["tag"].get<std::string>().find('/') != std::string::npos) {
      return unreadable(path, "a tag is no name of a file");
    }
    const bool timed = entry.contains("when") && entry["when"].is_number();
    out.push_back({entry["tag"].get<std::string>(), timed ? entry["when"].get<std::int64_t>() : 0});
  }
  return out;
}

/// Read once for all migrations of it; null when it cannot be read.
const std::vector<Entry>* known_entries(const std::string& path) {
  struct Known {
    std::filesystem::file_time_type written;
    std::vector<Entry> entries;
  };
  static std::map<std::string, Known> all;
  std::error_code failed;
  const auto written = std::filesystem::last_write_time(path, failed);
  if (failed) return nullptr;
  const auto known = all.find(path);
  if (known != all.end() && known->second.written == written) return &known->second.entries;
  auto entries = entries_in(path);
  if (!entries) return nullptr;
  auto& kept = all[path];
  kept = {written, *std::move(entries)};
  return &kept.entries;
}

std::string journal_beside(const Migration& migration) {
  return journal_of(std::filesystem::path(migration.path).parent_path().string());
}

/// A script that the journal does not name is not run.
Result<std::vector<std::string>> order(const std::string& folder,
                                       std::vector<std::string> scripts) {
  const auto path = journal_of(folder);
  if (!exists(path)) return plain::ordered_as_text(folder, std::move(scripts));
  const auto entries = entries_in(path);
  if (!entries) return entries.error();
  std::vector<std::string> out;
  for (const auto& entry : *entries) {
    const auto script = std::filesystem::path(folder) / (entry.tag + ".sql");
    out.push_back(script.lexically_normal().string());
    if (!exists(out.back())) return names_missing(path, out.back());
  }
  return out;
}

/// Up to 0.x the table has no names: what is not younger than the youngest is never run again.
bool holds(const Keys& keys, const Migration& migration) {
  constexpr std::string_view kUntil = "until ";
  if (keys.contains(migration.id)) return true;
  std::int64_t last = 0;
  for (const auto& key : keys) {
    if (!key.starts_with(kUntil)) continue;
    last = std::max<std::int64_t>(last, std::atoll(key.c_str() + kUntil.size()));
  }
  const auto* entries = known_entries(journal_beside(migration));
  return entries != nullptr &&
         std::any_of(entries->begin(), entries->end(), [&](const auto& entry) {
           return entry.tag == migration.id && entry.when <= last;
         });
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Batch; }

/// Up to 0.x what is run is what is younger than the youngest that was.
void tell(const Migration& migration, Runner& runner) {
  const auto* entries = known_entries(journal_beside(migration));
  if (entries == nullptr) return;
  const auto own = std::find_if(entries->begin(), entries->end(),
                                [&](const auto& entry) { return entry.tag == migration.id; });
  const bool overtaken = std::any_of(entries->begin(), own, [&](const auto& before) {
    return own != entries->end() && own->when != 0 && before.when >= own->when;
  });
  if (!overtaken) return;
  runner.does_not_run =
      "Drizzle passes it over in silence where those before it were run, as the journal has a time "
      "for it (\"when\") that is not later than theirs";
}

}  // namespace

extern const Framework drizzle = {
    .name = "drizzle",
    .alone = Alone::Nothing,
    .recognises = recognises,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .caution = "drizzle runs all pending migrations in one transaction",
    .order = order,
    .ledger = {.table = "drizzle.__drizzle_migrations",
               .applied = "SELECT coalesce(to_jsonb(t) ->> 'name', 'until ' || created_at) FROM {} "
                          "AS t ORDER BY created_at",
               .holds = holds},
    .runner = {.if_overtaken = "Drizzle before 1.0 passes it over in silence",
               .if_edited = "Drizzle does not run it again",
               .lets_others_run = "Drizzle",
               .goes_by_name = "Drizzle"},
    .tell = tell};

}  // namespace pgstage::source::frameworks

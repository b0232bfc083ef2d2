// Drizzle: all pending migrations share one transaction. A journal beside them says their order;
// since 1.0 each has a folder, and the names of the folders say it.
#include <filesystem>
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

/// A script that the journal does not name is not run.
Result<std::vector<std::string>> order(const std::string& folder,
                                       std::vector<std::string> scripts) {
  const auto path = journal_of(folder);
  if (!exists(path)) return plain::ordered(std::move(scripts));
  const auto text = read_file(path);
  if (!text) return text.error();
  const auto journal = nlohmann::json::parse(*text, nullptr, false);
  if (!journal.is_object()) return unreadable(path, "it is no JSON object");
  std::vector<std::string> out;
  const auto entries = journal.find("entries");
  if (entries == journal.end()) return plain::ordered(std::move(scripts));
  for (const auto& entry : *entries) {
    const auto tag = entry.is_object() ? entry.find("tag") : entry.end();
    if (!entry.is_object() || tag == entry.end() || !tag->is_string()) {
      return unreadable(path, "an entry has no tag");
    }
    const auto name = tag->get<std::string>() + ".sql";
    const auto script = (std::filesystem::path(folder) / name).lexically_normal().string();
    if (!exists(script)) return names_missing(path, script);
    out.push_back(script);
  }
  return out;
}

SentAs sent_as(const Migration& /*migration*/, Way /*way*/) { return SentAs::Batch; }

}  // namespace

extern const Framework drizzle = {
    .name = "drizzle",
    .alone = Alone::Nothing,
    .recognises = recognises,
    .version = next_version,
    .write = nullptr,
    .sent_as = sent_as,
    .caution = "drizzle runs all pending migrations in one transaction",
    .order = order};

}  // namespace pgstage::source::frameworks
